import type { Observation } from '../../gateway/simulation/observation.js';
import { observationsNeeded, supportsQuantile } from '../../measure/quantile.js';
import { across, sum } from './metric.js';
import type { Summary } from './summary.js';

type Spread = Summary['throughput']['requestsPerSecond'];

/** Completed requests and relayed bytes per second: their distribution over the intervals of the run. */
export function throughputSummary(observations: readonly Observation[]): Summary['throughput'] {
  return {
    requestsPerSecond: spread(observations, (one) => one.intervals.completedRequests),
    bytesPerSecond: spread(observations, (one) => one.intervals.bytes),
  };
}

function spread(
  observations: readonly Observation[],
  amounts: (observation: Observation) => readonly number[],
): Spread {
  const rates = new Map(observations.map((one) => [one, ratesOf(one, amounts(one))]));
  const quantile = (p: number, name: string) =>
    across(
      observations,
      (one) => quantileOf(rates.get(one)!, p),
      `${name} needs ${observationsNeeded(p)} intervals in each replication`,
    );
  return {
    mean: across(observations, (one) => meanRate(one, amounts(one)), 'no interval was measured to its end'),
    p5: quantile(0.05, 'p5'),
    p50: quantile(0.5, 'p50'),
    p95: quantile(0.95, 'p95'),
  };
}

/** Over the intervals, which may leave a rest of the measured time out. */
function meanRate(
  { durationSeconds, intervalSeconds }: Observation,
  amounts: readonly number[],
): number | null {
  const covered = Math.min(durationSeconds, amounts.length * intervalSeconds);
  return covered > 0 ? sum(amounts) / covered : null;
}

/** Amounts per second, rising. The last interval may be shorter than the others. */
function ratesOf(observation: Observation, amounts: readonly number[]): number[] {
  const { durationSeconds, intervalSeconds, intervals } = observation;
  return amounts
    .map(
      (amount, index) => amount / Math.min(intervalSeconds, durationSeconds - intervals.startSeconds[index]!),
    )
    .sort((a, b) => a - b);
}

/** Inverse of the empirical distribution (type 1 of Hyndman and Fan 1996), null when there are too few values. */
function quantileOf(rising: readonly number[], p: number): number | null {
  if (!supportsQuantile(rising.length, p)) return null;
  return rising[Math.ceil(p * rising.length) - 1]!;
}
