import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp } from '../../src/engine/exp.js';

describe('exp', () => {
  it('agrees with Math.exp, which is exact to 1 unit in the last place, within 3 (property)', () => {
    fc.assert(
      fc.property(fc.double({ min: -699, max: 699, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(3 * Number.EPSILON);
      }),
      { seed: 11, numRuns: 20_000 },
    );
  });

  it('agrees at every step of its table and between two', () => {
    for (let step = -2000; step <= 2000; step++) {
      const x = (step * Math.LN2) / 512;
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(3 * Number.EPSILON);
    }
  });

  it('gives exact powers and what lies beyond', () => {
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(1000), exp(-1000)]).toEqual([
      1,
      0,
      Infinity,
      Infinity,
      0,
    ]);
    expect(exp(Number.NaN)).toBeNaN();
    expect(exp(705)).toBe(Math.exp(705));
    expect(exp(-705)).toBe(Math.exp(-705));
  });
});
