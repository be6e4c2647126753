import type { RandomStream } from '../random-stream.js';
import { requireAtLeast } from './checks.js';

class Constant {
  readonly variance = 0;
  constructor(readonly mean: number) {}
  sample(_stream: RandomStream): number {
    return this.mean;
  }
}

class Uniform {
  readonly mean: number;
  readonly variance: number;
  private readonly width: number;
  constructor(
    private readonly min: number,
    max: number,
  ) {
    this.width = max - min;
    this.mean = (min + max) / 2;
    this.variance = this.width ** 2 / 12;
  }
  sample(stream: RandomStream): number {
    return this.min + stream.uniform() * this.width;
  }
}

class Exponential {
  readonly variance: number;
  constructor(readonly mean: number) {
    this.variance = mean * mean;
  }
  sample(stream: RandomStream): number {
    return stream.exponential(this.mean);
  }
}

class Triangular {
  readonly mean: number;
  readonly variance: number;
  private readonly rising: number;
  constructor(
    private readonly min: number,
    private readonly mode: number,
    private readonly max: number,
  ) {
    this.mean = (min + mode + max) / 3;
    this.variance = ((max - min) ** 2 - (mode - min) * (max - mode)) / 18;
    this.rising = (mode - min) / (max - min);
  }
  /** By inversion, from whichever end is nearer. */
  sample(stream: RandomStream): number {
    const u = stream.uniform();
    const { min, mode, max } = this;
    if (u < this.rising) return min + Math.sqrt(u * (max - min) * (mode - min));
    return max - Math.sqrt((1 - u) * (max - min) * (max - mode));
  }
}

/** Always the same value. */
export function constant(value: number): Constant {
  requireAtLeast(0, 'constant', 'value', value);
  return new Constant(value);
}

/** Uniform between two bounds. */
export function uniform(min: number, max: number): Uniform | Constant {
  requireAtLeast(0, 'uniform', 'min', min);
  requireAtLeast(min, 'uniform', 'max', max);
  return min === max ? new Constant(min) : new Uniform(min, max);
}

/** Exponential with a mean. */
export function exponential(mean: number): Exponential | Constant {
  requireAtLeast(0, 'exponential', 'mean', mean);
  return mean === 0 ? new Constant(0) : new Exponential(mean);
}

/** Triangular between two bounds with its peak at the mode. */
export function triangular(min: number, mode: number, max: number): Triangular | Constant {
  requireAtLeast(0, 'triangular', 'min', min);
  requireAtLeast(min, 'triangular', 'mode', mode);
  requireAtLeast(mode, 'triangular', 'max', max);
  return min === max ? new Constant(min) : new Triangular(min, mode, max);
}
