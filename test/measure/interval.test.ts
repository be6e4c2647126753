import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../src/measure/interval.js';
import { shareTolerance, testRandom } from './random.js';

/** Additional hours of sleep of Student's ten patients, drug 2 less drug 1 (Biometrika 6, 1908). */
const SLEEP = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];

describe('the interval of independent replications', () => {
  it("is that of Student's data: 1.58 [0.70, 2.46]", () => {
    const { value, low, high } = meanInterval(SLEEP);
    expect(value).toBeCloseTo(1.58, 12);
    expect(low).toBeCloseTo(0.700114, 6);
    expect(high).toBeCloseTo(2.459886, 6);
  });

  it('has no ends with one replication and no value with none', () => {
    expect(meanInterval([3])).toEqual({ value: 3, low: null, high: null });
    expect(meanInterval([])).toEqual({ value: null, low: null, high: null });
  });

  it('is a point when nothing varies', () => {
    expect(meanInterval([2, 2, 2])).toEqual({ value: 2, low: 2, high: 2 });
  });

  it('covers the truth as often as it says, for five normal values (4,000 trials, 3.5 standard errors)', () => {
    for (const confidence of [0.9, 0.95]) {
      const random = testRandom(`coverage ${confidence}`);
      const trials = 4000;
      let covered = 0;
      for (let trial = 0; trial < trials; trial++) {
        const values = Array.from({ length: 5 }, () => random.normal(10, 3));
        const { low, high } = meanInterval(values, confidence);
        if (low! <= 10 && 10 <= high!) covered++;
      }
      expect(Math.abs(covered / trials - confidence)).toBeLessThan(shareTolerance(confidence, trials));
    }
  });
});
