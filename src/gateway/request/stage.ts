import type { Resource } from '../../engine/index.js';
import type { RequestId } from './ids.js';

/**
 * One system that a request passes, seen from the request; a row of the table in docs/gateway.md. The journey asks in this
 * order: `delay`; where that is null or absent, `enterAhead`; else `approach`, then `enter` when the request has come.
 *
 * A stage that is entered ends by one call of the journey: `advance`, `after`, `fail`, `jump`, `wait` or `lose`. It is the
 * stage's last: when it returns, the request may be stages further, or its record in other use.
 */
export interface Stage {
  /** As results and baselines name it, and `Journey.jump` finds it: unlike any other of its path. */
  readonly name: string;
  /** What of it is measured: utilisation and queue, each under the resource's own name. */
  readonly resources?: readonly Resource[];

  /** The request comes to the stage now. Begins by asking `journey.enters` whether it does. */
  enter?(request: RequestId): void;

  /**
   * The seconds that the stage will take, where it is a mere delay; null when the request must enter it. Asked ahead of
   * time, so that delays in a row are one event: `simulation.now` is not yet when the stage begins.
   */
  delay?(request: RequestId): number | null;

  /**
   * Enters a stage that begins `ahead` seconds from now, where it knows what to do already; saves an event. It does not ask
   * `journey.enters`, ends by `after` or `fail`, and counts their seconds from now on, `ahead` included.
   */
  enterAhead?(request: RequestId, ahead: number): void;

  /** Seconds on the way to the stage, counted as its own; asked once a visit. */
  approach?(request: RequestId): number;
}
