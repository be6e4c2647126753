import type { DurationObservation, Observation } from '../../gateway/simulation/observation.js';
import { LogHistogram } from '../../measure/histogram.js';
import { type Interval, meanInterval } from '../../measure/interval.js';
import {
  answeredQuantile,
  isNever,
  observationsNeeded,
  PUBLISHED_QUANTILES,
} from '../../measure/quantile.js';
import { type ShareCount, shareInterval } from '../../measure/share.js';
import type { Durations, Metric, StageSummaries } from './schema/figures.js';

/** Why a metric has no value, when a replication cannot give it. */
export const NO_REQUEST = 'no request ended';

/** Why a percentile has no value: fewer than that share of the requests that ended was ever answered. */
export const FAILED = 'failed';

const NO_TIME = 'no request took any time';

/** A metric that has no value, and why. */
export function noMetric(reason: string): Metric {
  return { value: null, low: null, high: null, reason };
}

/** Replications from which on an interval is printed: of fewer, the spread is too uncertain. */
export const LEAST_FOR_INTERVALS = 5;

/**
 * An interval as it is published: without ends where there are fewer than five replications, or where it would reach below
 * zero, which no quantity here does; the reason where there is no value.
 */
export function published({ value, low, high }: Interval, replications: number, reason: string): Metric {
  if (value === null) return noMetric(reason);
  const isShown = replications >= LEAST_FOR_INTERVALS && low !== null && low >= 0;
  return isShown ? { value, low, high } : { value, low: null, high: null };
}

/**
 * The mean of a figure over the replications, with its Student-t interval (see `published` for where there is none).
 * Null with the reason when any replication lacks the figure: the mean of the others would be a biased one.
 */
export function across(
  observations: readonly Observation[],
  read: (observation: Observation) => number | null | undefined,
  reason: string,
): Metric {
  const values: number[] = [];
  const lacking: number[] = [];
  for (const observation of observations) {
    const value = read(observation);
    if (value === null || value === undefined) lacking.push(observation.replication);
    else values.push(value);
  }
  if (lacking.length === 0) return published(meanInterval(values), values.length, reason);
  if (lacking.length === observations.length) return noMetric(reason);
  return noMetric(`${reason} (in ${lacking.length} of ${observations.length} replications)`);
}

/**
 * A share of all that was counted in the replications together, with the interval that decides objectives too: of requests
 * that failed, of those that ended.
 */
export function pooledShare(
  observations: readonly Observation[],
  read: (observation: Observation) => ShareCount | undefined,
  reason: string,
): Metric {
  const counts = observations.map((one) => read(one) ?? { successes: 0, trials: 0 });
  return published(shareInterval(counts), observations.length, reason);
}

/** Mean, percentiles and maximum of one kind of duration over the replications. */
export function durations(
  observations: readonly Observation[],
  read: (observation: Observation) => DurationObservation | undefined,
): Durations {
  const plain = (key: 'mean' | 'max') => across(observations, (one) => read(one)?.[key], NO_REQUEST);
  const seen = observations.flatMap((one) => read(one) ?? []);
  const quantile = (key: keyof typeof PUBLISHED_QUANTILES): Metric => {
    const p = PUBLISHED_QUANTILES[key];
    const own = across(observations, (one) => read(one)?.[key], tooFew(key, 'observations'));
    if (!seen.some(({ count, unanswered }) => isNever(count, unanswered, p))) return own;
    return pooledQuantile(seen, p);
  };
  return {
    mean: plain('mean'),
    p50: quantile('p50'),
    p90: quantile('p90'),
    p95: quantile('p95'),
    p99: quantile('p99'),
    p999: quantile('p999'),
    max: plain('max'),
  };
}

/**
 * Where a replication left the share unanswered: "never" only if all of them together did, else the percentile of the pooled
 * requests, without an interval.
 */
function pooledQuantile(seen: readonly DurationObservation[], p: number): Metric {
  const answered = seen.reduce((sum, { count }) => sum + count, 0);
  const unanswered = seen.reduce((sum, one) => sum + one.unanswered, 0);
  if (isNever(answered, unanswered, p)) return noMetric(FAILED);
  const pooled = LogHistogram.pooled(seen.map(({ histogram }) => histogram));
  return { value: answeredQuantile(pooled, unanswered, p), low: null, high: null };
}

function tooFew(key: keyof typeof PUBLISHED_QUANTILES, what: string): string {
  const p = PUBLISHED_QUANTILES[key];
  const needed = observationsNeeded(p).toLocaleString('en-US');
  return `p${Number((p * 100).toFixed(3))} needs ${needed} ${what} in each replication`;
}

type StageObservations = Readonly<Record<string, { readonly mean: number; readonly p95: number | null }>>;

/**
 * Stages of a journey over the replications. A stage that a replication never entered took it no time, so that
 * the means still add up; without any request there is no time to divide.
 */
export function stages(
  observations: readonly Observation[],
  read: (observation: Observation) => { stages: StageObservations; mean: number | null } | undefined,
): StageSummaries {
  const names = mergedKeys(observations.map((one) => read(one)?.stages ?? {}));
  const stageMean = (one: Observation, name: string) => {
    const journey = read(one);
    return journey === undefined || journey.mean === null ? null : (journey.stages[name]?.mean ?? 0);
  };
  const shareOf = (one: Observation, name: string) => {
    const whole = read(one)?.mean;
    return whole ? stageMean(one, name)! / whole : null;
  };
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        meanSeconds: across(observations, (one) => stageMean(one, name), NO_REQUEST),
        p95Seconds: across(
          observations,
          (one) => read(one)?.stages[name]?.p95,
          tooFew('p95', 'observations'),
        ),
        meanShare: across(observations, (one) => shareOf(one, name), NO_TIME),
      },
    ]),
  );
}

/** The keys of several records in one order that keeps the order of each, wherever they agree. */
export function mergedKeys(records: readonly Readonly<Record<string, unknown>>[]): string[] {
  const merged: string[] = [];
  for (const record of records) {
    let place = 0;
    for (const key of Object.keys(record)) {
      const known = merged.indexOf(key);
      if (known < 0) merged.splice(place++, 0, key);
      else place = Math.max(place, known + 1);
    }
  }
  return merged;
}

/** The sum of a figure over the replications. */
export function totalOf(
  observations: readonly Observation[],
  read: (observation: Observation) => number | undefined,
): number {
  return observations.reduce((sum, one) => sum + (read(one) ?? 0), 0);
}

/** The largest of a figure over the replications. */
export function largestOf(
  observations: readonly Observation[],
  read: (observation: Observation) => number | undefined,
): number {
  return observations.reduce((largest, one) => Math.max(largest, read(one) ?? 0), 0);
}

/** Sums by cause over the replications, causes in alphabetical order. */
export function totalsByCause(
  observations: readonly Observation[],
  read: (observation: Observation) => Readonly<Record<string, number>> | undefined,
): Record<string, number> {
  const totals = new Map<string, number>();
  for (const one of observations) {
    for (const [cause, count] of Object.entries(read(one) ?? {})) {
      totals.set(cause, (totals.get(cause) ?? 0) + count);
    }
  }
  return Object.fromEntries([...totals].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The sum of all counts of a record. */
export const sumOf = (counts: Readonly<Record<string, number>>): number => sum(Object.values(counts));

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
