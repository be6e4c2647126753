/** Anything that counts observations and answers for their quantiles, such as a histogram or a sample. */
export interface QuantileSource {
  readonly count: number;
  /** null when there is no observation. */
  quantile(p: number): number | null;
}

/** The quantiles that every table of results publishes. */
export const PUBLISHED_QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999 } as const;

/** Half of the 5 % that a two-sided 95 % interval leaves outside. */
const TAIL = 0.025;

/**
 * Whether `count` observations carry the p-quantile: whether a distribution-free two-sided 95 % interval
 * between order statistics exists for it. Its upper end exists when the largest observation lies above the
 * quantile with probability 1 - p^count >= 0.975, its lower end when 1 - (1 - p)^count >= 0.975.
 * So p50 needs 6 observations, p95 72, p99 368 and p99.9 3,688.
 * David and Nagaraja, Order Statistics (3rd ed., 2003), section 7.1.
 */
export function supportsQuantile(count: number, p: number): boolean {
  return p > 0 && p < 1 && count * Math.log(Math.max(p, 1 - p)) <= Math.log(TAIL);
}

/** The fewest observations that carry the p-quantile, 0 < p < 1 (see `supportsQuantile`). */
export function observationsNeeded(p: number): number {
  return Math.ceil(Math.log(TAIL) / Math.log(Math.max(p, 1 - p)));
}

/**
 * Whether the p-quantile of the time to an answer is "never": of `answered + unanswered` requests that ended, fewer than a
 * share p were answered at all. Infinite times, so to speak, stand behind the answered ones.
 */
export function isNever(answered: number, unanswered: number, p: number): boolean {
  return unanswered > 0 && rankOf(p, answered + unanswered) > answered;
}

/**
 * The p-quantile of the time to an answer among all requests that ended, those never answered included: the time within
 * which that share was answered. Null where the data cannot carry it (see `supportsQuantile`), or where it is "never".
 * @param source the times of the answered ones
 */
export function answeredQuantile(source: QuantileSource, unanswered: number, p: number): number | null {
  const { count } = source;
  const ended = count + unanswered;
  if (!supportsQuantile(ended, p) || isNever(count, unanswered, p)) return null;
  return unanswered === 0 ? source.quantile(p) : source.quantile(Math.min(1, rankOf(p, ended) / count));
}

/** The rank of the p-quantile among `count` values, from 1 on; the tolerance keeps 0.07 * 100 at rank 7. */
export const rankOf = (p: number, count: number): number =>
  Math.min(count, Math.max(1, Math.ceil(p * count * (1 - 4 * Number.EPSILON))));

/** The p-quantile, or null when there are too few observations to carry it (see `supportsQuantile`). */
export function supportedQuantile(source: QuantileSource, p: number): number | null {
  return supportsQuantile(source.count, p) ? source.quantile(p) : null;
}
