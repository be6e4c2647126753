import type { Channel } from './channel.js';
import type { ClientPorts } from './connection-point.js';
import type { Context } from './context.js';
import type { Gateway } from './gateway.js';
import type { Stage } from './journey.js';
import { CHANNEL, CHANNEL_EPOCH, CLIENT, NONE, REPLY_BYTES, REQUEST_BYTES, VM } from './requests.js';
import type { Vm } from './vm.js';

/** The instance chooses a connection point for the request, and the request waits for a place on the channel to it. */
export class ChannelWaitStage implements Stage {
  readonly name = 'channel-wait';

  constructor(
    private readonly context: Context,
    private readonly gateways: readonly Gateway[],
    private readonly vms: readonly Vm[],
    private readonly ports: ClientPorts,
  ) {}

  enter(request: number): void {
    const { requests, clients, journey } = this.context;
    const vm = this.vms[requests.words[request + VM]!]!;
    const holding = this.ports.holding(requests.words[request + CLIENT]!);
    const channel = this.gateways[vm.gatewayIndex]!.chooseChannel(vm, holding);
    if (channel === null) {
      vm.failed++;
      // It may have waited for a channel that is just being lost: that loss must not take the answer away.
      requests.words[request + CHANNEL] = NONE;
      return journey.fail(request, 'no-channel', clients.rtt.get(requests.words[request + CLIENT]!) / 2);
    }
    requests.words[request + CHANNEL] = channel.id;
    requests.words[request + CHANNEL_EPOCH] = channel.epoch;
    channel.transport!.acquire(channel.place, request);
  }
}

/** The request's bytes from instance to connection point: the instance's network card, then the channel. */
export class ChannelUpStage implements Stage {
  readonly name = 'channel-up';

  constructor(
    private readonly context: Context,
    private readonly channels: readonly Channel[],
  ) {}

  enter(request: number): void {
    const { requests, journey } = this.context;
    const channel = this.channels[requests.words[request + CHANNEL]!]!;
    if (channel.epoch !== requests.words[request + CHANNEL_EPOCH] || !channel.isUp)
      return journey.lose(request);
    const bytes = requests.floats[(request >> 1) + REQUEST_BYTES]!;
    channel.messages++;
    channel.vm.egressBytes += bytes;
    journey.hand[0] = channel.vm.nic.send(bytes);
    journey.hand[1] = bytes;
    channel.transport!.up(channel.place, request);
    journey.after(request, journey.hand[0]!);
  }
}

/** The reply's bytes from connection point to instance. */
export class ChannelDownStage implements Stage {
  readonly name = 'channel-down';

  constructor(
    private readonly context: Context,
    private readonly channels: readonly Channel[],
  ) {}

  enter(request: number): void {
    this.enterAhead(request);
  }

  /** The connection point sends in the order in which its cores took replies up. */
  enterAhead(request: number): void {
    const { requests, journey, simulation } = this.context;
    const channel = this.channels[requests.words[request + CHANNEL]!]!;
    if (channel.epoch !== requests.words[request + CHANNEL_EPOCH] || !channel.isUp)
      return journey.lose(request);
    const bytes = requests.floats[(request >> 1) + REPLY_BYTES]!;
    channel.vm.ingressBytes += bytes;
    journey.hand[0] = channel.connectionPoint.nic.send(bytes, simulation.now + journey.lead[0]!);
    journey.hand[1] = bytes;
    channel.transport!.down(channel.place, request);
    journey.after(request, journey.hand[0]!);
  }
}
