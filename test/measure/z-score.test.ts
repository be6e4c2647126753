import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov } from '../../src/measure/normality.js';
import { zScore } from '../../src/measure/z-score.js';
import { testRandom } from './random.js';

describe('zScore', () => {
  it("gives Student's sleep data (t = 4.0621, df 9, p = 0.00283) the normal score of that p, 2.985", () => {
    const score = zScore([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4], 0);
    expect(score).toBeCloseTo(2.985, 3);
  });

  it('is standard normal even for three replications (2,000 of them, Kolmogorov-Smirnov at 0.1 %)', () => {
    const random = testRandom('z-scores');
    const scores = Array.from(
      { length: 2000 },
      () => zScore([random.normal(5, 2), random.normal(5, 2), random.normal(5, 2)], 5)!,
    );
    expect(kolmogorovSmirnov(scores).pValue).toBeGreaterThan(0.001);
  });

  it('is unknown when nothing varies and bounded when all is wrong', () => {
    expect(zScore([1], 1)).toBeNull();
    expect(zScore([1, 1], 2)).toBeNull();
    expect(
      zScore(
        Array.from({ length: 400 }, (_, i) => 1e9 + (i % 2)),
        0,
      ),
    ).toBe(38);
  });
});
