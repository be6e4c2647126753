import { exp } from '../exp.js';
import type { RandomStream } from '../random-stream.js';
import { requireAtLeast } from './checks.js';
import { constant } from './elementary.js';

class Lognormal {
  readonly variance: number;
  private readonly mu: number;
  private readonly sigma: number;
  constructor(
    readonly mean: number,
    cv: number,
  ) {
    this.variance = (mean * cv) ** 2;
    const sigmaSquared = Math.log1p(cv * cv);
    this.sigma = Math.sqrt(sigmaSquared);
    this.mu = Math.log(mean) - sigmaSquared / 2;
  }
  sample(stream: RandomStream): number {
    return exp(this.mu + this.sigma * stream.normal());
  }
}

/** Lognormal with the mean and coefficient of variation of the values themselves (not of their logarithms). */
export function lognormal(mean: number, cv: number): Lognormal | ReturnType<typeof constant> {
  requireAtLeast(0, 'lognormal', 'mean', mean);
  requireAtLeast(0, 'lognormal', 'cv', cv);
  return mean === 0 || cv === 0 ? constant(mean) : new Lognormal(mean, cv);
}
