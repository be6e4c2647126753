import type { Resource } from '../../engine/index.js';
import type { RequestId } from './ids.js';

/**
 * One system that a request passes, seen from the request; a row of the table in docs/gateway.md. A stage ends by
 * `Journey.advance`, `after` or `fail`. It is either a mere delay (`delay`), or the request enters it, when it comes
 * (`enter`) or ahead of that (`enterAhead`).
 */
export interface Stage {
  /** As results name it. */
  readonly name: string;
  /** What of it is measured: utilisation and queue, under its name. */
  readonly resources?: readonly Resource[];

  /** The request comes to the stage now. Begins by asking `journey.enters` whether it does. */
  enter?(request: RequestId): void;

  /**
   * The seconds that the stage will take, where it is a mere delay; null when the request must enter it. Asked ahead of
   * time, so that delays in a row are one event.
   */
  delay?(request: RequestId): number | null;

  /** Enters a stage that begins `ahead` seconds from now, where it knows what to do already; saves an event. */
  enterAhead?(request: RequestId, ahead: number): void;

  /** Seconds on the way to the stage, counted as its own; asked once a visit. */
  approach?(request: RequestId): number;
}
