import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jackson, machineRepair, maxMinShares, meanValueAnalysis, mmc } from '../../../src/measure/theory.js';

describe('open Jackson networks', () => {
  it('add up the stations of a tandem', () => {
    const network = jackson({
      arrivalRates: [0.6, 0],
      meanServices: [1, 1.5],
      servers: [1, 2],
      routing: [
        [0, 1],
        [0, 0],
      ],
    });
    const alone = [
      mmc({ arrivalRate: 0.6, meanService: 1, servers: 1 }),
      mmc({ arrivalRate: 0.6, meanService: 1.5, servers: 2 }),
    ];
    expect(network.meanSojourn).toBeCloseTo(alone[0]!.meanSojourn + alone[1]!.meanSojourn, 12);
  });

  it('visit a station with feedback 1 / (1 - p) times', () => {
    const network = jackson({ arrivalRates: [0.3], meanServices: [2], servers: [1], routing: [[0.25]] });
    expect(network.rates[0]).toBeCloseTo(0.4, 12);
    // L = rho / (1 - rho) with rho = 0.8, and Little's law over the jobs from outside.
    expect(network.meanSojourn).toBeCloseTo(4 / 0.3, 10);
  });

  it('solve traffic equations whose first pivot is no pivot', () => {
    const network = jackson({
      arrivalRates: [1, 2, 0],
      meanServices: [0.1, 0.1, 0.1],
      servers: [1, 1, 1],
      routing: [
        [0, 0.5, 0.5],
        [0.2, 0, 0.8],
        [0.1, 0.3, 0],
      ],
    });
    for (const [j, rate] of network.rates.entries()) {
      const inflow =
        [1, 2, 0][j]! +
        network.rates.reduce(
          (sum, other, i) =>
            sum +
            other *
              [
                [0, 0.5, 0.5],
                [0.2, 0, 0.8],
                [0.1, 0.3, 0],
              ][i]![j]!,
          0,
        );
      expect(rate).toBeCloseTo(inflow, 12);
    }
  });

  it('refuse jobs that never leave', () => {
    expect(() => jackson({ arrivalRates: [1], meanServices: [0.1], servers: [1], routing: [[1]] })).toThrow(
      RangeError,
    );
  });
});

describe('closed networks', () => {
  it('agree with the timesharing system of Lazowska et al. (1984), chapter 6: one user has R = 4.055, X = 0.0525', () => {
    const alone = meanValueAnalysis(1, [0.605, 2.1, 1.35], 15);
    expect(alone.meanSojourns.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(4.055, 12);
    expect(alone.throughput).toBeCloseTo(0.0525, 4);
    expect(meanValueAnalysis(3, [0.605, 2.1, 1.35], 15).throughput).toBeCloseTo(0.152, 3);
  });

  it('agree with the machine repair of Gross et al. (2008), chapter 2: five machines, two repairers, L = 0.465', () => {
    const shop = machineRepair(5, 2, 30, 3);
    expect(shop.meanDown).toBeCloseTo(0.465, 3);
    expect(shop.throughput * shop.meanSojourn).toBeCloseTo(shop.meanDown, 12);
  });

  it('find the same repair shop by mean value analysis and by states', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (machines, up) => {
          const byStates = machineRepair(machines, 1, up, 3);
          const byMeans = meanValueAnalysis(machines, [3], up);
          expect(byMeans.throughput / byStates.throughput).toBeCloseTo(1, 10);
          expect(byMeans.meanSojourns[0]! / byStates.meanSojourn).toBeCloseTo(1, 10);
        },
      ),
    );
  });

  it('never exceed the bottleneck', () => {
    expect(meanValueAnalysis(1000, [0.605, 2.1, 1.35], 15).throughput).toBeCloseTo(1 / 2.1, 9);
  });
});

describe('max-min fair shares', () => {
  it('fill the smallest caps first', () => {
    expect(maxMinShares(10, [2, 2.6, 4, 5])).toEqual([2, 2.6, 2.7, 2.7]);
    expect(maxMinShares(12, [9, 1, Number.POSITIVE_INFINITY])).toEqual([5.5, 1, 5.5]);
  });

  it('use all that the caps allow, and no share can grow but at the cost of one that is not larger', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (capacity, caps) => {
          const shares = maxMinShares(capacity, caps);
          const used = shares.reduce((sum, share) => sum + share, 0);
          const wanted = caps.reduce((sum, cap) => sum + cap, 0);
          expect(used).toBeCloseTo(Math.min(capacity, wanted), 9);
          const largest = Math.max(...shares);
          for (const [i, share] of shares.entries()) {
            expect(share).toBeLessThanOrEqual(caps[i]!);
            if (share < caps[i]! * (1 - 1e-12)) expect(share).toBeCloseTo(largest, 9);
          }
        },
      ),
    );
  });
});
