import type { Goal } from './goal.js';
import type { Spread } from './ratios.js';

/** One line of the table: a figure of ours, what it is compared with, and what was aimed at. */
export interface Row {
  readonly what: string;
  /** What `reference` is a figure of. */
  readonly against?: string;
  /** Of `ours` and `reference`. */
  readonly unit: string;
  readonly ours: number | null;
  readonly reference: number | null;
  /** Ours over reference, over the paired runs, by CPU time where both are measured by it. */
  readonly ratio: Spread | null;
  /** The same by wall-clock time. */
  readonly wallRatio?: Spread;
  /** null: shown without a goal. */
  readonly goal: Goal | null;
  /** Where the figure stands in the plot. */
  readonly point?: { readonly series: Series; readonly x: number; readonly y: number };
}

/** Panels of the plot. */
export type Series = 'clients' | 'instances' | 'hours';

/** What a part is run with. */
export interface Setting {
  /** Pairs of processes. */
  readonly runs: number;
  /** A smoke test: little work, one run. */
  readonly quick: boolean;
  /** Where the compiled C++ references are, null when there is no C++ compiler. */
  readonly references: string | null;
  /** Tells what is being done. */
  say(text: string): void;
}

/** A part of the benchmark suite. */
export interface Part {
  readonly name: string;
  /** Run unless it is asked for: `always`, or only with this option. */
  readonly when: 'always' | 'all' | 'peers';
  /** Takes so long that it is run once, however many pairs are asked for. */
  readonly isLong?: true;
  run(setting: Setting): Row[] | Promise<Row[]>;
}
