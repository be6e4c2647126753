import { createWriteStream } from 'node:fs';
import { access, constants, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { stringify as stringifySync } from 'csv-stringify/sync';
import type { Observation } from '../../gateway/observation.js';
import { siteZoneOf } from '../summary/clock.js';
import type { Summary } from '../summary/summary.js';
import { latencyTable, seriesTable, throughputTable } from './series.js';
import type { Table } from './table.js';
import { costTable, failureTable, requestTable, resourceTable, stageTable } from './tables.js';

/**
 * Makes the directory of a run's results, so that what cannot be written is known before hours are simulated.
 * @returns its path, `out`/`name`
 * @throws the error of the host when it cannot be made or written to
 */
export async function prepareResults(out: string, name: string): Promise<string> {
  const directory = join(out, name);
  await mkdir(directory, { recursive: true });
  await access(directory, constants.W_OK);
  return directory;
}

/**
 * Writes the result files of a run into a directory that exists: `summary.json` last, so that where it stands the
 * others are complete. Each file appears whole or not at all.
 * @throws the error of the host when one cannot be written
 */
export async function writeResults(
  directory: string,
  summary: Summary,
  finished: readonly Observation[],
): Promise<void> {
  const observations = [...finished].sort((a, b) => a.replication - b.replication);
  const localStart = summary.startSeconds + siteZoneOf(summary).offsetSeconds;
  const tables: Readonly<Record<string, Table>> = {
    'requests.csv': requestTable(summary),
    'stages.csv': stageTable(summary),
    'failures.csv': failureTable(summary),
    'latency.csv': latencyTable(observations),
    'resources.csv': resourceTable(summary),
    'costs.csv': costTable(summary),
    'timeseries.csv': seriesTable(observations, localStart),
    'throughput.csv': throughputTable(observations, localStart),
  };
  for (const [name, table] of Object.entries(tables)) {
    await whole(join(directory, name), (file) =>
      pipeline(
        Readable.from(table.rows),
        stringify({ header: true, columns: [...table.columns] }),
        createWriteStream(file),
      ),
    );
  }
  await writeTexts(directory, { 'summary.json': summaryText(summary) });
}

/**
 * Writes texts by file name into a directory that exists; each file appears whole or not at all.
 * @throws the error of the host when one cannot be written
 */
export async function writeTexts(directory: string, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(texts))
    await whole(join(directory, name), (file) => writeFile(file, text));
}

/** The text of `summary.json`. Equal summaries give equal bytes. */
export function summaryText(summary: Summary): string {
  return `${JSON.stringify(summary, null, 2)}\n`;
}

/** The text of `requests.csv`. */
export function requestsText(summary: Summary): string {
  return tableText(requestTable(summary));
}

/** The text of a CSV file. */
export function tableText({ columns, rows }: Table): string {
  return stringifySync([...rows] as unknown[][], { header: true, columns: [...columns] });
}

/** Writes a file beside its place and moves it there when it is complete. */
async function whole(file: string, write: (file: string) => Promise<void>): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await write(draft);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
