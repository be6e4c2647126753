import seedrandom from 'seedrandom';
import { mmc } from '../../../src/measure/theory/mmc.js';
import type { Sampler, SearchProblem } from '../../../src/study/plan/search.js';

/** A deployment of the test problem: equal servers in one queue, and what they cost. */
export interface Station {
  readonly servers: number;
  readonly meanService: number;
  readonly usd: number;
}

/** Days of the test problem: arrivals a second, and servers that are lost. */
export const DAYS = [
  { name: 'normal day', arrivalRate: 3, lost: 0 },
  { name: 'update day', arrivalRate: 4, lost: 0 },
  { name: 'one lost', arrivalRate: 3, lost: 1 },
] as const;

const SIZES = [
  { meanService: 1, usd: 1 },
  { meanService: 0.7, usd: 1.6 },
  { meanService: 0.5, usd: 2.7 },
] as const;

/** Slow, middling and fast servers in numbers of 2 to 8, in order of cost. */
export const STATIONS: readonly Station[] = SIZES.flatMap(({ meanService, usd }) =>
  Array.from({ length: 7 }, (_, i) => ({ servers: i + 2, meanService, usd: usd * (i + 2) })),
).sort((a, b) => a.usd - b.usd);

/** Seconds that the mean sojourn may last, and the zone of indifference. */
export const LIMIT = 0.89;
export const TOLERANCE = 0.1;

/** The exact mean sojourn, 10 s where there is no steady state. */
export function exactMean(
  { servers, meanService }: Station,
  { arrivalRate, lost }: (typeof DAYS)[number],
): number {
  const left = servers - lost;
  return arrivalRate * meanService < left ? mmc({ arrivalRate, meanService, servers: left }).meanSojourn : 10;
}

export const problem: SearchProblem = {
  candidates: STATIONS.length,
  scenarios: DAYS.map(({ name }) => [{ name, limit: LIMIT, tolerance: TOLERANCE }]),
  probability: 0.95,
  firstStage: 10,
  maxReplications: 10_000,
};

const CUSTOMERS = 40;

/**
 * Draws from the exact stationary distribution: a replication is the mean sojourn of independent customers, who wait
 * with the probability of Erlang's delay formula, and then exponentially with mean 1 / (c mu - lambda), before
 * their exponential service. Its expectation is the exact mean.
 */
export function exactSampler(seed: number): Sampler {
  return ({ candidate, scenario, firstReplication, replications }) => {
    const station = STATIONS[candidate]!;
    const day = DAYS[scenario]!;
    const servers = station.servers - day.lost;
    const { meanService } = station;
    const slack = servers / meanService - day.arrivalRate;
    const mean = exactMean(station, day);
    const waiting = slack > 0 ? (mean - meanService) * slack : 1;
    const replication = (number: number): number[] => {
      const uniform = seedrandom.alea(`known answer ${seed}/${candidate}/${scenario}/${number}`);
      const exponential = (mean: number): number => -mean * Math.log(1 - uniform());
      if (slack <= 0) return [mean * (0.9 + 0.2 * uniform())];
      let sum = 0;
      for (let i = 0; i < CUSTOMERS; i++) {
        if (uniform() < waiting) sum += exponential(1 / slack);
        sum += exponential(meanService);
      }
      return [sum / CUSTOMERS];
    };
    return Promise.resolve(Array.from({ length: replications }, (_, i) => replication(firstReplication + i)));
  };
}
