import type { Metric } from '../../study/summary/schema/figures.js';
import type { Summary } from '../../study/summary/summary.js';
import { bitsPerSecond, chosen, count, duration, perSecond, share, times } from '../../study/words/format.js';
import { type Cell, type Column, table, wrapped } from '../table.js';
import type { Page } from './page.js';

const COLUMNS: readonly Column[] = [
  { title: 'class' },
  { title: 'completed', align: 'right', spare: 2 },
  { title: 'failed', align: 'right' },
  { title: 'mean', align: 'right' },
  { title: 'p50', align: 'right', spare: 3 },
  { title: 'p90', align: 'right', spare: 5 },
  { title: 'p95', align: 'right' },
  { title: 'p99', align: 'right', spare: 1 },
  { title: 'p99.9', align: 'right', spare: 4 },
];

/** How long clients wait, by request class, and what passes the gateway. */
export function requestsSection(summary: Summary, page: Page): string[] {
  const classes = Object.entries(summary.requests);
  if (classes.length === 0) return [];
  const rows = classes.map(([name, { completed, failedShare, latencySeconds: latency }]): Cell[] => [
    name,
    count(completed),
    failures(failedShare, page),
    page.metric(duration, latency.mean),
    page.percentile(latency.p50),
    page.percentile(latency.p90),
    page.percentile(latency.p95),
    page.percentile(latency.p99),
    page.percentile(latency.p999),
  ]);
  return [
    ...page.heading('Requests', 'waiting as clients see it; mean of the answered'),
    ...table(page, COLUMNS, rows),
    ...throughput(summary).map((line) => page.paint('quiet', line)),
  ];
}

function failures(failedShare: Metric, page: Page): Cell {
  // None among those that ended: how sure that is stands in the results.
  if (failedShare.value === 0) return share(0);
  const cell = page.metric(share, failedShare);
  return typeof cell === 'string' ? { text: cell, tone: 'bad' } : cell;
}

function throughput({ throughput, intervalSeconds }: Summary): string[] {
  const { requestsPerSecond, bytesPerSecond } = throughput;
  const { p5, p95 } = requestsPerSecond;
  const spread =
    p5.value === null || p95.value === null
      ? ''
      : `, 90 % of intervals of ${chosen(duration(intervalSeconds))} within ${perSecond.metric(p5)} and ${perSecond.metric(p95)}`;
  const bits = bitsPerSecond.metric(times(bytesPerSecond.mean, 8));
  return wrapped(`${perSecond.metric(requestsPerSecond.mean)}${spread}; ${bits}`, '  all: ', '       ');
}
