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

/** The p-quantile, or null when there are too few observations to carry it (see `supportsQuantile`). */
export function supportedQuantile(source: QuantileSource, p: number): number | null {
  return supportsQuantile(source.count, p) ? source.quantile(p) : null;
}
