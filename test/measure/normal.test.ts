import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/measure/normal.js';

describe('the standard normal distribution', () => {
  it('agrees with the table of Abramowitz and Stegun (26.1, 15 decimals)', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1)).toBeCloseTo(0.841344746068543, 14);
    expect(normalCdf(2)).toBeCloseTo(0.977249868051821, 14);
    expect(normalCdf(3)).toBeCloseTo(0.99865010196837, 14);
  });

  it('keeps relative accuracy in the far tail (Abramowitz and Stegun, table 26.2)', () => {
    // -log10 Q(x) at x = 5, 10, 20.
    for (const [x, digits] of [
      [5, 6.54265],
      [10, 23.11805],
      [20, 88.5601],
    ] as const)
      expect(-Math.log10(normalCdf(-x))).toBeCloseTo(digits, 5);
  });

  it('joins series and tail without a step', () => {
    expect(normalCdf(-4 - 1e-9) / normalCdf(-4)).toBeCloseTo(1, 7);
    expect(normalCdf(4) + normalCdf(-4)).toBeCloseTo(1, 15);
  });

  it('has the quantiles that everyone knows', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 12);
    expect(normalQuantile(0.995)).toBeCloseTo(2.5758293035489004, 12);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 12);
  });

  it('inverts itself over the whole range', () => {
    for (const p of [1e-300, 1e-20, 1e-6, 0.01, 0.3, 0.7, 0.999])
      expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 9);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});
