import { describe, expect, it } from 'vitest';
import { createDistribution, type DistributionSpec, Simulation } from '../../src/engine/index.js';

const SPECS: DistributionSpec[] = [
  { kind: 'uniform', min: 1, max: 4 },
  { kind: 'exponential', mean: 2 },
  { kind: 'erlang', mean: 2, shape: 3 },
  { kind: 'erlang', mean: 2, shape: 40 },
  { kind: 'gamma', mean: 3, cv: 0.4 },
  { kind: 'gamma', mean: 3, cv: 1.4 },
  { kind: 'lognormal', mean: 1, cv: 0.8 },
  { kind: 'weibull', mean: 5, cv: 0.5 },
  { kind: 'weibull', mean: 5, cv: 1.5 },
  { kind: 'pareto', mean: 2, shape: 6 },
  { kind: 'bounded-pareto', min: 1, max: 50, shape: 1.2 },
  { kind: 'bounded-pareto', min: 1, max: 50, shape: 1 },
  { kind: 'bounded-pareto', min: 1, max: 50, shape: 2 },
  { kind: 'hyperexponential', mean: 1, cv: 2 },
  { kind: 'triangular', min: 1, mode: 2, max: 7 },
  { kind: 'triangular', min: 1, mode: 1, max: 7 },
  { kind: 'empirical', values: [1, 2, 10], weights: [5, 3, 0.5] },
  { kind: 'empirical', values: [3, 1, 4, 1, 5] },
];
const DRAWS = 100_000;

describe.each(SPECS)('%o', (spec) => {
  it('has samples with its exact mean and variance (z-scores within 4, fixed seed)', () => {
    const distribution = createDistribution(spec);
    const stream = new Simulation({ seed: 11 }).stream(JSON.stringify(spec));
    const values = Float64Array.from({ length: DRAWS }, () => distribution.sample(stream));
    const { mean, variance } = distribution;
    const squares = values.map((value) => (value - mean) ** 2);
    const average = (numbers: Float64Array) =>
      numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const sampleVariance = average(squares);
    const spread = Math.sqrt(average(squares.map((square) => (square - sampleVariance) ** 2)) / DRAWS);
    expect(Math.abs(average(values) - mean) / Math.sqrt(variance / DRAWS)).toBeLessThan(4);
    expect(Math.abs(sampleVariance - variance) / spread).toBeLessThan(4);
    expect(Math.min(...values.subarray(0, 50_000))).toBeGreaterThanOrEqual(0);
  });
});

describe('createDistribution', () => {
  it('gives a constant for a mean of 0, a cv of 0 and bounds that meet', () => {
    const zero: DistributionSpec[] = [
      { kind: 'constant', value: 0 },
      { kind: 'exponential', mean: 0 },
      { kind: 'erlang', mean: 0, shape: 2 },
      { kind: 'gamma', mean: 0, cv: 1 },
      { kind: 'lognormal', mean: 0, cv: 1 },
      { kind: 'weibull', mean: 0, cv: 1 },
      { kind: 'pareto', mean: 0, shape: 3 },
      { kind: 'hyperexponential', mean: 0, cv: 2 },
      { kind: 'uniform', min: 0, max: 0 },
      { kind: 'triangular', min: 0, mode: 0, max: 0 },
    ];
    const stream = new Simulation().stream('s');
    for (const spec of zero) {
      const distribution = createDistribution(spec);
      expect([distribution.mean, distribution.variance, distribution.sample(stream)]).toEqual([0, 0, 0]);
    }
    for (const kind of ['gamma', 'lognormal', 'weibull'] as const) {
      expect(createDistribution({ kind, mean: 3, cv: 0 }).sample(stream)).toBe(3);
    }
  });

  it('knows where moments do not exist', () => {
    expect(createDistribution({ kind: 'pareto', mean: 1, shape: 1.5 }).variance).toBe(Infinity);
    expect(() => createDistribution({ kind: 'pareto', mean: 1, shape: 1 })).toThrow(/infinite/);
  });

  it.each<[DistributionSpec, RegExp]>([
    [{ kind: 'constant', value: -1 }, /value/],
    [{ kind: 'constant', value: Number.NaN }, /value/],
    [{ kind: 'uniform', min: 2, max: 1 }, /max/],
    [{ kind: 'exponential', mean: Infinity }, /mean/],
    [{ kind: 'erlang', mean: 1, shape: 1.5 }, /shape/],
    [{ kind: 'erlang', mean: 1, shape: 0 }, /shape/],
    [{ kind: 'gamma', mean: 1, cv: -1 }, /cv/],
    [{ kind: 'lognormal', mean: -1, cv: 1 }, /mean/],
    [{ kind: 'weibull', mean: 1, cv: 200 }, /cv/],
    [{ kind: 'hyperexponential', mean: 1, cv: 0.5 }, /cv/],
    [{ kind: 'bounded-pareto', min: 0, max: 1, shape: 1 }, /min/],
    [{ kind: 'triangular', min: 0, mode: 3, max: 2 }, /max/],
    [{ kind: 'empirical', values: [] }, /at least one/],
    [{ kind: 'empirical', values: [1, 2], weights: [1] }, /weights/],
    [{ kind: 'empirical', values: [1, 2], weights: [0, 0] }, /weights/],
    [{ kind: 'empirical', values: [1, -2] }, /values/],
  ])('refuses %o', (spec, message) => {
    expect(() => createDistribution(spec)).toThrow(RangeError);
    expect(() => createDistribution(spec)).toThrow(message);
  });
});
