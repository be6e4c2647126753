import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../../src/measure/interval.js';
import { mg1, periodicMeanWait } from '../../../src/measure/theory.js';
import { testRandom } from '../random.js';

/** Mean wait of the jobs of one period, the queue having run through a period before (Lindley's recursion). */
function simulatedWait(phases: readonly number[], period: number): number {
  const arrivals = [...phases].sort((a, b) => a - b);
  let free = 0;
  let waited = 0;
  for (const cycle of [0, 1])
    for (const phase of arrivals) {
      const arrival = phase + cycle * period;
      const start = Math.max(arrival, free);
      if (cycle === 1) waited += start - arrival;
      free = start + 1;
    }
  return waited / phases.length;
}

describe('N*D/D/1', () => {
  it('has, with two sources, half a service of wait when they overlap: 1 / (2 T)', () => {
    expect(periodicMeanWait(2, 10, 1)).toBeCloseTo(1 / 20, 12);
    expect(periodicMeanWait(1, 10, 1)).toBe(0);
  });

  it('scales with the unit of time', () => {
    expect(periodicMeanWait(20, 25e-3, 1e-3)).toBeCloseTo(1e-3 * periodicMeanWait(20, 25, 1), 15);
  });

  it('tends to M/D/1 with many sources, from below', () => {
    const poisson = mg1(0.8, 1, 0).meanWait;
    const waits = [10, 100, 1000, 10_000].map((sources) => periodicMeanWait(sources, sources / 0.8, 1));
    for (const [i, wait] of waits.entries()) expect(wait).toBeLessThan(waits[i + 1] ?? poisson);
    expect(waits[3]! / poisson).toBeGreaterThan(0.99);
  });

  it('is what a simulation of random phases gives (4,000 draws each, within 3.5 standard errors)', () => {
    for (const [sources, period] of [
      [3, 4],
      [10, 12.5],
      [40, 42],
      [20, 20],
    ] as const) {
      const random = testRandom(`phases ${sources}`);
      const waits = Array.from({ length: 4000 }, () =>
        simulatedWait(
          Array.from({ length: sources }, () => random.uniform() * period),
          period,
        ),
      );
      // A 99.95 % interval is 3.5 standard errors wide to either side.
      const { low, high } = meanInterval(waits, 0.9995);
      const exact = periodicMeanWait(sources, period, 1);
      expect(exact).toBeGreaterThan(low!);
      expect(exact).toBeLessThan(high!);
    }
  });

  it('refuses more work than a period holds', () => {
    expect(() => periodicMeanWait(11, 10, 1)).toThrow(/no steady state/);
  });
});
