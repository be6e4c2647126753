import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mmc, mmck, mmcSojournQuantile, mmcSojournTail } from '../../../src/measure/theory.js';

const station = fc
  .record({
    meanService: fc.double({ min: 0.001, max: 10, noNaN: true }),
    servers: fc.integer({ min: 1, max: 64 }),
    utilisation: fc.double({ min: 0.05, max: 0.98, noNaN: true }),
  })
  .map(({ meanService, servers, utilisation }) => ({
    meanService,
    servers,
    arrivalRate: (utilisation * servers) / meanService,
  }));

describe('M/M/c', () => {
  it('agrees with the eye clinic of Gross et al. (2008), chapter 2: L_q = 8/9, W = 28.9 min', () => {
    const clinic = mmc({ arrivalRate: 6 / 60, meanService: 20, servers: 3 });
    expect(clinic.meanQueue).toBeCloseTo(8 / 9, 12);
    expect(clinic.meanSojourn).toBeCloseTo(28.9, 1);
    expect(clinic.utilisation).toBeCloseTo(2 / 3, 12);
  });

  it('is M/M/1 with one server: W = s / (1 - rho), sojourn exponential', () => {
    const single = { arrivalRate: 0.8, meanService: 1, servers: 1 };
    expect(mmc(single).meanSojourn).toBeCloseTo(5, 12);
    for (const p of [0.5, 0.95, 0.99])
      expect(mmcSojournQuantile(single, p)).toBeCloseTo(-5 * Math.log(1 - p), 10);
  });

  it('has a tail whose area is the mean sojourn', () => {
    fc.assert(
      fc.property(station, (it) => {
        const { meanSojourn } = mmc(it);
        const steps = 4000;
        const end = mmcSojournQuantile(it, 1 - 1e-9);
        // Simpson's rule.
        let area = 0;
        for (let i = 0; i <= steps; i++)
          area += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * mmcSojournTail(it, (i * end) / steps);
        expect((area * end) / steps / 3 / meanSojourn).toBeCloseTo(1, 5);
      }),
      { numRuns: 50 },
    );
  });

  it('is smooth where the usual formula divides by zero (load = servers - 1)', () => {
    const tail = (rate: number): number =>
      mmcSojournTail({ arrivalRate: rate, meanService: 1, servers: 2 }, 3);
    expect(tail(1)).toBeCloseTo((tail(1 - 1e-6) + tail(1 + 1e-6)) / 2, 9);
  });

  it('inverts its tail', () => {
    fc.assert(
      fc.property(station, fc.double({ min: 0.01, max: 0.9999, noNaN: true }), (it, p) => {
        expect(mmcSojournTail(it, mmcSojournQuantile(it, p)) / (1 - p)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('refuses what never settles', () => {
    expect(() => mmc({ arrivalRate: 2, meanService: 1, servers: 2 })).toThrow(/no steady state/);
    expect(() => mmcSojournQuantile({ arrivalRate: 1, meanService: 1, servers: 2 }, 1)).toThrow(RangeError);
  });
});

describe('M/M/c/K', () => {
  it('agrees with the inspection station of Gross et al. (2008), chapter 2: L_q = 3.09, L = 6.06', () => {
    const inspection = mmck({ arrivalRate: 1, meanService: 6, servers: 3 }, 7);
    expect(inspection.meanQueue).toBeCloseTo(3.09, 2);
    expect(inspection.meanNumber).toBeCloseTo(6.06, 2);
  });

  it('becomes M/M/c when there is room, and conserves flow', () => {
    fc.assert(
      fc.property(station, (it) => {
        const roomy = mmck(it, it.servers + 3000);
        expect(roomy.meanSojourn / mmc(it).meanSojourn).toBeCloseTo(1, 9);
        const tight = mmck(it, it.servers + 2);
        const served = (tight.utilisation * it.servers) / it.meanService;
        expect(served / (it.arrivalRate * (1 - tight.refused))).toBeCloseTo(1, 9);
      }),
    );
  });

  it('loses (1 - rho) rho^K / (1 - rho^(K + 1)) with one server', () => {
    const rho = 0.9;
    const { refused } = mmck({ arrivalRate: rho, meanService: 1, servers: 1 }, 5);
    expect(refused).toBeCloseTo(((1 - rho) * rho ** 5) / (1 - rho ** 6), 14);
  });
});
