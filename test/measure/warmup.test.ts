import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mser5 } from '../../src/measure/warmup.js';
import { testRandom } from './random.js';

/** The statistic by its definition, word for word, for each number of batches that a cut may drop. */
function statistics(series: readonly number[]): number[] {
  const batches = Array.from(
    { length: Math.floor(series.length / 5) },
    (_, i) => series.slice(5 * i, 5 * i + 5).reduce((sum, y) => sum + y, 0) / 5,
  );
  return batches.slice(0, -5).map((_, cut) => {
    const kept = batches.slice(cut);
    const mean = kept.reduce((sum, y) => sum + y, 0) / kept.length;
    return kept.reduce((sum, y) => sum + (y - mean) ** 2, 0) / kept.length ** 2;
  });
}

describe('MSER-5', () => {
  it('finds the minimum of its statistic', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 50, maxLength: 400 }),
        (series) => {
          const all = statistics(series);
          const found = all[mser5(series).truncation / 5]!;
          expect(found).toBeLessThanOrEqual(Math.min(...all) * (1 + 1e-9) + 1e-18);
        },
      ),
    );
  });

  it('cuts a transient where it ends (exponential decay, noise of the level later)', () => {
    const random = testRandom('transient');
    const series = Array.from({ length: 1000 }, (_, i) => 10 + 30 * Math.exp(-i / 20) + random.normal());
    const { truncation, trustworthy } = mser5(series);
    expect(trustworthy).toBe(true);
    // After 60..140 observations the bias is 1.5 to 0.03 standard deviations of the noise.
    expect(truncation).toBeGreaterThanOrEqual(40);
    expect(truncation).toBeLessThanOrEqual(140);
  });

  it('leaves a stationary series nearly whole (mean cut below 15 % over 100 series)', () => {
    const random = testRandom('stationary');
    const cuts = Array.from(
      { length: 100 },
      () => mser5(Array.from({ length: 1000 }, () => random.normal())).truncation,
    );
    expect(cuts.reduce((sum, cut) => sum + cut, 0) / 100).toBeLessThan(150);
  });

  it('does not trust a series that still climbs at its end', () => {
    expect(mser5(Array.from({ length: 500 }, (_, i) => i * i)).trustworthy).toBe(false);
  });

  it('does not trust a series of fewer than ten batches', () => {
    expect(mser5([5, 4, 3, 2, 1])).toEqual({ truncation: 0, trustworthy: false });
  });

  it('keeps all of a constant series', () => {
    expect(mser5(Array(100).fill(7))).toEqual({ truncation: 0, trustworthy: true });
  });
});
