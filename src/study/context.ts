import { type Executor, thisThread } from './simulate/executor.js';
import { KEEPS_NOTHING, type Keeper } from './simulate/keeper.js';
import type { Work } from './simulate/work.js';

/** What a study tells while it is at work. */
export interface Message {
  /**
   * `warm-up`: found in pilot replications. `window`: which hours are measured. `kept`: what is taken over from before.
   * `warning`: something that was asked for cannot be had. `interrupted`: the signal ended the study early.
   */
  readonly kind: 'warm-up' | 'window' | 'kept' | 'warning' | 'interrupted';
  /** In words, one line. */
  readonly text: string;
  /** After an interruption: from where the same question goes on when it is asked again with `resume`; null where it begins anew. */
  readonly goesOn?: 'from there' | 'from what was simulated' | null;
  /** The field of the question that mends it: a `window` that is the busiest, or a stated `warmup`. */
  readonly remedy?: 'window' | 'warmup';
}

/** What a study is handed from outside: where it simulates and keeps, what ends it, and whom it tells. */
export interface StudyContext {
  readonly executor: Executor;
  /** Keeps finished replications, so that an interrupted study can go on. */
  readonly keeper: Keeper;
  /** Take over what an interrupted study has kept; without, it is forgotten. */
  readonly resume: boolean;
  /** Ends the study with what is finished. */
  readonly signal: AbortSignal;
  /** Told of each part of the work when it begins; what it returns is called when that ends. */
  readonly onWork: (work: Work) => () => void;
  readonly onMessage: (message: Message) => void;
  /** Told of each replication of the study when it ends, before what it yields is kept; not of those that advice tries. */
  readonly onSimulated: () => void;
  /** Seconds on a clock that never runs back; of no influence on any result. */
  readonly now: () => number;
}

/** The same, of which a program hands in what it has: by itself a study simulates in this thread and keeps nothing. */
export type StudyOptions = Partial<StudyContext>;

/** Completes what was handed in. */
export const contextOf = (options: StudyOptions): StudyContext => ({
  executor: options.executor ?? thisThread(),
  keeper: options.keeper ?? KEEPS_NOTHING,
  resume: options.resume ?? false,
  signal: options.signal ?? new AbortController().signal,
  onWork: options.onWork ?? (() => () => undefined),
  onMessage: options.onMessage ?? (() => undefined),
  onSimulated: options.onSimulated ?? (() => undefined),
  now: options.now ?? (() => 0),
});
