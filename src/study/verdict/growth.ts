import type { Observation } from '../../gateway/observation.js';

/** Mean number of waiting jobs in the first and in the last quarter of a run. */
export interface Growth {
  readonly first: number;
  readonly last: number;
}

/** Fewer intervals than this show no trend. */
const LEAST_INTERVALS = 12;
/** A queue that builds up while its servers have time to spare is a passing crowd. */
const BUSY = 0.95;
const QUARTERS = [0, 1, 2, 3] as const;

/**
 * How a queue grows that keeps growing to the end of the run in most replications, else null: its mean rises from
 * each quarter of the run to the next, by one job at least, and its servers are busy (>= 95 %) in the last
 * quarter. A queue that a busy hour left behind and that drains again does not count.
 */
export function growthOf(observations: readonly Observation[], resource: string): Growth | null {
  const growing = observations.flatMap((one) => growthIn(one, resource) ?? []);
  if (growing.length * 2 <= observations.length) return null;
  return { first: mean(growing.map(({ first }) => first)), last: mean(growing.map(({ last }) => last)) };
}

function growthIn(observation: Observation, resource: string): Growth | null {
  const series = observation.intervals.resources[resource];
  if (series === undefined || series.meanQueue.length < LEAST_INTERVALS) return null;
  const queue = quarterMeans(series.meanQueue);
  const busy = quarterMeans(series.utilisation.map((value) => value ?? 0));
  const rises = QUARTERS.slice(1).every((quarter) => queue[quarter]! > queue[quarter - 1]!);
  const growth = { first: queue[0]!, last: queue[3]! };
  return rises && growth.last - growth.first >= 1 && busy[3]! >= BUSY ? growth : null;
}

function quarterMeans(series: readonly number[]): number[] {
  const cut = (quarter: number) => Math.floor((quarter * series.length) / 4);
  return QUARTERS.map((quarter) => mean(series.slice(cut(quarter), cut(quarter + 1))));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
