import { sum } from 'simple-statistics';
import { binomialTail } from './binomial.js';
import { CONFIDENCE, type Interval, standardError } from './interval.js';
import { studentQuantile } from './student.js';

/** How many of the trials of one replication were successes. */
export interface ShareCount {
  readonly successes: number;
  readonly trials: number;
}

/**
 * The share of successes over independent replications, with an interval that allows for two things: that trials of one
 * replication depend on each other (Student's t of the ratio estimate between replications; Law, Simulation Modeling and
 * Analysis, 5th ed., 2015, section 9.4.1, for a ratio as in Cochran, Sampling Techniques, 1977, section 2.11), and that there
 * are few of them (the exact interval of the pooled counts, which has a width where all replications are 0 or 1). It is the
 * wider of the two at each end. Ends are null with a single replication, the value without a trial.
 */
export function shareInterval(counts: readonly ShareCount[], confidence = CONFIDENCE): Interval {
  const trials = sum(counts.map((one) => one.trials));
  const successes = sum(counts.map((one) => one.successes));
  if (trials === 0) return { value: null, low: null, high: null };
  const value = successes / trials;
  if (counts.length === 1) return { value, low: null, high: null };
  const half = studentQuantile((1 + confidence) / 2, counts.length - 1) * shareError(counts);
  const exact = exactInterval(successes, trials, confidence);
  return {
    value,
    low: Math.max(0, Math.min(exact.low, value - half)),
    high: Math.min(1, Math.max(exact.high, value + half)),
  };
}

/** Standard error of the pooled share between replications (two or more). */
export function shareError(counts: readonly ShareCount[]): number {
  const trials = sum(counts.map((one) => one.trials));
  const share = sum(counts.map((one) => one.successes)) / trials;
  const mean = trials / counts.length;
  return standardError(counts.map((one) => (one.successes - share * one.trials) / mean));
}

/**
 * The exact interval of a binomial share: no share outside it would give so extreme a count with half of 1 - confidence
 * (Clopper and Pearson, Biometrika 26, 1934). Found by bisection to 1e-12.
 */
export function exactInterval(
  successes: number,
  trials: number,
  confidence = CONFIDENCE,
): { readonly low: number; readonly high: number } {
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : shareOfTail(successes, trials, tail),
    high: failures === 0 ? 1 : 1 - shareOfTail(failures, trials, tail),
  };
}

/** The share at which `count` or more among the trials have this probability. */
function shareOfTail(count: number, trials: number, probability: number): number {
  let low = 0;
  let high = 1;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (binomialTail(count, trials, middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
