import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../src/measure/binomial.js';

/** P(X >= k), summed term by term. */
function summed(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let below = 0;
  for (let i = 0; i < k; i++) {
    below += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return 1 - below;
}

describe('the binomial tail', () => {
  it.each([
    [0, 10, 0.01],
    [1, 10, 0.01],
    [3, 10, 0.5],
    [10, 10, 0.5],
    [5, 100, 0.01],
    [40, 2000, 0.01],
    [25, 2000, 0.01],
  ])('of %i or more among %i is the sum of its terms', (k, n, p) => {
    expect(binomialTail(k, n, p)).toBeCloseTo(summed(k, n, p), 11);
  });

  it('keeps its digits far out and among millions', () => {
    expect(binomialTail(100, 100, 0.01) / 1e-200).toBeCloseTo(1, 9);
    // Normal approximation with continuity correction: z = (10,500.5 - 10,000) / 99.4987 = 5.03.
    const tail = binomialTail(10_501, 1_000_000, 0.01);
    expect(tail).toBeGreaterThan(2e-7);
    expect(tail).toBeLessThan(3.5e-7);
  });

  it('refuses what is no count or no share', () => {
    expect(() => binomialTail(3, 2, 0.1)).toThrow(RangeError);
    expect(() => binomialTail(1.5, 2, 0.1)).toThrow(RangeError);
    expect(() => binomialTail(1, 2, 1)).toThrow(RangeError);
  });
});
