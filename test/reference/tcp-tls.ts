import type { Channel } from './channel.js';
import type { ConnectionPoint } from './connection-point.js';
import type { Kernel } from './kernel.js';
import { Line } from './line.js';
import type { Attempt } from './request.js';
import type { Vm } from './vm.js';
import type { Way } from './way.js';
import type { Window } from './window.js';

/** One way of a TCP connection. */
interface Direction {
  readonly line: Line;
  readonly window: Window;
  lastArrival: number;
}

/** One TCP connection for all messages: each way one after the other, and they arrive in the order in which they were sent. */
export class TcpTlsChannel implements Channel {
  private readonly upward: Direction;
  private readonly downward: Direction;
  messages = 0;

  constructor(
    private readonly kernel: Kernel,
    readonly vm: Vm,
    readonly point: ConnectionPoint,
    private readonly way: Way,
  ) {
    const direction = () => ({ line: new Line(kernel), window: way.window(), lastArrival: 0 });
    this.upward = direction();
    this.downward = direction();
  }

  wait(_attempt: Attempt, done: () => void): void {
    done();
  }

  up({ request }: Attempt, done: () => void): void {
    this.messages++;
    const bytes = request.requestBytes;
    const carry = this.prepare(this.upward, bytes, done);
    this.vm.card.send((bytes * 8) / this.vm.bitsPerSecond, carry);
  }

  /** The bits of a reply go on as they leave the card. */
  down({ request }: Attempt, done: () => void): void {
    const bytes = request.replyBytes;
    const carry = this.prepare(this.downward, bytes, done);
    this.point.card.send((bytes * 8) / this.way.cardRate, () => {}, carry);
  }

  /** What is read and drawn is so at the beginning of the stage. Returns what happens once the card lets the message go on. */
  private prepare(direction: Direction, bytes: number, done: () => void): () => void {
    const { way } = this;
    const roundTrip = way.roundTrip();
    const rounds = roundTrip > 0 ? direction.window.furtherRounds(bytes, false) : 0;
    const rate = Math.min(way.rate(), (way.maximumWindow * 8) / roundTrip);
    const held = (bytes * 8) / rate + way.overhead() + rounds * roundTrip;
    const delay = roundTrip / 2 + way.messageDelay();
    return () => direction.line.send(held, () => this.arriveInOrder(direction, delay, done));
  }

  private arriveInOrder(direction: Direction, delay: number, done: () => void): void {
    direction.lastArrival = Math.max(direction.lastArrival, this.kernel.now + delay);
    this.kernel.at(direction.lastArrival, done);
  }
}
