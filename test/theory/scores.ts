import { gammaln } from 'simple-statistics';
import { afterAll } from 'vitest';
import { System } from '../../src/gateway/simulation/system.js';
import { LogHistogram } from '../../src/measure/histogram.js';
import { zScore } from '../../src/measure/z-score.js';
import { type Model, requestClasses } from '../../src/model/schema.js';

const REPLICATIONS = 20;
/** No single score may lie farther out; of standard normal ones, one in a thousand does. */
export const FARTHEST = 3.3;

/** Class of downloads, after the request classes. */
export const DOWNLOADS = requestClasses.length;
export const POLICY = requestClasses.indexOf('policy');

export interface Length {
  readonly warmupSeconds: number;
  readonly durationSeconds: number;
}

/** Length of a replication: customers served, and before them six of the queue's relaxation times. */
export function lengthFor(load: number, arrivalRate: number, customers: number): Length {
  // Relaxation time of M/M/1, in customers: load / (1 - sqrt(load))^2 (Cohen, The Single Server Queue, 1982, III.7.3).
  const relaxation = load / (1 - Math.sqrt(load)) ** 2;
  return { warmupSeconds: (6 * relaxation) / arrivalRate, durationSeconds: customers / arrivalRate };
}

/** Latencies of one class in independent replications of a model. */
export function replicate(model: Model, seed: string, length: Length, requestClass = POLICY): LogHistogram[] {
  return Array.from({ length: REPLICATIONS }, (_, replication) => {
    const { simulation, recorder } = new System(model, seed, replication);
    simulation.run(length.warmupSeconds);
    recorder.reset();
    simulation.run(length.warmupSeconds + length.durationSeconds);
    return recorder.classes[requestClass]!.latency;
  });
}

/**
 * Standard normal score of a statistic of all replications together against its exact value, both as logarithms, whose
 * error varies less with the value itself. The error comes from the jackknife over replications, which also takes off
 * the bias that a quantile of one finite replication has (Quenouille 1956; Efron 1982, section 2).
 */
export function score(
  replications: readonly LogHistogram[],
  statistic: (latencies: LogHistogram) => number,
  exact: number,
): number {
  const count = replications.length;
  const whole = Math.log(statistic(merged(replications)));
  const pseudoValues = replications.map((left) => {
    const others = Math.log(statistic(merged(replications.filter((one) => one !== left))));
    return count * whole - (count - 1) * others;
  });
  return zScore(pseudoValues, Math.log(exact))!;
}

function merged(histograms: readonly LogHistogram[]): LogHistogram {
  const all = new LogHistogram();
  for (const one of histograms) all.merge(one);
  return all;
}

/**
 * Probability that the sum of squares of as many independent standard normal scores is smaller: near 0 the scores are
 * too close to the truth for their claimed errors, near 1 too far.
 */
export function spreadProbability(scores: readonly number[]): number {
  const half = scores.reduce((sum, z) => sum + z * z, 0) / 2;
  const shape = scores.length / 2;
  // Regularised lower incomplete gamma function by its series, DLMF 8.11.4.
  let term = 1 / shape;
  let sum = term;
  for (let k = 1; term > 1e-16 * sum; k++) {
    term *= half / (shape + k);
    sum += term;
  }
  return Math.min(1, sum * Math.exp(-half + shape * Math.log(half) - gammaln(shape)));
}

/** Prints the scores of each cell after its tests when `SHOW_SCORES` is set. */
export function showScores<Cell extends object>(
  name: string,
  cells: readonly Cell[],
  scoresOf: (cell: Cell) => readonly number[],
): void {
  if (process.env.SHOW_SCORES === undefined) return;
  afterAll(() => {
    const rows = cells.map(
      (cell) =>
        `${Object.values(cell).join(' ')}  ${scoresOf(cell)
          .map((z) => z.toFixed(2))
          .join(' ')}`,
    );
    const spread = scoresOf(cells[0]!).map((_, index) =>
      spreadProbability(cells.map((cell) => scoresOf(cell)[index]!)).toFixed(3),
    );
    console.log([`scores of ${name}`, ...rows, `spread ${spread.join(' ')}`].join('\n'));
  });
}
