import { describe, expect, it } from 'vitest';
import { equivalence } from '../../src/measure/equivalence.js';
import { shareTolerance, testRandom } from './random.js';

const normals = (seed: string, count: number, mean: number, deviation = 1): number[] => {
  const random = testRandom(seed);
  return Array.from({ length: count }, () => random.normal(mean, deviation));
};

describe('equivalence', () => {
  it('holds exactly when the 90 % interval lies within the margin', () => {
    for (let i = 0; i < 200; i++) {
      const result = equivalence(normals(`a${i}`, 10, 20), normals(`b${i}`, 12, 20 + (i % 10) / 5), 0.05);
      const inside = result.low > -result.margin && result.high < result.margin;
      expect(result.verdict === 'equivalent').toBe(inside);
      expect(result.pValue <= 0.05).toBe(inside);
    }
  });

  it("has Welch's interval for samples of unequal length", () => {
    // Welch's t and df by hand: means 21 and 23, variances 2.5 and 20/3, n = 5 and 4.
    const result = equivalence([19, 20, 21, 22, 23], [20, 22, 24, 26], 0.2);
    const error = Math.sqrt(2.5 / 5 + 20 / 3 / 4);
    const df = error ** 4 / (0.5 ** 2 / 4 + (5 / 3) ** 2 / 3);
    expect(df).toBeCloseTo(4.749, 3);
    // t(0.95, 4.749) = 2.0426, between the tabulated 2.132 (df 4) and 2.015 (df 5).
    expect((result.high - result.low) / 2 / error).toBeGreaterThan(2.015);
    expect((result.high - result.low) / 2 / error).toBeLessThan(2.132);
    expect(result.difference).toBe(2);
    expect(result.margin).toBeCloseTo(4.2, 12);
  });

  it('pairs sets of equal length, so that shared random numbers cancel', () => {
    const baseline = normals('load', 10, 20, 5);
    const result = equivalence(
      baseline,
      baseline.map((value) => value * 1.001),
      0.01,
    );
    expect(result.verdict).toBe('equivalent');
    expect(result.high - result.low).toBeLessThan(0.05);
  });

  it('takes identical sets as equivalent, even of one replication', () => {
    expect(equivalence([5], [5], 0.01).verdict).toBe('equivalent');
    expect(equivalence([0, 0], [0, 0], 0.01).verdict).toBe('equivalent');
  });

  it('shows a difference, and admits when it can show neither', () => {
    expect(equivalence(normals('a', 10, 20), normals('b', 10, 25), 0.05).verdict).toBe('different');
    expect(equivalence(normals('a', 3, 20, 4), normals('b', 3, 21, 4), 0.05).verdict).toBe('undecided');
    expect(equivalence([4, 4], [5, 5], 0.1).verdict).toBe('different');
  });

  it('calls what lies at the margin equivalent in at most 5 % of trials (4,000 trials)', () => {
    const random = testRandom('at the margin');
    const trials = 4000;
    let passed = 0;
    for (let trial = 0; trial < trials; trial++) {
      const baseline = Array.from({ length: 10 }, () => 20);
      const current = Array.from({ length: 10 }, () => random.normal(21, 0.5));
      if (equivalence(baseline, current, 0.05).verdict === 'equivalent') passed++;
    }
    expect(passed / trials).toBeLessThan(0.05 + shareTolerance(0.05, trials));
    expect(passed / trials).toBeGreaterThan(0.03);
  });

  it('refuses a margin of nothing and sets too small to test', () => {
    expect(() => equivalence([1, 2], [1, 2], 0)).toThrow(RangeError);
    expect(() => equivalence([1], [2], 0.1)).toThrow(RangeError);
    expect(() => equivalence([1], [2, 3], 0.1)).toThrow(RangeError);
  });
});
