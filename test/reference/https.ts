import type { Channel } from './channel.js';
import type { ConnectionPoint } from './connection-point.js';
import type { Kernel } from './kernel.js';
import { type Connection, Pool } from './pool.js';
import type { Attempt } from './request.js';
import type { Vm } from './vm.js';
import type { Way } from './way.js';

/** Request/response connections that poll; with early re-polls as many others carry replies. */
export class HttpsChannel implements Channel {
  private readonly polls: Pool;
  /** Null with late re-polls: a reply goes back on its request's own connection. */
  private readonly replies: Pool | null;
  messages = 0;

  constructor(
    private readonly kernel: Kernel,
    readonly vm: Vm,
    readonly point: ConnectionPoint,
    private readonly way: Way,
    connections: number,
    repoll: 'early' | 'late',
  ) {
    const pool = () =>
      new Pool(
        Array.from({ length: connections }, () => ({ windows: { up: way.window(), down: way.window() } })),
      );
    this.polls = pool();
    this.replies = repoll === 'early' ? pool() : null;
  }

  wait(attempt: Attempt, done: () => void): void {
    this.polls.take((connection) => {
      attempt.connection = connection;
      done();
    });
  }

  up(attempt: Attempt, done: () => void): void {
    const { kernel, way, vm } = this;
    const { requestBytes: bytes } = attempt.request;
    const connection = attempt.connection!;
    const roundTrip = way.roundTrip();
    const rounds = roundTrip > 0 ? connection.windows.up.furtherRounds(bytes, true) : 0;
    const seconds =
      way.overhead() + (0.5 + rounds) * roundTrip + (bytes * 8) / way.rate() + way.messageDelay();
    this.messages++;
    vm.card.send((bytes * 8) / vm.bitsPerSecond, () => {
      kernel.after(seconds, () => {
        // Half a round trip after the request's arrival its connection polls again, unless it is kept for the reply.
        if (this.replies !== null) kernel.after(roundTrip / 2, () => this.polls.giveBack(connection));
        done();
      });
    });
  }

  down(attempt: Attempt, done: () => void): void {
    const { polls, replies, kernel } = this;
    if (replies === null) {
      const roundTrip = this.way.roundTrip();
      const connection = attempt.connection!;
      // The acknowledgement comes back, then the next poll goes out.
      this.reply(attempt, connection, roundTrip, () => {
        kernel.after(roundTrip, () => polls.giveBack(connection));
        done();
      });
    } else
      replies.take((connection) => {
        const roundTrip = this.way.roundTrip();
        this.reply(attempt, connection, roundTrip, () => {
          kernel.after(roundTrip / 2, () => replies.giveBack(connection));
          done();
        });
      });
  }

  /** The bits of a reply go on as they leave the card. */
  private reply({ request }: Attempt, { windows }: Connection, roundTrip: number, arrived: () => void): void {
    const { kernel, way, point } = this;
    const bytes = request.replyBytes;
    const rounds = roundTrip > 0 ? windows.down.furtherRounds(bytes, true) : 0;
    const seconds = (0.5 + rounds) * roundTrip + (bytes * 8) / way.rate() + way.messageDelay();
    point.card.send(
      (bytes * 8) / way.cardRate,
      () => {},
      () => kernel.after(seconds, arrived),
    );
  }
}
