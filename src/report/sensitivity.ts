import { NO_VALUE } from '../study/words/format.js';
import type { Tone } from './paint.js';
import { valueText } from './plan/words.js';
import type { Page } from './run/page.js';
import { type Cell, type Column, table, wrapped } from './table.js';

/** A parameter that was varied, as a row of a tornado table. */
interface TornadoRow {
  readonly path: string;
  readonly low: unknown;
  readonly high: unknown;
  readonly changesDecision: 'yes' | 'maybe' | 'no';
}

const MOST_ROWS = 12;
const TONES: Readonly<Record<TornadoRow['changesDecision'], Tone>> = {
  yes: 'bad',
  maybe: 'warning',
  no: 'quiet',
};

/** The tornado table: which assumption could change the decision, the most important first. */
export function tornadoSection<Row extends TornadoRow>(
  rows: readonly Row[],
  changes: (row: Row) => readonly [atLow: string, atHigh: string],
  remark: string,
  page: Page,
): string[] {
  const columns: Column[] = [
    { title: 'assumed parameter' },
    { title: 'low' },
    { title: 'change', align: 'right' },
    { title: 'high' },
    { title: 'change', align: 'right' },
    { title: 'decision changes' },
  ];
  const shown = rows.slice(0, MOST_ROWS).map((row): Cell[] => {
    const [atLow, atHigh] = changes(row);
    const decision = { text: row.changesDecision, tone: TONES[row.changesDecision] };
    return [row.path, endText(row.low), atLow, endText(row.high), atHigh, decision];
  });
  return [
    ...page.heading('What matters among the unknown', `the first ${shown.length} of ${rows.length}`),
    ...table(page, columns, shown),
    ...wrapped(remark).map((line) => page.paint('quiet', line)),
  ];
}

/** Of several texts the one whose size is largest; a dash without any. */
export function largest<Change>(
  changes: readonly Change[],
  size: (change: Change) => number,
  write: (change: Change) => string,
): string {
  const [most] = changes.toSorted((a, b) => size(b) - size(a));
  return most === undefined ? NO_VALUE : write(most);
}

/** A distribution by its mean. */
function endText(end: unknown): string {
  if (typeof end !== 'object' || end === null) return valueText(end);
  const parameters = Object.values(end)[0];
  const hasMean = typeof parameters === 'object' && parameters !== null && 'mean' in parameters;
  return valueText(hasMean ? parameters.mean : end);
}
