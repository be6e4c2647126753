import type { Model } from '../../src/model/schema.js';
import type { Kernel } from './kernel.js';
import { Window } from './window.js';

/** What lies between a connection point and an instance, and how TCP is set on it. */
export class Way {
  /** Round trip of a message. */
  readonly roundTrip: () => number;
  /** Beyond round trips and bytes, for each message. */
  readonly overhead: () => number;
  /** What a proxy that holds back small writes adds to each message. */
  readonly messageDelay: () => number;
  /** Bits a second of the connection point's card. */
  readonly cardRate: number;
  readonly maximumWindow: number;
  private readonly idleReset: () => number;

  constructor(
    private readonly kernel: Kernel,
    private readonly model: Model,
    name: string,
  ) {
    const { rtt, channel, nic } = model.connectionPoints;
    this.roundTrip = kernel.draws(`${name}/rtt`, rtt);
    this.overhead = kernel.draws(`${name}/overhead`, channel.overhead);
    this.idleReset = kernel.draws(`${name}/idle-reset`, channel.idleReset);
    this.messageDelay = () => 0;
    this.cardRate = nic;
    this.maximumWindow = channel.maximumWindow;
  }

  rate(): number {
    return this.cardRate;
  }

  window(): Window {
    return new Window(this.kernel, this.model.connectionPoints.channel, this.idleReset);
  }
}
