import type { RandomStream } from '../random-stream.js';
import { requireAbove, requireAtLeast } from './checks.js';
import { constant } from './elementary.js';

/** Stages of an Erlang up to which a sum of exponentials is drawn; beyond, the gamma method is quicker. */
const MOST_STAGES = 4;

class Erlang {
  readonly variance: number;
  private readonly stageMean: number;
  constructor(
    readonly mean: number,
    private readonly shape: number,
  ) {
    this.stageMean = mean / shape;
    this.variance = (mean * mean) / shape;
  }
  sample(stream: RandomStream): number {
    let sum = 0;
    for (let stage = 0; stage < this.shape; stage++) sum += stream.exponential(this.stageMean);
    return sum;
  }
}

/** Marsaglia and Tsang, "A simple method for generating gamma variables" (2000), with their boost for shapes below 1. */
class Gamma {
  readonly variance: number;
  private readonly scale: number;
  private readonly d: number;
  private readonly c: number;
  private readonly boost: number;
  constructor(
    readonly mean: number,
    shape: number,
  ) {
    this.variance = (mean * mean) / shape;
    this.scale = mean / shape;
    this.d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
    this.c = 1 / Math.sqrt(9 * this.d);
    this.boost = shape < 1 ? 1 / shape : 0;
  }
  sample(stream: RandomStream): number {
    const { d, c } = this;
    for (;;) {
      const x = stream.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      if (Math.log(stream.uniformOpen()) >= 0.5 * x * x + d - d * v + d * Math.log(v)) continue;
      const value = d * v * this.scale;
      return this.boost === 0 ? value : value * stream.uniformOpen() ** this.boost;
    }
  }
}

/** Sum of `shape` (whole, 1 or more) exponentials with a total mean. */
export function erlang(mean: number, shape: number): Erlang | Gamma | ReturnType<typeof constant> {
  requireAtLeast(0, 'erlang', 'mean', mean);
  if (!(Number.isInteger(shape) && shape >= 1)) {
    throw new RangeError(`erlang: shape must be a whole number of 1 or more, not ${shape}`);
  }
  if (mean === 0) return constant(0);
  return shape <= MOST_STAGES ? new Erlang(mean, shape) : new Gamma(mean, shape);
}

/** Gamma with a mean and a coefficient of variation; its shape is 1 / cv^2. */
export function gamma(mean: number, cv: number): Gamma | ReturnType<typeof constant> {
  requireAtLeast(0, 'gamma', 'mean', mean);
  requireAtLeast(0, 'gamma', 'cv', cv);
  if (mean === 0 || cv === 0) return constant(mean);
  requireAbove(0, 'gamma', 'cv', cv * cv);
  return new Gamma(mean, 1 / (cv * cv));
}
