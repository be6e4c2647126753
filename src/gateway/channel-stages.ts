import type { SerialLine } from '../engine/index.js';
import type { ChannelTable } from './channel-table.js';
import type { ClientPorts, ConnectionPoint } from './connection-point.js';
import type { Context } from './context.js';
import type { Stage } from './journey.js';
import { CHANNEL, CHANNEL_EPOCH, CLIENT, NONE, REPLY_BYTES, REQUEST_BYTES, VM } from './requests.js';
import { EGRESS, INGRESS, type Vm } from './vm.js';

/** The instance chooses a connection point for the request, and the request waits for a place on the channel to it. */
export class ChannelWaitStage implements Stage {
  readonly name = 'channel-wait';

  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    private readonly vms: readonly Vm[],
    private readonly ports: ClientPorts,
  ) {}

  enter(request: number): void {
    if (!this.context.journey.enters(request)) return;
    const { table } = this;
    const { words } = this.context.requests;
    const vm = words[request | VM]!;
    const channel = table.choose(vm, this.ports.holding(words[request | CLIENT]!));
    // It may have waited for a channel that is just being lost: that loss must not take the answer away.
    words[request | CHANNEL] = channel;
    if (channel === NONE) return this.refuse(request, this.vms[vm]!);
    words[request | CHANNEL_EPOCH] = table.epoch(channel);
    table.carrier(channel).acquire(table.place(channel), request);
  }

  private refuse(request: number, vm: Vm): void {
    const { requests, clients, journey } = this.context;
    vm.failed++;
    journey.fail(request, 'no-channel', clients.rtt.get(requests.words[request | CLIENT]!) / 2);
  }
}

/** The request's bytes from instance to connection point: the instance's network card, then the channel. */
export class ChannelUpStage implements Stage {
  readonly name = 'channel-up';
  private readonly nics: readonly SerialLine[];

  /** @param volumes see `Vm.egressBytes` */
  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    vms: readonly Vm[],
    private readonly volumes: Float64Array,
  ) {
    this.nics = vms.map(({ nic }) => nic);
  }

  enter(request: number): void {
    const { requests, journey } = this.context;
    if (!journey.enters(request)) return;
    const { table } = this;
    const channel = requests.words[request | CHANNEL]!;
    if (!table.isUpIn(channel, requests.words[request | CHANNEL_EPOCH]!)) return journey.lose(request);
    const bytes = requests.floats[(request >> 1) | REQUEST_BYTES]!;
    const vm = table.vm(channel);
    table.countMessage(channel);
    this.volumes[(vm << 1) | EGRESS]! += bytes;
    journey.hand.seconds = this.nics[vm]!.send(bytes);
    journey.hand.bytes = bytes;
    table.carrier(channel).up(table.place(channel), request);
    journey.after(request);
  }
}

/** The reply's bytes from connection point to instance. */
export class ChannelDownStage implements Stage {
  readonly name = 'channel-down';
  private readonly nics: readonly SerialLine[];

  /** @param volumes see `Vm.egressBytes` */
  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    points: readonly ConnectionPoint[],
    private readonly volumes: Float64Array,
  ) {
    this.nics = points.map(({ nic }) => nic);
  }

  /** The connection point sends in the order in which its cores took replies up. */
  enterAhead(request: number): void {
    const { requests, journey, simulation } = this.context;
    const { table } = this;
    const channel = requests.words[request | CHANNEL]!;
    if (!table.isUpIn(channel, requests.words[request | CHANNEL_EPOCH]!)) return journey.lose(request);
    const bytes = requests.floats[(request >> 1) | REPLY_BYTES]!;
    this.volumes[(table.vm(channel) << 1) | INGRESS]! += bytes;
    journey.hand.seconds = this.nics[table.point(channel)]!.send(bytes, simulation.now + journey.lead[0]!);
    journey.hand.bytes = bytes;
    table.carrier(channel).down(table.place(channel), request);
    journey.after(request);
  }
}
