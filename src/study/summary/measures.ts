import { mergedKeys } from './metric.js';
import type { Durations, Metric } from './schema/figures.js';
import type { Summary } from './summary.js';

/** A figure of a deployment that studies compare: of which requests, what, in which unit, and which way is better. */
export interface Measure {
  /** Request class, `content-download`, or `all` for the whole deployment. */
  readonly requests: string;
  readonly measure: string;
  /** `seconds`, `share`, `per second`, or a currency `a month`. */
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  read(summary: Summary): Metric;
}

const NONE: Metric = { value: null, low: null, high: null, reason: 'no request of this class' };
const CONTENT = 'content-download';
const LATENCIES = ['mean', 'p50', 'p95', 'p99'] as const satisfies readonly (keyof Durations)[];

/** Every figure that at least one of the summaries can have: by class in the order of the product's list, cost last. */
export function measuresOf(summaries: readonly Summary[]): Measure[] {
  const classes = mergedKeys(summaries.map((one) => one.requests));
  const downloads = summaries.some((one) => one.content.downloads > 0);
  return [...classes, ...(downloads ? [CONTENT] : [])]
    .flatMap(measuresOfClass)
    .concat(costMeasure(summaries));
}

/** Amounts in two currencies cannot be compared. */
function costMeasure(summaries: readonly Summary[]): Measure[] {
  const [currency, ...others] = new Set(summaries.map(({ cost }) => cost.currency));
  if (currency === undefined || others.length > 0) return [];
  return [
    {
      requests: 'all',
      measure: 'cost',
      unit: `${currency} a month`,
      better: 'lower',
      read: ({ cost }) => cost.totalPerMonth,
    },
  ];
}

function measuresOfClass(requests: string): Measure[] {
  return [
    ...LATENCIES.map(
      (measure): Measure => ({
        requests,
        measure,
        unit: 'seconds',
        better: 'lower',
        read: (summary) => trafficOf(summary, requests)?.latencySeconds[measure] ?? NONE,
      }),
    ),
    {
      requests,
      measure: 'failed',
      unit: 'share',
      better: 'lower',
      read: (summary) => trafficOf(summary, requests)?.failedShare ?? NONE,
    },
    {
      requests,
      measure: 'throughput',
      unit: 'per second',
      better: 'higher',
      read: (summary) => trafficOf(summary, requests)?.throughputPerSecond ?? NONE,
    },
  ];
}

function trafficOf({ requests, content }: Summary, name: string) {
  if (name !== CONTENT) return requests[name];
  return content.downloads === 0
    ? undefined
    : {
        latencySeconds: content.secondsToDownload,
        failedShare: content.failedShare,
        throughputPerSecond: content.throughputPerSecond,
      };
}
