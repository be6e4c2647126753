import { expect, it } from 'vitest';
import type { LogHistogram } from '../../src/measure/histogram.js';
import { mmc, mmcSojournQuantile } from '../../src/measure/theory.js';
import type { Model } from '../../src/model/schema.js';
import type { ActivityChange } from '../gateway/model-builder.js';
import type { Customers } from './lengths.js';
import { asking } from './reduced.js';
import { FARTHEST, lengthFor, replicate, score, showScores, spreadProbability } from './scores.js';

const SERVICE_SECONDS = 1e-3;

interface Station {
  readonly arrivalRate: number;
  readonly meanService: number;
  readonly servers: number;
}

const STATISTICS: Readonly<
  Record<string, { of: (latencies: LogHistogram) => number; exact: (station: Station) => number }>
> = {
  mean: { of: (latencies) => latencies.mean!, exact: (station) => mmc(station).meanSojourn },
  p95: {
    of: (latencies) => latencies.quantile(0.95)!,
    exact: (station) => mmcSojournQuantile(station, 0.95),
  },
  p99: {
    of: (latencies) => latencies.quantile(0.99)!,
    exact: (station) => mmcSojournQuantile(station, 0.99),
  },
};

/**
 * Declares the tests that hold a reduced gateway to M/M/c at some loads: every score of mean, p95 and p99 within 3.3,
 * and the sum of squares of each statistic's scores, which are independent, inside its 99.9 % band.
 * @param customers requests measured in a replication, by load
 * @param build the gateway whose only station has this many servers, this exponential service and these arrivals
 */
export function holdToMarkov(
  name: string,
  customers: Customers,
  build: (servers: number, arrivals: NonNullable<ActivityChange>, service: `${number}ms`) => Model,
  servers: readonly number[] = [1, 2, 4],
): void {
  const cells = servers.flatMap((count) =>
    Object.keys(customers).map((load) => ({ servers: count, load: Number(load) })),
  );
  const scored = new Map<string, number[]>();
  const scoresOf = (cell: (typeof cells)[number]): number[] => {
    const title = `${name} M/M/${cell.servers} at load ${cell.load}`;
    const known = scored.get(title);
    if (known !== undefined) return known;
    const arrivalRate = (cell.load * cell.servers) / SERVICE_SECONDS;
    const station = { arrivalRate, meanService: SERVICE_SECONDS, servers: cell.servers };
    const replications = replicate(
      build(cell.servers, asking(arrivalRate), `${SERVICE_SECONDS * 1e3}ms`),
      title,
      lengthFor(cell.load, arrivalRate, customers[cell.load]!),
    );
    const scores = Object.values(STATISTICS).map(({ of, exact }) => score(replications, of, exact(station)));
    scored.set(title, scores);
    return scores;
  };
  it.each(cells)('M/M/$servers at load $load: mean, p95 and p99', (cell) => {
    for (const z of scoresOf(cell)) expect(Math.abs(z)).toBeLessThanOrEqual(FARTHEST);
  });
  it.each(Object.keys(STATISTICS))('the scores of %s spread as they should', (statistic) => {
    const index = Object.keys(STATISTICS).indexOf(statistic);
    const probability = spreadProbability(cells.map((cell) => scoresOf(cell)[index]!));
    expect(probability).toBeGreaterThan(0.0005);
    expect(probability).toBeLessThan(0.9995);
  });
  showScores(name, cells, scoresOf);
}
