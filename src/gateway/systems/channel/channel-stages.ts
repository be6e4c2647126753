import type { SerialLine } from '../../../engine/index.js';
import type { Context } from '../../request/context.js';
import { type ById, type ConnectionPointId, NONE, type RequestId, type VmId } from '../../request/ids.js';
import type { Stage } from '../../request/stage.js';
import type { ClientPorts, ConnectionPoint } from '../connection-point/connection-point.js';
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
  private readonly nics: ById<VmId, SerialLine>;

  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    vms: readonly Vm[],
    private readonly traffic: VmTraffic,
  ) {
    this.nics = vms.map(({ nic }) => nic);
  }

  enter(request: RequestId): void {
    const { requests, journey } = this.context;
    const { table } = this;
    const channel = requests.channel(request);
    if (!table.isUpIn(channel, requests.channelEpoch(request))) return journey.lose(request);
    const bytes = requests.requestBytes(request);
    const vm = table.vm(channel);
    table.countMessage(channel);
    this.traffic.countEgress(vm, bytes);
    const sent = this.nics[vm].send(bytes);
    journey.after(request, table.carrier(channel).up(table.place(channel), request, bytes, sent));
  }
}

/** The reply's bytes from connection point to instance. */
export class ChannelDownStage implements Stage {
  readonly name = 'channel-down';
  private readonly nics: ById<ConnectionPointId, SerialLine>;

  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    points: readonly ConnectionPoint[],
    private readonly traffic: VmTraffic,
  ) {
    this.nics = points.map(({ nic }) => nic);
  }

  enter(request: RequestId): void {
    const { requests, journey } = this.context;
    const { table } = this;
    const channel = requests.channel(request);
    if (!table.isUpIn(channel, requests.channelEpoch(request))) return journey.lose(request);
    const bytes = requests.replyBytes(request);
    this.traffic.countIngress(table.vm(channel), bytes);
    const sent = this.nics[table.point(channel)].send(bytes);
    journey.after(request, table.carrier(channel).down(table.place(channel), request, bytes, sent));
  }
}
