import { gammaln } from 'simple-statistics';
import type { RandomStream } from '../random-stream.js';
import { requireAtLeast } from './checks.js';
import { constant } from './elementary.js';

const LEAST_CV = 0.001;
const MOST_CV = 100;

class Weibull {
  readonly variance: number;
  private readonly scale: number;
  private readonly exponent: number;
  constructor(
    readonly mean: number,
    cv: number,
  ) {
    const shape = shapeOf(cv);
    this.exponent = 1 / shape;
    this.scale = mean / Math.exp(gammaln(1 + 1 / shape));
    this.variance = (mean * cv) ** 2;
  }
  sample(stream: RandomStream): number {
    return this.scale * stream.exponential(1) ** this.exponent;
  }
}

/** log(1 + cv^2) of a Weibull of a shape; falls as the shape rises. */
function logSecondMoment(shape: number): number {
  return gammaln(1 + 2 / shape) - 2 * gammaln(1 + 1 / shape);
}

/** The shape that gives a coefficient of variation, by bisection on its logarithm to the last bit. */
function shapeOf(cv: number): number {
  const target = Math.log1p(cv * cv);
  let low = Math.log(1e-2);
  let high = Math.log(1e4);
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return Math.exp(middle);
    if (logSecondMoment(Math.exp(middle)) > target) low = middle;
    else high = middle;
  }
}

/** Weibull with a mean and a coefficient of variation (0, or 0.001 to 100). */
export function weibull(mean: number, cv: number): Weibull | ReturnType<typeof constant> {
  requireAtLeast(0, 'weibull', 'mean', mean);
  if (mean === 0 || cv === 0) return constant(mean);
  requireAtLeast(LEAST_CV, 'weibull', 'cv', cv);
  if (cv > MOST_CV) throw new RangeError(`weibull: cv must be at most ${MOST_CV}, not ${cv}`);
  return new Weibull(mean, cv);
}
