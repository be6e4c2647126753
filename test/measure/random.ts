import seedrandom from 'seedrandom';
import { normalQuantile } from '../../src/measure/normal.js';

/** Fixed-seed random numbers for statistical tests. */
export interface TestRandom {
  uniform(): number;
  normal(mean?: number, deviation?: number): number;
  exponential(mean: number): number;
}

export function testRandom(seed: string): TestRandom {
  const generator = seedrandom(seed);
  const open = (): number => generator.double() || open();
  return {
    uniform: () => generator.double(),
    normal: (mean = 0, deviation = 1) => mean + deviation * normalQuantile(open()),
    exponential: (mean) => -mean * Math.log(open()),
  };
}

/** Three and a half standard errors of a share: a true claim fails it once in about 2,000 seeds. */
export const shareTolerance = (share: number, trials: number): number =>
  3.5 * Math.sqrt((share * (1 - share)) / trials);
