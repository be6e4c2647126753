import type { Resource } from '../../engine/index.js';
import type { RequestId } from './ids.js';

/** One system that a request passes, seen from the request; a row of the table in docs/gateway.md. */
export interface Stage {
  /** As results and baselines name it, and `Journey.jump` finds it: unlike any other of its path. */
  readonly name: string;
  /** What of it is measured: utilisation and queue, each under the resource's own name. */
  readonly resources?: readonly Resource[];

  /**
   * The request comes to the stage now, and nothing that it travels on is lost. The stage ends by one call of the journey:
   * `advance`, `after`, `fail`, `jump`, `wait` or `lose`. It is the stage's last: when it returns, the request may be stages
   * further, or its record in other use.
   */
  enter(request: RequestId): void;
}
