import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/measure/normal.js';
import { incompleteBeta, studentCdf, studentQuantile, studentTwoSided } from '../../src/measure/student.js';

describe("Student's t", () => {
  it('agrees with the table of NIST/SEMATECH (e-Handbook of Statistical Methods, 1.3.6.7.2)', () => {
    const table: Record<number, readonly number[]> = {
      // upper tail     0.10   0.05   0.025   0.01    0.005   0.001
      1: [3.078, 6.314, 12.706, 31.821, 63.657, 318.313],
      2: [1.886, 2.92, 4.303, 6.965, 9.925, 22.327],
      3: [1.638, 2.353, 3.182, 4.541, 5.841, 10.215],
      5: [1.476, 2.015, 2.571, 3.365, 4.032, 5.893],
      9: [1.383, 1.833, 2.262, 2.821, 3.25, 4.297],
      19: [1.328, 1.729, 2.093, 2.539, 2.861, 3.579],
      30: [1.31, 1.697, 2.042, 2.457, 2.75, 3.385],
      100: [1.29, 1.66, 1.984, 2.364, 2.626, 3.174],
    };
    const tails = [0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
    // The table was rounded from slightly inexact figures: 318.313 stands for 318.3088.
    for (const [df, row] of Object.entries(table))
      for (const [i, value] of row.entries())
        expect(Math.abs(studentQuantile(1 - tails[i]!, Number(df)) - value)).toBeLessThan(
          value > 300 ? 0.005 : 0.00051,
        );
  });

  it('is the Cauchy distribution at one degree of freedom and has its closed form at two', () => {
    for (const p of [0.6, 0.9, 0.975, 0.9999, 0.01]) {
      expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 10);
      const exact = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
      expect(studentQuantile(p, 2) / exact).toBeCloseTo(1, 10);
    }
  });

  it('approaches the normal distribution as Abramowitz and Stegun 26.7.5 says', () => {
    const x = normalQuantile(0.975);
    for (const df of [1000, 1e4, 1e6])
      expect(studentQuantile(0.975, df)).toBeCloseTo(x + (x ** 3 + x) / (4 * df), 5);
  });

  it('is inverted by its quantile for every number of degrees of freedom', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.5, max: 5000, noNaN: true }),
        (p, df) => {
          expect(studentCdf(studentQuantile(p, df), df)).toBeCloseTo(p, 10);
          expect(studentQuantile(1 - p, df)).toBeCloseTo(-studentQuantile(p, df), 6);
        },
      ),
    );
  });

  it("gives the p-value of Student's own data on sleep (Biometrika 6, 1908): t = 4.0621, df 9, p = 0.00283", () => {
    expect(studentTwoSided(4.062128, 9)).toBeCloseTo(0.002833, 6);
  });

  it('refuses what has no meaning', () => {
    expect(() => studentQuantile(1, 5)).toThrow(RangeError);
    expect(() => studentQuantile(0.9, 0)).toThrow(RangeError);
  });
});

describe('the incomplete beta function', () => {
  it('is a binomial tail for whole numbers', () => {
    const n = 12;
    const x = 0.3;
    const choose = (k: number): number => (k === 0 ? 1 : (choose(k - 1) * (n - k + 1)) / k);
    for (let k = 1; k <= n; k++) {
      let tail = 0;
      for (let i = k; i <= n; i++) tail += choose(i) * x ** i * (1 - x) ** (n - i);
      expect(incompleteBeta(x, k, n - k + 1)).toBeCloseTo(tail, 13);
    }
  });

  it('ends at 0 and 1 and refuses what lies outside', () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
    expect(() => incompleteBeta(1.1, 2, 3)).toThrow(RangeError);
  });
});
