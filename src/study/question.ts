import type { AskedWindow } from './window/window.js';

/** What every study can be asked of its simulations. */
export interface SimulationQuestion {
  /** Number or word that all random draws follow from; when left out the experiment's, or 1. */
  readonly seed?: string | number | undefined;
  /** Seconds to measure; when left out the experiment's, or what each model states. */
  readonly durationSeconds?: number | undefined;
  /** Seconds to simulate before; when left out likewise, or found as with `auto`. */
  readonly warmup?: number | 'auto' | undefined;
  /** When in the week measuring begins; when left out where the model says, or the busiest time. */
  readonly window?: AskedWindow | undefined;
}
