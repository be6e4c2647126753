import { sumOf } from '../summary/metric.js';
import type { Durations, Metric } from '../summary/schema/figures.js';
import type { ResourceSummary } from '../summary/schema/systems.js';
import type { Summary } from '../summary/summary.js';
import { type Column, metricColumns, type Table, tableOf } from './table.js';

/** The name under which downloads of content stand beside the request classes. */
const CONTENT = 'content-download';

/** What request classes and content have in common, under the name of the class. */
interface Traffic {
  readonly name: string;
  readonly offered: number;
  readonly completed: number;
  readonly failed: Readonly<Record<string, number>>;
  readonly attemptsFailed: Readonly<Record<string, number>>;
  readonly inFlight: number;
  readonly attempts: number | null;
  readonly retried: number | null;
  readonly maxConcurrent: number | null;
  readonly requestBytes: number | null;
  readonly replyBytes: number;
  readonly throughputPerSecond: Metric;
  readonly failedShare: Metric;
  readonly latencySeconds: Durations;
  readonly stages: Summary['requests'][string]['stages'];
}

/** TotalRequests, FailedRequests and so on are named as in the product's own traffic reports. */
const REQUEST_COLUMNS: readonly Column<Traffic>[] = [
  ['request_class', ({ name }) => name],
  ['TotalRequests', ({ offered }) => offered],
  ['completed_requests', ({ completed }) => completed],
  ['FailedRequests', ({ failed }) => sumOf(failed)],
  ['in_flight_requests', ({ inFlight }) => inFlight],
  ['attempts', ({ attempts }) => attempts],
  ['retries', ({ retried }) => retried],
  ['MaxConcurrentRequests', ({ maxConcurrent }) => maxConcurrent],
  ['TotalRequestBytes', ({ requestBytes }) => requestBytes],
  ['TotalResponseBytes', ({ replyBytes }) => replyBytes],
  ...metricColumns<Traffic>('completed_per_second', ({ throughputPerSecond }) => throughputPerSecond),
  ...metricColumns<Traffic>('failed_share', ({ failedShare }) => failedShare),
  ...(['mean', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'] as const).flatMap((measure) =>
    metricColumns<Traffic>(`latency_${measure}_seconds`, ({ latencySeconds }) => latencySeconds[measure]),
  ),
];

/** One row a request class, and one for content where there is any. */
export function requestTable(summary: Summary): Table {
  return tableOf(REQUEST_COLUMNS, trafficOf(summary));
}

/** One row a stage of a class, in the order of the journey. */
export function stageTable(summary: Summary): Table {
  const stages = trafficOf(summary).flatMap(({ name, stages }) =>
    Object.entries(stages).map(([stage, figures]) => ({ name, stage, ...figures })),
  );
  type Stage = (typeof stages)[number];
  return tableOf<Stage>(
    [
      ['request_class', ({ name }) => name],
      ['stage', ({ stage }) => stage],
      ...metricColumns<Stage>('mean_seconds', ({ meanSeconds }) => meanSeconds),
      ...metricColumns<Stage>('p95_seconds', ({ p95Seconds }) => p95Seconds),
      ...metricColumns<Stage>('mean_share', ({ meanShare }) => meanShare),
    ],
    stages,
  );
}

/** One row a cause of failure of a class. */
export function failureTable(summary: Summary): Table {
  const failures = trafficOf(summary).flatMap(({ name, failed, attemptsFailed }) =>
    [...new Set([...Object.keys(failed), ...Object.keys(attemptsFailed)])].sort().map((cause) => ({
      name,
      cause,
      failed: failed[cause] ?? 0,
      attempts: attemptsFailed[cause] ?? 0,
    })),
  );
  return tableOf(
    [
      ['request_class', ({ name }) => name],
      ['cause', ({ cause }) => cause],
      ['FailedRequests', ({ failed }) => failed],
      ['failed_attempts', ({ attempts }) => attempts],
    ],
    failures,
  );
}

interface NamedResource extends ResourceSummary {
  readonly id: string;
}

/** One row a resource. */
export function resourceTable(summary: Summary): Table {
  const resources = Object.entries(summary.resources).map(([id, resource]) => ({ id, ...resource }));
  return tableOf<NamedResource>(
    [
      ['resource', ({ id }) => id],
      ['kind', ({ kind }) => kind],
      ['servers', ({ servers }) => servers],
      ...metricColumns<NamedResource>('utilisation_share', ({ utilisation }) => utilisation),
      ...metricColumns<NamedResource>(
        'peak_hour_utilisation_share',
        ({ peakUtilisation }) => peakUtilisation,
      ),
      ...metricColumns<NamedResource>('mean_queue_jobs', ({ meanQueue }) => meanQueue),
      ['max_queue_jobs', ({ maxQueue }) => maxQueue],
      ...metricColumns<NamedResource>('mean_wait_seconds', ({ meanWaitSeconds }) => meanWaitSeconds),
      ['arrivals', ({ arrivals }) => arrivals],
      ['completions', ({ completions }) => completions],
      ['refused', ({ refused }) => refused],
    ],
    resources,
  );
}

/** The bill: one row an item; what its amounts are in stands in `currency`. */
export function costTable({ cost }: Summary): Table {
  type Item = Summary['cost']['items'][number];
  return tableOf<Item>(
    [
      ['item', ({ what }) => what],
      ['part', ({ part }) => part],
      ['unit', ({ unit }) => unit],
      ...metricColumns<Item>('measured_units', ({ measured }) => measured),
      ...metricColumns<Item>('month_units', ({ quantity }) => quantity),
      ['unit_price', ({ unitPrice }) => unitPrice],
      ...metricColumns<Item>('month_amount', ({ amount }) => amount),
      ['currency', () => cost.currency],
      ['prices', () => cost.list],
      ['prices_of', () => cost.pricesOf],
      ['prices_region', () => cost.region],
      ['discount_share', () => cost.discount],
    ],
    cost.items,
  );
}

function trafficOf({ requests, content }: Summary): Traffic[] {
  const classes = Object.entries(requests).map(([name, request]) => ({ name, ...request }));
  if (content.downloads === 0) return classes;
  const downloads: Traffic = {
    ...content,
    name: CONTENT,
    offered: content.downloads,
    attemptsFailed: {},
    attempts: null,
    retried: null,
    maxConcurrent: null,
    requestBytes: null,
    replyBytes: content.bytes,
    latencySeconds: content.secondsToDownload,
  };
  return [...classes, downloads];
}
