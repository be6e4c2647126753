import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/measure/normal.js';
import { kolmogorovSmirnov } from '../../src/measure/normality.js';
import { shareTolerance, testRandom } from './random.js';

describe('the Kolmogorov-Smirnov test against the standard normal', () => {
  it('has the critical values of Miller (Journal of the American Statistical Association 51, 1956)', () => {
    // n, D at 5 %, D at 1 %.
    const table = [
      [10, 0.40925, 0.48893],
      [20, 0.29408, 0.35241],
      [40, 0.21012, 0.25205],
      [100, 0.13403, 0.16081],
    ] as const;
    for (const [count, five, one] of table) {
      // Values shifted so that the empirical distribution is exactly D above the normal one at each step.
      const sampleAt = (distance: number): number[] =>
        Array.from({ length: count }, (_, i) =>
          normalQuantile(Math.max(1e-9, Math.min(1 - 1e-9, (i + 1) / count - distance))),
        );
      expect(kolmogorovSmirnov(sampleAt(five)).distance).toBeCloseTo(five, 6);
      expect(kolmogorovSmirnov(sampleAt(five)).pValue).toBeCloseTo(0.05, 3);
      expect(kolmogorovSmirnov(sampleAt(one)).pValue).toBeCloseTo(0.01, 3);
    }
  });

  it('rejects normal samples as often as its level says (2,000 samples, 3.5 standard errors)', () => {
    const random = testRandom('normality');
    const trials = 2000;
    let rejected = 0;
    for (let trial = 0; trial < trials; trial++)
      if (kolmogorovSmirnov(Array.from({ length: 40 }, () => random.normal())).pValue < 0.05) rejected++;
    expect(Math.abs(rejected / trials - 0.05)).toBeLessThan(shareTolerance(0.05, trials));
  });

  it('sees a shift, a spread and a spread too small', () => {
    const random = testRandom('power');
    const sample = (mean: number, deviation: number): number[] =>
      Array.from({ length: 500 }, () => random.normal(mean, deviation));
    for (const wrong of [sample(0.4, 1), sample(0, 1.6), sample(0, 0.6)])
      expect(kolmogorovSmirnov(wrong).pValue).toBeLessThan(0.01);
  });

  it('is certain that nothing is wrong at distance 0 and refuses an empty sample', () => {
    expect(kolmogorovSmirnov([0]).distance).toBe(0.5);
    expect(() => kolmogorovSmirnov([])).toThrow(RangeError);
  });
});
