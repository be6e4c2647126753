import { mean } from 'simple-statistics';
import { standardError } from './interval.js';
import { normalQuantile } from './normal.js';
import { studentTwoSided } from './student.js';

/**
 * How far the mean of independent replications lies from a known truth, as a standard normal score: Student's t of
 * the deviation, carried over to the normal distribution by its probability, so that scores of few replications may
 * be judged together. null with fewer than two replications, or when they do not vary.
 */
export function zScore(replications: readonly number[], truth: number): number | null {
  if (replications.length < 2) return null;
  const error = standardError(replications);
  if (error === 0) return null;
  const t = (mean(replications as number[]) - truth) / error;
  const tail = studentTwoSided(t, replications.length - 1) / 2;
  // Beyond 38 standard deviations the probability is no longer a double.
  return Math.sign(t) * (tail > 0 ? -normalQuantile(tail) : 38);
}
