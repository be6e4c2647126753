import { constant, exponential, triangular, uniform } from './distribution/elementary.js';
import { empirical } from './distribution/empirical.js';
import { erlang, gamma } from './distribution/gamma.js';
import { hyperexponential } from './distribution/hyperexponential.js';
import { lognormal } from './distribution/lognormal.js';
import { boundedPareto, pareto } from './distribution/pareto.js';
import { weibull } from './distribution/weibull.js';
import type { RandomStream } from './random-stream.js';

/** A distribution by its parameters; `cv` is the coefficient of variation, standard deviation over mean. */
export type DistributionSpec =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'erlang'; readonly mean: number; readonly shape: number }
  | { readonly kind: 'gamma'; readonly mean: number; readonly cv: number }
  | { readonly kind: 'lognormal'; readonly mean: number; readonly cv: number }
  | { readonly kind: 'weibull'; readonly mean: number; readonly cv: number }
  | { readonly kind: 'pareto'; readonly mean: number; readonly shape: number }
  | { readonly kind: 'bounded-pareto'; readonly min: number; readonly max: number; readonly shape: number }
  | { readonly kind: 'hyperexponential'; readonly mean: number; readonly cv: number }
  | { readonly kind: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  | { readonly kind: 'empirical'; readonly values: readonly number[]; readonly weights?: readonly number[] };

/** What can be drawn, with its exact moments. */
export interface Distribution {
  /** Exact mean. */
  readonly mean: number;
  /** Exact variance; Infinity where it does not exist. */
  readonly variance: number;
  /** Draws one value. */
  sample(stream: RandomStream): number;
}

/**
 * Makes a distribution of non-negative values. A mean of 0 gives the constant 0, a cv of 0 the constant mean.
 * Throws a RangeError that names the parameter when no such distribution exists.
 */
export function createDistribution(spec: DistributionSpec): Distribution {
  switch (spec.kind) {
    case 'constant':
      return constant(spec.value);
    case 'uniform':
      return uniform(spec.min, spec.max);
    case 'exponential':
      return exponential(spec.mean);
    case 'erlang':
      return erlang(spec.mean, spec.shape);
    case 'gamma':
      return gamma(spec.mean, spec.cv);
    case 'lognormal':
      return lognormal(spec.mean, spec.cv);
    case 'weibull':
      return weibull(spec.mean, spec.cv);
    case 'pareto':
      return pareto(spec.mean, spec.shape);
    case 'bounded-pareto':
      return boundedPareto(spec.min, spec.max, spec.shape);
    case 'hyperexponential':
      return hyperexponential(spec.mean, spec.cv);
    case 'triangular':
      return triangular(spec.min, spec.mode, spec.max);
    case 'empirical':
      return empirical(spec.values, spec.weights);
  }
}
