import type { Context } from '../../request/context.js';
import { type ById, NONE, type RequestId, type VmId } from '../../request/ids.js';
import type { Stage } from '../../request/stage.js';
import type { ClientPorts } from '../connection-point/connection-point.js';
import type { Vm } from '../vm/vm.js';
import type { VmTraffic } from '../vm/vm-traffic.js';
import type { ChannelTable } from './channel-table.js';

/** The instance chooses a connection point for the request, and the request waits for a place on the channel to it. */
export class ChannelWaitStage implements Stage {
  readonly name = 'channel-wait';

  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    private readonly vms: ById<VmId, Vm>,
    private readonly ports: ClientPorts,
  ) {}

  enter(request: RequestId): void {
    const { table } = this;
    const { requests } = this.context;
    const vm = requests.vm(request);
    const channel = table.choose(vm, this.ports.holding(requests.client(request)));
    // It may have waited for a channel that is just being lost: that loss must not take the answer away.
    requests.setChannel(request, NONE);
    if (channel === NONE) return this.refuse(request, this.vms[vm]);
    requests.setChannel(request, channel, table.epoch(channel));
    table.carrier(channel).acquire(table.place(channel), request);
  }

  private refuse(request: RequestId, vm: Vm): void {
    const { requests, clients, journey } = this.context;
    vm.failed++;
    journey.fail(request, 'no-channel', clients.rtt.get(requests.client(request)) / 2);
  }
}

/** The request's bytes from instance to connection point: the instance's network card, then the channel. */
export class ChannelUpStage implements Stage {
  readonly name = 'channel-up';

  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    private readonly traffic: VmTraffic,
  ) {}

  enter(request: RequestId): void {
    const { requests, journey } = this.context;
    const { table } = this;
    const channel = requests.channel(request);
    if (!table.isUpIn(channel, requests.channelEpoch(request))) return journey.lose(request);
    table.countMessage(channel);
    this.traffic.countEgress(table.vm(channel), requests.requestBytes(request));
    table.carrier(channel).up(table.place(channel), request);
  }
}

/** The reply's bytes from connection point to instance: the connection point's network card, then the channel. */
export class ChannelDownStage implements Stage {
  readonly name = 'channel-down';

  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    private readonly traffic: VmTraffic,
  ) {}

  enter(request: RequestId): void {
    const { requests, journey } = this.context;
    const { table } = this;
    const channel = requests.channel(request);
    if (!table.isUpIn(channel, requests.channelEpoch(request))) return journey.lose(request);
    this.traffic.countIngress(table.vm(channel), requests.replyBytes(request));
    table.carrier(channel).down(table.place(channel), request);
  }
}
