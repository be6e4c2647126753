import type { Observation } from '../../gateway/simulation/observation.js';
import { meanInterval } from '../../measure/interval.js';
import { mergedKeys, published } from '../summary/metric.js';
import type { Metric } from '../summary/schema/figures.js';
import { weekTime } from '../words/clock.js';
import { metricColumns, type Table, tableOf } from './table.js';

const NONE: Metric = { value: null, low: null, high: null };

/**
 * One row an interval a resource, averaged over the replications.
 * @param localStart when the measured time begins, after Monday 00:00 of the clock on which times are told
 */
export function seriesTable(observations: readonly Observation[], localStart: number): Table {
  return tableOf<SeriesRow>(
    [
      ['start_seconds', ({ start }) => start],
      ['clock', ({ start }) => weekTime(localStart + start)],
      ['resource', ({ resource }) => resource],
      ['kind', ({ kind }) => kind],
      ...metricColumns<SeriesRow>('utilisation_share', ({ utilisation }) => utilisation),
      ...metricColumns<SeriesRow>('mean_queue_jobs', ({ meanQueue }) => meanQueue),
    ],
    seriesRows(observations),
  );
}

interface SeriesRow {
  readonly start: number;
  readonly resource: string;
  readonly kind: string;
  readonly utilisation: Metric;
  readonly meanQueue: Metric;
}

function* seriesRows(observations: readonly Observation[]): Generator<SeriesRow> {
  const resources = mergedKeys(observations.map((one) => one.intervals.resources));
  const kinds = resources.map(
    (id) => observations.map((one) => one.resources[id]?.kind).find((kind) => kind !== undefined) ?? '',
  );
  for (const [index, start] of startsOf(observations).entries()) {
    for (const [at, resource] of resources.entries()) {
      const series = observations.map((one) => one.intervals.resources[resource]);
      yield {
        start,
        resource,
        kind: kinds[at]!,
        utilisation: mean(series.map((one) => one?.utilisation[index])),
        meanQueue: mean(series.map((one) => one?.meanQueue[index])),
      };
    }
  }
}

/**
 * One row an interval, all systems together, averaged over the replications.
 * @param localStart as for `seriesTable`
 */
export function throughputTable(observations: readonly Observation[], localStart: number): Table {
  interface Interval {
    readonly start: number;
    readonly index: number;
  }
  const width = (one: Observation, { start }: Interval) =>
    Math.min(one.intervalSeconds, one.durationSeconds - start);
  const rate = (row: Interval, amounts: (one: Observation) => readonly number[]) =>
    mean(observations.map((one) => divided(amounts(one)[row.index], width(one, row))));
  return tableOf<Interval>(
    [
      ['start_seconds', ({ start }) => start],
      ['clock', ({ start }) => weekTime(localStart + start)],
      ...metricColumns<Interval>('completed_per_second', (row) =>
        rate(row, (one) => one.intervals.completedRequests),
      ),
      ...metricColumns<Interval>('bytes_per_second', (row) => rate(row, (one) => one.intervals.bytes)),
      ...metricColumns<Interval>('mean_latency_seconds', ({ index }) =>
        mean(observations.map((one) => one.intervals.meanLatencySeconds[index])),
      ),
    ],
    startsOf(observations).map((start, index) => ({ start, index })),
  );
}

/** Percentile curve, one row a percent of a class: those percents that every replication carries. */
export function latencyTable(observations: readonly Observation[]): Table {
  interface Point {
    readonly name: string;
    readonly percent: number;
    readonly latency: Metric;
  }
  const points = mergedKeys(observations.map((one) => one.requests)).flatMap((name): Point[] => {
    const curves = observations.map((one) => new Map(one.requests[name]?.curve ?? []));
    return [...curves[0]!.keys()]
      .filter((percent) => curves.every((curve) => curve.has(percent)))
      .map((percent) => ({ name, percent, latency: mean(curves.map((curve) => curve.get(percent))) }));
  });
  return tableOf<Point>(
    [
      ['request_class', ({ name }) => name],
      ['percentile', ({ percent }) => percent],
      ...metricColumns<Point>('latency_seconds', ({ latency }) => latency),
    ],
    points,
  );
}

/** Starts of the intervals of the longest replication. */
function startsOf(observations: readonly Observation[]): readonly number[] {
  return observations
    .map((one) => one.intervals.startSeconds)
    .reduce((longest, starts) => (starts.length > longest.length ? starts : longest), []);
}

/** Mean and interval, empty when a replication has no value. */
function mean(values: readonly (number | null | undefined)[]): Metric {
  const present = values.filter((value) => value !== null && value !== undefined);
  return present.length === values.length && present.length > 0
    ? published(meanInterval(present), present.length, '')
    : NONE;
}

const divided = (amount: number | undefined, by: number): number | undefined =>
  amount === undefined ? undefined : amount / by;
