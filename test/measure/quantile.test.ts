import { describe, expect, it } from 'vitest';
import { LogHistogram } from '../../src/measure/histogram.js';
import { PUBLISHED_QUANTILES, supportedQuantile, supportsQuantile } from '../../src/measure/quantile.js';

/** The fewest observations that carry a quantile, found by trial. */
function fewest(p: number): number {
  let count = 0;
  while (!supportsQuantile(count, p)) count++;
  return count;
}

describe('supported quantiles', () => {
  it('need the observations that an order-statistics interval needs', () => {
    expect(Object.values(PUBLISHED_QUANTILES).map(fewest)).toEqual([6, 36, 72, 368, 3688]);
    expect(fewest(0.05)).toBe(fewest(0.95));
  });

  it('are never 0 and 1', () => {
    expect(supportsQuantile(1e9, 0)).toBe(false);
    expect(supportsQuantile(1e9, 1)).toBe(false);
  });

  it('are null, not a number, when the data cannot carry them', () => {
    const histogram = new LogHistogram();
    for (let i = 1; i <= 500; i++) histogram.record(i);
    expect(supportedQuantile(histogram, 0.999)).toBeNull();
    expect(supportedQuantile(histogram, 0.99)).toBeCloseTo(495, -1);
  });
});
