import { mean, sampleVariance } from 'simple-statistics';
import { CONFIDENCE, type Interval, meanInterval, standardError } from './interval.js';
import { studentTwoSided } from './student.js';

/** One metric of two deployments, measured in the same replications (common random numbers). */
export interface PairedMetric {
  readonly name: string;
  /** Which way is better: a latency lower, a throughput higher. */
  readonly better: 'lower' | 'higher';
  /** One value a replication, `base[i]` and `alternative[i]` from replication i. */
  readonly base: readonly number[];
  readonly alternative: readonly number[];
}

type Verdict = 'better' | 'worse' | 'no difference shown';

export interface Difference {
  readonly name: string;
  /**
   * alternative - base; the intervals of all figures hold together with the stated confidence. One that excludes 0
   * has a verdict; the verdict may also rest on Holm's test alone, which is the sharper one.
   */
  readonly difference: Interval;
  /**
   * The difference as a share of the base, a ratio of means, with an interval of the same confidence as that of the
   * difference; null where the base is 0.
   */
  readonly relative: Interval | null;
  /** Each side by itself, with its own interval. */
  readonly base: Interval;
  readonly alternative: Interval;
  /** Two-sided p-value of the paired t-test, before the correction for multiplicity. */
  readonly pValue: number;
  readonly verdict: Verdict;
  /**
   * Variance of a difference of independent runs over that of the paired runs, (s_A^2 + s_B^2) / s_D^2; above 1
   * when common random numbers help; null when the differences do not vary.
   */
  readonly varianceRatio: number | null;
  /** Replications that independent streams would have needed for the same interval. */
  readonly independentReplications: number | null;
}

/** Differences of this share of the values are rounding, not a finding. */
const ROUNDING = 1e-12;

/**
 * Judges several paired differences together. Each is a paired t-test; the family-wise error is held at
 * 1 - confidence by the step-down method of Holm, "A simple sequentially rejective multiple test procedure",
 * Scandinavian Journal of Statistics 6, 1979 (valid under any dependence and never weaker than Bonferroni's).
 * Holm's levels give no simultaneous intervals (their errors would add up to more than 1 - confidence), so each of the
 * m intervals has the level (1 - confidence) / m of Bonferroni: all of them hold together.
 * Variance ratio: Law, Simulation Modeling and Analysis (5th ed., 2015), section 11.2.
 * @throws RangeError unless each metric has the same number of values, two or more, on both sides.
 */
export function compare(metrics: readonly PairedMetric[], confidence = CONFIDENCE): Difference[] {
  const tests = metrics.map(pairedTest);
  const alpha = 1 - confidence;
  const levels = holmLevels(
    tests.map((test) => test.pValue),
    alpha,
  );
  return tests.map((test, i) => judge(metrics[i]!, test, levels[i]!, confidence, tests.length));
}

interface PairedTest {
  readonly differences: readonly number[];
  readonly pValue: number;
}

function pairedTest({ name, base, alternative }: PairedMetric): PairedTest {
  if (base.length !== alternative.length || base.length < 2)
    throw new RangeError(`${name}: a paired comparison needs two or more replications of both sides`);
  const differences = base.map((value, i) => withoutRounding(alternative[i]! - value, value));
  const centre = mean(differences);
  const error = standardError(differences);
  if (error === 0) return { differences, pValue: centre === 0 ? 1 : 0 };
  return { differences, pValue: studentTwoSided(centre / error, differences.length - 1) };
}

const withoutRounding = (difference: number, scale: number): number =>
  Math.abs(difference) <= ROUNDING * Math.abs(scale) ? 0 : difference;

/**
 * The level at which Holm's method tests each p-value: alpha / m for the smallest, alpha / (m - 1) for the next
 * and so on up to the first that is not rejected, whose level all larger ones share. A hypothesis is rejected
 * exactly when its p-value is at most its level.
 */
export function holmLevels(pValues: readonly number[], alpha: number): number[] {
  const levels: number[] = [];
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  let level = 0;
  let rejecting = true;
  for (const [step, i] of order.entries()) {
    if (rejecting) level = alpha / (pValues.length - step);
    levels[i] = level;
    rejecting &&= pValues[i]! <= level;
  }
  return levels;
}

function judge(
  metric: PairedMetric,
  { differences, pValue }: PairedTest,
  level: number,
  confidence: number,
  figures: number,
): Difference {
  const differenceVariance = sampleVariance(differences as number[]);
  const separateVariance =
    sampleVariance(metric.base as number[]) + sampleVariance(metric.alternative as number[]);
  const varianceRatio = differenceVariance > 0 ? separateVariance / differenceVariance : null;
  const each = 1 - (1 - confidence) / figures;
  const difference = meanInterval(differences, each);
  return {
    name: metric.name,
    difference,
    relative: relativeInterval(differences, metric.base, each),
    base: meanInterval(metric.base, confidence),
    alternative: meanInterval(metric.alternative, confidence),
    pValue,
    verdict: pValue <= level ? verdictOf(difference.value!, metric.better) : 'no difference shown',
    varianceRatio,
    independentReplications: varianceRatio && Math.ceil(differences.length * varianceRatio),
  };
}

/**
 * Mean difference over mean base with its interval, from the residuals d_i - ratio * b_i of the pairs: the classical
 * ratio estimator (Law, Simulation Modeling and Analysis, 5th ed., 2015, section 9.5.2, there for cycles).
 */
function relativeInterval(
  differences: readonly number[],
  base: readonly number[],
  confidence: number,
): Interval | null {
  const centre = mean(base as number[]);
  if (centre === 0) return null;
  const ratio = mean(differences as number[]) / centre;
  const residuals = differences.map((difference, i) =>
    withoutRounding(difference - ratio * base[i]!, base[i]!),
  );
  const { low, high } = meanInterval(residuals, confidence);
  const half = (high! - low!) / 2 / Math.abs(centre);
  return { value: ratio, low: ratio - half, high: ratio + half };
}

const verdictOf = (difference: number, better: 'lower' | 'higher'): Verdict =>
  difference < 0 === (better === 'lower') ? 'better' : 'worse';
