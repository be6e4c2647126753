import type { RandomStream } from '../random-stream.js';
import { requireAbove, requireAtLeast } from './checks.js';
import { constant } from './elementary.js';

class Pareto {
  readonly variance: number;
  private readonly min: number;
  private readonly exponent: number;
  constructor(
    readonly mean: number,
    shape: number,
  ) {
    this.min = (mean * (shape - 1)) / shape;
    this.exponent = -1 / shape;
    this.variance = shape > 2 ? (this.min ** 2 * shape) / ((shape - 1) ** 2 * (shape - 2)) : Infinity;
  }
  sample(stream: RandomStream): number {
    return this.min * stream.uniformOpen() ** this.exponent;
  }
}

/** Pareto cut at both ends, drawn by inversion. */
class BoundedPareto {
  readonly mean: number;
  readonly variance: number;
  private readonly exponent: number;
  private readonly span: number;
  constructor(
    private readonly min: number,
    max: number,
    shape: number,
  ) {
    this.exponent = -1 / shape;
    this.span = -Math.expm1(shape * Math.log(min / max)); // 1 - (min / max)^shape
    this.mean = boundedMoment(1, min, max, shape);
    this.variance = Math.max(0, boundedMoment(2, min, max, shape) - this.mean ** 2);
  }
  sample(stream: RandomStream): number {
    return this.min * (1 - stream.uniform() * this.span) ** this.exponent;
  }
}

/** The k-th moment: the integral of x^k over the density shape min^shape x^(-shape-1) / (1 - (min/max)^shape). */
function boundedMoment(k: number, min: number, max: number, shape: number): number {
  const span = -Math.expm1(shape * Math.log(min / max));
  const logRatio = Math.log(max / min);
  const power = (k - shape) * logRatio;
  const integral = power === 0 ? logRatio : Math.expm1(power) / (k - shape);
  return (shape * min ** k * integral) / span;
}

/** Pareto with a mean; needs shape > 1, and has infinite variance up to shape 2. */
export function pareto(mean: number, shape: number): Pareto | ReturnType<typeof constant> {
  requireAtLeast(0, 'pareto', 'mean', mean);
  if (mean === 0) return constant(0);
  requireAbove(1, 'pareto', 'shape', shape, 'the mean is infinite at 1 and below');
  return new Pareto(mean, shape);
}

/** Pareto between two bounds, 0 < min <= max, shape > 0. */
export function boundedPareto(
  min: number,
  max: number,
  shape: number,
): BoundedPareto | ReturnType<typeof constant> {
  requireAbove(0, 'bounded-pareto', 'min', min);
  requireAtLeast(min, 'bounded-pareto', 'max', max);
  requireAbove(0, 'bounded-pareto', 'shape', shape);
  return min === max ? constant(min) : new BoundedPareto(min, max, shape);
}
