import { mean, sampleVariance } from 'simple-statistics';
import { studentQuantile } from './student.js';

/** Confidence of every published interval. */
export const CONFIDENCE = 0.95;

/** A figure with its confidence interval: `value` is null without data, `low` and `high` with a single datum. */
export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Student's t interval for the expectation of what independent replications yield, one number each: a mean, a
 * share or a quantile of the replication. Law, Simulation Modeling and Analysis (5th ed., 2015), section 9.4.1
 * (replication/deletion).
 */
export function meanInterval(replications: readonly number[], confidence = CONFIDENCE): Interval {
  const count = replications.length;
  if (count === 0) return { value: null, low: null, high: null };
  const value = mean(replications as number[]);
  if (count === 1) return { value, low: null, high: null };
  const half = halfWidthFactor(confidence, count - 1) * standardError(replications);
  return { value, low: value - half, high: value + half };
}

/** Quantiles of Student's t that were asked for before: one summary asks for the same one thousands of times. */
const factors = new Map<string, number>();

function halfWidthFactor(confidence: number, df: number): number {
  const key = `${confidence} ${df}`;
  const known = factors.get(key);
  if (known !== undefined) return known;
  const factor = studentQuantile((1 + confidence) / 2, df);
  factors.set(key, factor);
  return factor;
}

/** Standard error of the mean of independent values (two or more). */
export function standardError(values: readonly number[]): number {
  return Math.sqrt(sampleVariance(values as number[]) / values.length);
}
