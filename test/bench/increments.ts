import {
  createDistribution,
  type DistributionSpec,
  type RandomStream,
  Simulation,
} from '../../src/engine/index.js';

/** Increments that are drawn before the clock starts; a power of two. */
export const DRAWN = 2 ** 16;

type Draw = (stream: RandomStream) => number;

const from = (spec: DistributionSpec): Draw => {
  const distribution = createDistribution(spec);
  return (stream) => distribution.sample(stream);
};

/** Time increments of the hold model that are known to be hard on calendar queues; all but the heavy tail have a mean near 1. */
const DRAWS = {
  exponential: from({ kind: 'exponential', mean: 1 }),
  uniform: from({ kind: 'uniform', min: 0, max: 2 }),
  /** All events tie, in blocks of all that are pending. */
  constant: () => 1,
  /** 90 % tiny, 10 % a thousand times as long. */
  bimodal: (stream) => stream.uniform() * 0.02 * (stream.uniform() < 0.9 ? 1 : 1000),
  /** Pareto with shape 1.1: a mean, no variance. */
  heavyTail: from({ kind: 'pareto', mean: 1, shape: 1.1 }),
  lognormal: from({ kind: 'lognormal', mean: 1, cv: 10 }),
  /** Two narrow humps (Rönngren and Ayani 1997): 99.9 % of the increments in 0.1 % of the range. */
  camel: (stream) =>
    stream.uniform() < 0.001
      ? stream.uniform() * 2
      : (stream.uniform() < 0.5 ? 0.5 : 1.5) + stream.uniform() * 0.001,
  /** As exponential; every quarter of a replication the increments become a thousand times smaller, or larger again. */
  loadChange: from({ kind: 'exponential', mean: 1 }),
} satisfies Record<string, Draw>;

export type IncrementKind = keyof typeof DRAWS;

export const incrementKinds = Object.keys(DRAWS) as IncrementKind[];

/** Increments of odd and of even quarters of a replication: one array for both, unless the load changes. */
export function drawIncrements(kind: IncrementKind): readonly [Float64Array, Float64Array] {
  const stream = new Simulation().stream('increments');
  const drawn = Float64Array.from({ length: DRAWN }, () => DRAWS[kind](stream));
  return [drawn, kind === 'loadChange' ? drawn.map((increment) => increment / 1000) : drawn];
}
