import { meanInterval, standardError } from '../../measure/interval.js';
import { exactInterval, type ShareCount, shareError, shareInterval } from '../../measure/share.js';
import { studentQuantile } from '../../measure/student.js';
import { NO_REQUEST, published } from '../summary/metric.js';
import type { Metric } from '../summary/schema/figures.js';

/** What replications say of one bound. */
export interface Decision {
  readonly result: 'met' | 'missed' | 'not shown';
  /** Of a percentile: the share of those that ended that was answered within the limit. */
  readonly within: Metric | null;
  /** Why it is not shown. */
  readonly reason: string | null;
  /** Replications that would show it, were they like these; null where it is shown, or none would. */
  readonly replicationsNeeded: number | null;
}

/** Replications that nobody would wait for. */
const MOST = 100_000;
const SINGLE = 'one replication decides nothing';

/** A share that is to be `least` at least, or `most` at most, by an interval that is exact near 0 and 1. */
export function decideShare(
  counts: readonly ShareCount[],
  bound: { readonly least: number } | { readonly most: number },
): Decision {
  const interval = shareInterval(counts);
  const within = 'least' in bound ? published(interval, counts.length, NO_REQUEST) : null;
  if (interval.value === null) return undecided(within, NO_REQUEST, null);
  if (interval.low === null || interval.high === null) return undecided(within, SINGLE, null);
  // "At least so many within" is "at most so many beyond".
  const [limit, value] =
    'least' in bound ? [1 - bound.least, 1 - interval.value] : [bound.most, interval.value];
  const [low, high] =
    'least' in bound ? [1 - interval.high, 1 - interval.low] : [interval.low, interval.high];
  if (high <= limit) return decided('met', within);
  if (low > limit) return decided('missed', within);
  const beyond =
    'least' in bound
      ? counts.map(({ successes, trials }) => ({ successes: trials - successes, trials }))
      : counts;
  if (limit === 0) return undecided(within, 'no number of replications shows a limit of 0', null);
  return undecided(within, 'its interval holds the limit', sharesNeeded(beyond, value, limit));
}

/** A mean that is to be at most the limit; null where a replication answered nothing. */
export function decideMean(means: readonly (number | null)[], limit: number): Decision {
  const values = means.filter((one) => one !== null);
  if (values.length === 0) return undecided(null, NO_REQUEST, null);
  if (means.length === 1) return undecided(null, SINGLE, null);
  if (values.length < means.length) return undecided(null, 'a replication answered no request', null);
  const { value, low, high } = meanInterval(values);
  if (high! <= limit) return decided('met', null);
  if (low! > limit) return decided('missed', null);
  const deviation = standardError(values) * Math.sqrt(values.length);
  return undecided(null, 'its interval holds the limit', tNeeded(deviation, Math.abs(value! - limit)));
}

const decided = (result: 'met' | 'missed', within: Metric | null): Decision => ({
  result,
  within,
  reason: null,
  replicationsNeeded: null,
});

const undecided = (within: Metric | null, reason: string, replicationsNeeded: number | null): Decision => ({
  result: 'not shown',
  within,
  reason,
  replicationsNeeded,
});

/** Replications in which both the spread between them and the number of trials would decide. */
function sharesNeeded(beyond: readonly ShareCount[], value: number, limit: number): number | null {
  const { length } = beyond;
  const bySpread = tNeeded(shareError(beyond) * Math.sqrt(length), Math.abs(value - limit));
  if (bySpread === null) return null;
  const successes = beyond.reduce((sum, one) => sum + one.successes, 0) / length;
  const trials = beyond.reduce((sum, one) => sum + one.trials, 0) / length;
  return smallest(bySpread, (replications) => {
    const exact = exactInterval(Math.round(successes * replications), Math.round(trials * replications));
    return exact.high <= limit || exact.low > limit;
  });
}

/** Replications from which on the t interval of a mean with this deviation is shorter than the distance. */
function tNeeded(deviation: number, distance: number): number | null {
  if (deviation === 0) return 2;
  if (distance === 0) return null;
  return smallest(
    2,
    (count) => studentQuantile(0.975, count - 1) * (deviation / Math.sqrt(count)) <= distance,
  );
}

/** The smallest number from `from` on that suffices, by doubling and bisection; null beyond what anybody would wait for. */
function smallest(from: number, suffices: (count: number) => boolean): number | null {
  let enough = from;
  while (!suffices(enough)) {
    if (enough > MOST) return null;
    enough *= 2;
  }
  let tooFew = enough === from ? from - 1 : enough / 2;
  while (enough - tooFew > 1) {
    const middle = (enough + tooFew) >> 1;
    if (suffices(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}
