import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogHistogram } from '../../src/measure/histogram.js';

/** Widest bucket, relative to its value. */
const WIDTH = 1 / 128;
const duration = fc.oneof(
  fc.double({ min: 1e-7, max: 1e7, noNaN: true }),
  fc.constantFrom(0, 1e-3, 0.02, 1),
  fc.double({ min: -6, max: 6, noNaN: true }).map((exponent) => 10 ** exponent),
);
const durations = fc.array(duration, { minLength: 1, maxLength: 300 });

function histogramOf(values: readonly number[]): LogHistogram {
  const histogram = new LogHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** Type 1 of Hyndman and Fan on the whole sample: what the histogram approximates. */
function exactQuantile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100)) - 1]!;
}

describe('LogHistogram', () => {
  it('answers null, not 0, while it is empty', () => {
    const histogram = new LogHistogram();
    expect([histogram.mean, histogram.min, histogram.max, histogram.quantile(0.5)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(histogram.count).toBe(0);
    expect(histogram.sum).toBe(0);
    expect(histogram.curve()).toEqual([]);
  });

  it('keeps count, sum, smallest and largest value exactly', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const histogram = histogramOf(values);
        const sum = values.reduce((total, value) => total + value, 0);
        expect(histogram.count).toBe(values.length);
        expect(Math.abs(histogram.sum - sum)).toBeLessThanOrEqual(1e-12 * sum);
        expect(histogram.min).toBe(Math.min(...values));
        expect(histogram.max).toBe(Math.max(...values));
      }),
    );
  });

  it('gives every quantile within a bucket width of the order statistic', () => {
    fc.assert(
      fc.property(durations, fc.integer({ min: 0, max: 100 }), (values, percent) => {
        const exact = exactQuantile(values, percent);
        expect(Math.abs(histogramOf(values).quantile(percent / 100)! - exact)).toBeLessThanOrEqual(
          WIDTH * exact,
        );
      }),
    );
  });

  it('places a quantile of smooth data far closer than a bucket is wide', () => {
    const count = 200_000;
    const histogram = new LogHistogram();
    for (let i = 0; i < count; i++) histogram.record(-Math.log(1 - (i + 0.5) / count));
    for (const p of [0.5, 0.9, 0.95, 0.99]) {
      const orderStatistic = -Math.log(1 - (p * count - 0.5) / count);
      expect(Math.abs(histogram.quantile(p)! / orderStatistic - 1)).toBeLessThan(1e-4);
    }
  });

  it('gives a constant exactly at every quantile', () => {
    const histogram = histogramOf(Array(1000).fill(0.02));
    expect([0, 0.01, 0.5, 0.999, 1].map((p) => histogram.quantile(p))).toEqual(Array(5).fill(0.02));
  });

  it('counts zeros below every other value', () => {
    const histogram = histogramOf([0, 0, 0, 5]);
    expect(histogram.quantile(0.75)).toBe(0);
    expect(histogram.quantile(0.76)).toBe(5);
    expect(histogram.min).toBe(0);
  });

  it('keeps values beyond its range in the outermost buckets and still bounds them by the extremes', () => {
    const histogram = histogramOf([1e-300, 1e-12, 1, 1e12, 1e300]);
    expect(histogram.quantile(0.2)).toBeLessThan(2e-9);
    expect(histogram.quantile(0.6)).toBeCloseTo(1, 2);
    expect(histogram.quantile(1)).toBe(1e300);
    expect(histogram.count).toBe(5);
  });

  it('merges to what one histogram of all records would be', () => {
    fc.assert(
      fc.property(durations, durations, (first, second) => {
        const merged = histogramOf(first);
        merged.merge(histogramOf(second));
        const whole = histogramOf([...first, ...second]);
        expect(merged.count).toBe(whole.count);
        expect(Math.abs(merged.sum - whole.sum)).toBeLessThanOrEqual(1e-12 * whole.sum);
        for (const p of [0, 0.1, 0.5, 0.9, 1]) expect(merged.quantile(p)).toBe(whole.quantile(p));
      }),
    );
  });

  it('merges an empty histogram into one and one into an empty', () => {
    const histogram = histogramOf([1, 2, 3]);
    histogram.merge(new LogHistogram());
    expect([histogram.count, histogram.min, histogram.max]).toEqual([3, 1, 3]);
    const empty = new LogHistogram();
    empty.merge(histogram);
    expect([empty.count, empty.sum, empty.quantile(0.5)]).toEqual([3, 6, histogram.quantile(0.5)]);
  });

  it('adds up parts to the whole within 1e-12 over a million records', () => {
    const parts = [new LogHistogram(), new LogHistogram(), new LogHistogram()];
    const whole = new LogHistogram();
    for (let i = 0; i < 1_000_000; i++) {
      const times = [0.1 + (i % 7) * 1e-4, 1e-6 * (i % 1013), 3 + (i % 3)];
      for (const [stage, seconds] of times.entries()) parts[stage]!.record(seconds);
      whole.record(times[0]! + times[1]! + times[2]!);
    }
    const sum = parts.reduce((total, part) => total + part.sum, 0);
    expect(Math.abs(sum / whole.sum - 1)).toBeLessThan(1e-12);
  });

  it('draws a rising curve of the percents that the records carry', () => {
    const curve = histogramOf(Array.from({ length: 1000 }, (_, i) => (i + 1) / 1000)).curve();
    const percents = curve.map(([percent]) => percent);
    expect(percents[0]).toBe(1);
    expect(percents.at(-1)).toBe(99.5);
    expect(curve.every(([, seconds], i) => i === 0 || seconds >= curve[i - 1]![1])).toBe(true);
  });

  it('refuses what is no duration and stays as it was', () => {
    const histogram = histogramOf([1]);
    for (const value of [-1, -1e-12, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => histogram.record(value)).toThrow(RangeError);
    expect([histogram.count, histogram.sum, histogram.max]).toEqual([1, 1, 1]);
    expect(() => histogram.quantile(95)).toThrow(RangeError);
  });
});
