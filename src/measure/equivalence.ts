import { mean } from 'simple-statistics';
import { standardError } from './interval.js';
import { studentCdf, studentQuantile } from './student.js';

export interface Equivalence {
  /**
   * `equivalent`: the difference is shown to lie within the margin. `different`: it is not, and a difference is
   * shown. `undecided`: neither, so more replications are needed.
   */
  readonly verdict: 'equivalent' | 'different' | 'undecided';
  /** current - baseline, with its interval of confidence 1 - 2 alpha. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** The margin in the unit of the values. */
  readonly margin: number;
  /** The larger p-value of the two one-sided tests. */
  readonly pValue: number;
}

/**
 * Whether two sets of replications have the same mean within a margin: two one-sided tests, each at level alpha,
 * which is the same as asking whether the 1 - 2 alpha interval of the difference lies inside the margin.
 * Schuirmann, "A comparison of the two one-sided tests procedure and the power approach ...", Journal of
 * Pharmacokinetics and Biopharmaceutics 15, 1987. Sets of equal length are paired by replication, which is right
 * whether or not a changed program still draws the same random numbers; sets of unequal length are taken as
 * independent (Welch, Biometrika 34, 1947).
 * @param relativeMargin largest difference that does not matter, as a share of the baseline's mean.
 * @throws RangeError for a margin <= 0, an empty set, or sets too small for a test that do not agree exactly.
 */
export function equivalence(
  baseline: readonly number[],
  current: readonly number[],
  relativeMargin: number,
  alpha = 0.05,
): Equivalence {
  if (!(relativeMargin > 0)) throw new RangeError(`an equivalence margin must be > 0, not ${relativeMargin}`);
  const { difference, error, df } =
    baseline.length === current.length ? paired(baseline, current) : independent(baseline, current);
  const margin = relativeMargin * Math.abs(mean(baseline as number[]));
  if (error === 0) {
    const equivalent = Math.abs(difference) <= margin;
    const verdict = equivalent ? 'equivalent' : 'different';
    return { verdict, difference, low: difference, high: difference, margin, pValue: equivalent ? 0 : 1 };
  }
  if (!(df > 0)) throw new RangeError('an equivalence test needs two or more replications of both sides');
  const half = studentQuantile(1 - alpha, df) * error;
  const pValue = studentCdf((Math.abs(difference) - margin) / error, df);
  const shown = Math.abs(difference) > studentQuantile(1 - alpha / 2, df) * error;
  const verdict = pValue <= alpha ? 'equivalent' : shown ? 'different' : 'undecided';
  return { verdict, difference, low: difference - half, high: difference + half, margin, pValue };
}

interface Estimate {
  readonly difference: number;
  /** Standard error; NaN when a single pair that differs gives none. */
  readonly error: number;
  readonly df: number;
}

function paired(baseline: readonly number[], current: readonly number[]): Estimate {
  const differences = baseline.map((value, i) => current[i]! - value);
  const df = differences.length - 1;
  if (differences.every((difference) => difference === 0)) return { difference: 0, error: 0, df };
  return { difference: mean(differences), error: df > 0 ? standardError(differences) : Number.NaN, df };
}

function independent(baseline: readonly number[], current: readonly number[]): Estimate {
  const difference = mean(current as number[]) - mean(baseline as number[]);
  if (Math.min(baseline.length, current.length) < 2) return { difference, error: Number.NaN, df: 0 };
  const a = standardError(baseline) ** 2;
  const b = standardError(current) ** 2;
  const df = (a + b) ** 2 / (a ** 2 / (baseline.length - 1) + b ** 2 / (current.length - 1));
  return { difference, error: Math.sqrt(a + b), df };
}
