import { describe, expect, it } from 'vitest';
import { compare, holmLevels, type PairedMetric } from '../../src/measure/comparison.js';
import { shareTolerance, testRandom } from './random.js';

/** Hours of sleep gained with two drugs by the same ten patients (Student, Biometrika 6, 1908). */
const DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
const sleep: PairedMetric = { name: 'sleep', better: 'higher', base: DRUG_1, alternative: DRUG_2 };

describe('compare', () => {
  it("judges Student's sleep data as the paired t-test does: 1.58 [0.70, 2.46], p = 0.0028", () => {
    const [result] = compare([sleep]);
    expect(result!.difference.value).toBeCloseTo(1.58, 10);
    expect(result!.difference.low).toBeCloseTo(0.700114, 5);
    expect(result!.difference.high).toBeCloseTo(2.459886, 5);
    expect(result!.pValue).toBeCloseTo(0.002833, 6);
    expect(result!.verdict).toBe('better');
    expect(compare([{ ...sleep, better: 'lower' }])[0]!.verdict).toBe('worse');
  });

  it('gives the replications that independent streams would have needed', () => {
    // Sample variances 3.2006, 4.0090 and, of the differences, 1.5129: ratio 4.7655.
    const [result] = compare([sleep]);
    expect(result!.varianceRatio).toBeCloseTo(4.7655, 3);
    expect(result!.independentReplications).toBe(48);
  });

  it('gives the difference as a share of the base, with an interval of its own', () => {
    const base = [2, 2.2, 1.9, 2.1];
    const scaled = compare([{ ...sleep, base, alternative: base.map((value) => 1.5 * value) }])[0]!.relative!;
    expect(scaled.value).toBeCloseTo(0.5, 12);
    expect(scaled.high! - scaled.low!).toBeLessThan(1e-9);
    expect(compare([{ ...sleep, base: [1, -1], alternative: [1, 2] }])[0]!.relative).toBeNull();
  });

  it('covers the true share of the base in 95 % of studies', () => {
    const random = testRandom('relative');
    const studies = 2000;
    let covered = 0;
    for (let study = 0; study < studies; study++) {
      const base = Array.from({ length: 10 }, () => 10 + random.normal());
      const alternative = base.map((value) => 1.2 * value + 0.3 * random.normal());
      const { low, high } = compare([{ ...sleep, base, alternative }])[0]!.relative!;
      if (low! <= 0.2 && 0.2 <= high!) covered++;
    }
    expect(Math.abs(covered / studies - 0.95)).toBeLessThanOrEqual(shareTolerance(0.95, studies));
  });

  it('widens the interval and raises the bar when more is compared', () => {
    const noise = { ...sleep, name: 'noise', alternative: [...DRUG_1].reverse() };
    const results = compare([noise, sleep, { ...noise, name: 'more noise' }]);
    const alone = compare([sleep])[0]!;
    expect(results[1]!.difference.low!).toBeLessThan(alone.difference.low!);
    expect(results[1]!.verdict).toBe('better');
    expect(results[0]!.verdict).toBe('no difference shown');
  });

  it('keeps verdict and interval in agreement', () => {
    const random = testRandom('agreement');
    for (let trial = 0; trial < 200; trial++) {
      const metrics = [0, 0.3, 0.6, 1].map((effect, i) => ({
        name: `metric ${i}`,
        better: 'lower' as const,
        base: Array.from({ length: 8 }, () => random.normal()),
        alternative: Array.from({ length: 8 }, () => random.normal(effect)),
      }));
      for (const { difference, verdict } of compare(metrics)) {
        const excludesZero = difference.low! > 0 || difference.high! < 0;
        if (excludesZero) expect(verdict).toBe(difference.value! > 0 ? 'worse' : 'better');
      }
    }
  });

  it('covers all true differences at once in 95 % of families (2,000 families of six, each with an effect)', () => {
    const random = testRandom('simultaneous coverage');
    const families = 2000;
    const effects = [0.5, 1, 2, 4, 8, 16];
    let covered = 0;
    for (let family = 0; family < families; family++) {
      const metrics = effects.map((effect, i) => ({
        name: `metric ${i}`,
        better: 'lower' as const,
        base: Array.from({ length: 10 }, () => random.normal()),
        alternative: Array.from({ length: 10 }, () => random.normal(effect)),
      }));
      const found = compare(metrics);
      const holds = ({ low, high }: { low: number | null; high: number | null }, effect: number) =>
        low! <= effect && effect <= high!;
      if (found.every(({ difference }, i) => holds(difference, effects[i]!))) covered++;
    }
    expect(covered / families).toBeGreaterThan(0.95 - shareTolerance(0.95, families));
  });

  it('finds a difference where there is none in at most 5 % of families (2,000 families of six)', () => {
    const random = testRandom('family-wise error');
    const families = 2000;
    let wrong = 0;
    for (let family = 0; family < families; family++) {
      const metrics = Array.from({ length: 6 }, (_, i) => ({
        name: `metric ${i}`,
        better: 'lower' as const,
        base: Array.from({ length: 10 }, () => random.normal()),
        alternative: Array.from({ length: 10 }, () => random.normal()),
      }));
      if (compare(metrics).some(({ verdict }) => verdict !== 'no difference shown')) wrong++;
    }
    expect(wrong / families).toBeLessThan(0.05 + shareTolerance(0.05, families));
  });

  it('shows no difference where both sides are the same, or differ by rounding', () => {
    const same = { name: 'same', better: 'lower' as const, base: [1, 2, 3], alternative: [1, 2, 3] };
    const rounded = { ...same, alternative: [1 + 1e-15, 2 + 1e-15, 3 + 1e-15] };
    for (const { verdict, difference, varianceRatio } of compare([same, rounded])) {
      expect(verdict).toBe('no difference shown');
      expect(difference).toEqual({ value: 0, low: 0, high: 0 });
      expect(varianceRatio).toBeNull();
    }
  });

  it('is certain of a difference that never varies', () => {
    const [result] = compare([{ name: 'cost', better: 'lower', base: [5, 5, 5], alternative: [4, 4, 4] }]);
    expect(result!.verdict).toBe('better');
    expect(result!.difference).toEqual({ value: -1, low: -1, high: -1 });
  });

  it('refuses sides that are no pairs', () => {
    expect(() => compare([{ ...sleep, base: [1] }])).toThrow(/sleep: a paired comparison/);
    expect(() => compare([{ ...sleep, base: [1], alternative: [2] }])).toThrow(RangeError);
  });
});

describe("Holm's method", () => {
  it('rejects the first two of four in the usual worked example (0.005, 0.01, 0.03, 0.04)', () => {
    const pValues = [0.01, 0.04, 0.03, 0.005];
    const levels = holmLevels(pValues, 0.05);
    expect(levels.map((level) => Number(level.toFixed(6)))).toEqual([0.016667, 0.025, 0.025, 0.0125]);
    expect(pValues.map((p, i) => p <= levels[i]!)).toEqual([true, false, false, true]);
  });
});
