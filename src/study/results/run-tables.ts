import { stringify } from 'csv-stringify/sync';
import type { Observation } from '../../gateway/simulation/observation.js';
import { siteZoneOf } from '../summary/clock.js';
import type { Summary } from '../summary/summary.js';
import { latencyTable, seriesTable, throughputTable } from './series.js';
import type { Table } from './table.js';
import { costTable, failureTable, requestTable, resourceTable, stageTable } from './tables.js';

/** The tables of a run by the names of their files. */
export function runTables(
  summary: Summary,
  finished: readonly Observation[],
): Readonly<Record<string, Table>> {
  const observations = [...finished].sort((a, b) => a.replication - b.replication);
  const localStart = summary.startSeconds + siteZoneOf(summary).offsetSeconds;
  return {
    'requests.csv': requestTable(summary),
    'stages.csv': stageTable(summary),
    'failures.csv': failureTable(summary),
    'latency.csv': latencyTable(observations),
    'resources.csv': resourceTable(summary),
    'costs.csv': costTable(summary),
    'timeseries.csv': seriesTable(observations, localStart),
    'throughput.csv': throughputTable(observations, localStart),
  };
}

/** The text of `summary.json`. Equal summaries give equal bytes. */
export const summaryText = (summary: Summary): string => `${JSON.stringify(summary, null, 2)}\n`;

/** The text of `requests.csv`. */
export const requestsText = (summary: Summary): string => tableText(requestTable(summary));

/** The text of a CSV file. */
export function tableText({ columns, rows }: Table): string {
  return stringify([...rows] as unknown[][], { header: true, columns: [...columns] });
}
