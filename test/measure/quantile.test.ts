import { describe, expect, it } from 'vitest';
import { LogHistogram } from '../../src/measure/histogram.js';
import {
  answeredQuantile,
  isNever,
  PUBLISHED_QUANTILES,
  supportedQuantile,
  supportsQuantile,
} from '../../src/measure/quantile.js';

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

describe('a percentile of the time to an answer, among all that ended', () => {
  /** So many answered after 1, 2, 3, ... seconds. */
  const answered = (count: number): LogHistogram => {
    const histogram = new LogHistogram();
    for (let second = 1; second <= count; second++) histogram.record(second);
    return histogram;
  };

  it.each([
    [990, 10, 0.99, 990],
    [980, 20, 0.95, 950],
    [500, 500, 0.5, 500],
    [1000, 0, 0.99, 990],
  ])('of %i answered and %i never: that of %d is %d s', (count, unanswered, p, seconds) => {
    const value = answeredQuantile(answered(count), unanswered, p)!;
    // A bucket is at most 1/128 of its value wide.
    expect(Math.abs(value - seconds)).toBeLessThanOrEqual(seconds / 128);
    expect(isNever(count, unanswered, p)).toBe(false);
  });

  it.each([
    [989, 11, 0.99],
    [949, 51, 0.95],
    [0, 1000, 0.5],
  ])('of %i answered and %i never: that of %d is never', (count, unanswered, p) => {
    expect(answeredQuantile(answered(count), unanswered, p)).toBeNull();
    expect(isNever(count, unanswered, p)).toBe(true);
  });

  it('is longer than that of the answered alone', () => {
    for (const unanswered of [0, 10, 100, 400])
      expect(answeredQuantile(answered(600), unanswered, 0.5)!).toBeGreaterThanOrEqual(300 * (1 - 1 / 128));
  });

  it('ends the curve where the failed begin', () => {
    const percents = (unanswered: number) =>
      answered(1000)
        .curve(unanswered)
        .map(([percent]) => percent);
    expect(Math.max(...percents(0))).toBe(99.5);
    expect(Math.max(...percents(100))).toBe(90);
    expect(
      answered(900)
        .curve(100)
        .find(([percent]) => percent === 90)![1],
    ).toBeCloseTo(900, 6);
  });
});
