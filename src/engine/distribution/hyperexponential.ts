import type { RandomStream } from '../random-stream.js';
import { requireAtLeast } from './checks.js';
import { constant } from './elementary.js';

/** Two exponential branches with balanced means: each contributes half of the mean. */
class Hyperexponential {
  readonly variance: number;
  private readonly probability: number;
  private readonly shortMean: number;
  private readonly longMean: number;
  constructor(
    readonly mean: number,
    cv: number,
  ) {
    this.variance = (mean * cv) ** 2;
    const root = Math.sqrt((cv * cv - 1) / (cv * cv + 1));
    this.probability = (1 + root) / 2;
    this.shortMean = mean / (1 + root);
    this.longMean = mean / (1 - root);
  }
  sample(stream: RandomStream): number {
    return stream.exponential(stream.uniform() < this.probability ? this.shortMean : this.longMean);
  }
}

/** Hyperexponential of two branches with balanced means, cv of 1 or more (1 is the exponential). */
export function hyperexponential(mean: number, cv: number): Hyperexponential | ReturnType<typeof constant> {
  requireAtLeast(0, 'hyperexponential', 'mean', mean);
  if (mean === 0) return constant(0);
  requireAtLeast(1, 'hyperexponential', 'cv', cv);
  return new Hyperexponential(mean, cv);
}
