import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../src/measure/interval.js';
import { moreReplications, relativeHalfWidth, replicationsNeeded } from '../../src/measure/precision.js';
import { testRandom } from './random.js';

const alternating = (count: number, mean: number, step: number): number[] =>
  Array.from({ length: count }, (_, i) => mean + (i % 2 === 0 ? step : -step));

describe('relative half-width', () => {
  it('is half the interval over the value', () => {
    expect(relativeHalfWidth({ value: 10, low: 9, high: 11 })).toBeCloseTo(0.1, 12);
    expect(relativeHalfWidth({ value: -10, low: -11, high: -9 })).toBeCloseTo(0.1, 12);
  });

  it('is unknown without an interval and 0 for what does not vary', () => {
    expect(relativeHalfWidth({ value: 10, low: null, high: null })).toBeNull();
    expect(relativeHalfWidth({ value: 0, low: 0, high: 0 })).toBe(0);
  });
});

describe('replications needed', () => {
  it('is the smallest number whose half-width suffices', () => {
    const values = alternating(20, 10, 2);
    const needed = replicationsNeeded(values, 0.05, 1000);
    const half = (count: number): number => {
      const scale = Math.sqrt(values.length / count);
      const { low, high } = meanInterval(values);
      // The t quantiles differ little between 20 and the answer: allow for that by 4 %.
      return ((high! - low!) / 2) * scale;
    };
    expect(half(needed)).toBeLessThanOrEqual(0.5 * 1.06);
    expect(half(needed - 2)).toBeGreaterThan(0.5);
  });

  it('is twenty at least and the maximum at most', () => {
    expect(replicationsNeeded([1, 1, 1], 0.05, 100)).toBe(20);
    expect(replicationsNeeded([0, 100], 0.01, 100)).toBe(100);
    expect(replicationsNeeded([], 0.05, 4)).toBe(4);
  });
});

describe('the sequential procedure', () => {
  it('starts with twenty replications and never more than doubles', () => {
    expect(moreReplications([[], []], 0.05, 1000)).toBe(20);
    expect(moreReplications([alternating(20, 10, 9)], 0.01, 1000)).toBe(20);
    expect(moreReplications([alternating(20, 10, 9)], 0.01, 25)).toBe(5);
  });

  it('stops when the worst metric is precise, or at the maximum', () => {
    expect(moreReplications([alternating(40, 10, 0.1), alternating(40, 10, 1)], 0.05, 1000)).toBe(0);
    expect(moreReplications([alternating(40, 10, 0.1), alternating(40, 10, 9)], 0.05, 1000)).toBe(40);
    expect(moreReplications([alternating(40, 10, 9)], 0.05, 40)).toBe(0);
  });

  it('reaches the precision it was asked for, and covers the truth nearly as often as it says', () => {
    const random = testRandom('sequential stopping');
    const trials = 500;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const values: number[] = [];
      for (
        let more = moreReplications([values], 0.05, 1e4);
        more > 0;
        more = moreReplications([values], 0.05, 1e4)
      )
        for (let i = 0; i < more; i++) values.push(random.normal(10, 2));
      const interval = meanInterval(values);
      expect(relativeHalfWidth(interval)).toBeLessThanOrEqual(0.05);
      if (interval.low! <= 10 && 10 <= interval.high!) covered++;
    }
    // Stopping rules lose a little coverage (Law 2015, section 9.4.1): 91 % is 4 standard errors below 95 %.
    expect(covered / trials).toBeGreaterThan(0.91);
  });
});
