import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { exactInterval, type ShareCount, shareInterval } from '../../src/measure/share.js';

describe('the exact interval of a share', () => {
  it.each([
    // Closed forms at the ends: 1 - 0.025^(1/n).
    [0, 250, 0, 1 - 0.025 ** (1 / 250)],
    [250, 250, 0.025 ** (1 / 250), 1],
    [0, 1, 0, 0.975],
    // Symmetric in successes and failures; 0.4895 and 0.6971 after Clopper and Pearson for 60 of 100 are tabled as below.
    [60, 100, 0.49721, 0.69671],
    [40, 100, 0.30329, 0.50279],
  ])('of %i among %i is %d to %d', (successes, trials, low, high) => {
    const found = exactInterval(successes, trials);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
});

describe('the interval of a share over replications', () => {
  it('is that of the counts where the replications are alike, and wider where they are not', () => {
    const alike = Array.from({ length: 10 }, (): ShareCount => ({ successes: 90, trials: 100 }));
    const apart = alike.map((one, index) => ({ ...one, successes: index < 5 ? 80 : 100 }));
    const exact = exactInterval(900, 1000);
    expect(shareInterval(alike)).toMatchObject({ value: 0.9, ...exact });
    expect(shareInterval(apart).low).toBeLessThan(exact.low);
    expect(shareInterval(apart).high).toBeGreaterThan(exact.high);
  });

  it('has no ends with one replication, no value without a trial, and stays within 0 and 1', () => {
    expect(shareInterval([{ successes: 3, trials: 10 }])).toEqual({ value: 0.3, low: null, high: null });
    expect(shareInterval([{ successes: 0, trials: 0 }])).toEqual({ value: null, low: null, high: null });
    const { low, high } = shareInterval([
      { successes: 0, trials: 5 },
      { successes: 5, trials: 5 },
    ]);
    expect([low, high]).toEqual([0, 1]);
  });

  /** Trials of a replication share a level, so that they depend on each other: beta-binomial counts by two uniforms. */
  it.each([0.5, 0.95, 0.999])(
    'covers a true share of %d in at least 93.5 %% of 2,000 studies of ten dependent replications',
    (p) => {
      const random = seedrandom(`share ${p}`);
      let covered = 0;
      for (let study = 0; study < 2000; study++) {
        const counts = Array.from({ length: 10 }, (): ShareCount => {
          const level = p + (random() < 0.5 ? 1 : -1) * 0.5 * Math.min(p, 1 - p);
          let successes = 0;
          for (let trial = 0; trial < 200; trial++) if (random() < level) successes++;
          return { successes, trials: 200 };
        });
        const { low, high } = shareInterval(counts);
        if (low! <= p && p <= high!) covered++;
      }
      // 95 % of 2,000 are 1,900 with a standard deviation of 10: three of them are 30.
      expect(covered).toBeGreaterThan(1870);
    },
  );
});
