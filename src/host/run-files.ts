import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Observation } from '../gateway/simulation/observation.js';
import { runTables, summaryText } from '../study/results/run-tables.js';
import type { Timing } from '../study/run/timing.js';
import type { Summary } from '../study/summary/summary.js';
import { whole, writeTexts } from './files.js';

/**
 * Writes the result files of a run into a directory that exists: `summary.json` last, so that where it stands the
 * others are complete. Each file appears whole or not at all.
 * @throws the error of the host when one cannot be written
 */
export async function writeResults(
  directory: string,
  summary: Summary,
  finished: readonly Observation[],
  timing: Timing,
): Promise<void> {
  for (const [name, table] of Object.entries(runTables(summary, finished))) {
    await whole(join(directory, name), (file) =>
      pipeline(
        Readable.from(table.rows),
        stringify({ header: true, columns: [...table.columns] }),
        createWriteStream(file),
      ),
    );
  }
  await writeTexts(directory, {
    'timing.json': `${JSON.stringify(timing, null, 2)}\n`,
    'summary.json': summaryText(summary),
  });
}
