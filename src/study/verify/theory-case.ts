import type { Simulation } from '../../engine/index.js';

/** A textbook system whose long-run figure is known exactly, and how one replication estimates it. */
export interface TheoryCase {
  /** 'M/M/1, load 0.8'; services last 1 s in the mean unless it says otherwise. */
  readonly system: string;
  /** 'mean sojourn'. */
  readonly metric: string;
  readonly unit: 's' | 'jobs' | 'share' | 'per second' | 'resources';
  /** The theory that gives the exact figure. */
  readonly theory: string;
  readonly exact: number;
  /** Set where there is no chance: one replication must yield the exact figure itself. */
  readonly isCertain?: true;
  /** Runs a fresh simulation and returns its estimate. */
  replicate(simulation: Simulation): number;
}
