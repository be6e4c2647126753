import { readFileSync, writeFileSync } from 'node:fs';
import type { PartOutcome } from './outcome.js';
import { performancePlot } from './plot.js';
import { markdownTable } from './row-table.js';

const BEGIN = '<!-- bench: begin -->';
const END = '<!-- bench: end -->';
const PLOT = 'docs/images/performance.svg';

/** Documents that show the table, and which rows of it. */
const DOCUMENTS: readonly { readonly file: string; readonly shows: 'goals' | 'all' }[] = [
  { file: 'README.md', shows: 'goals' },
  { file: 'docs/performance.md', shows: 'all' },
];

/** Puts the table between the marks of the documents, and draws the plot. Returns the files that it wrote. */
export function writeDocs(parts: readonly PartOutcome[]): string[] {
  for (const { file, shows } of DOCUMENTS) {
    const lines = markdownTable(shows === 'all' ? parts : goalsOf(parts));
    writeFileSync(file, replaced(readFileSync(file, 'utf8'), lines, file));
  }
  writeFileSync(PLOT, performancePlot(parts));
  return [...DOCUMENTS.map(({ file }) => file), PLOT];
}

/** Rows that have a goal; of the skewed increments the worst alone. */
export function goalsOf(parts: readonly PartOutcome[]): PartOutcome[] {
  return parts.flatMap((part) => {
    const rows = part.rows.filter(({ goal }) => goal !== null);
    const worst = [...rows].sort((a, b) => (a.ratio?.median ?? 0) - (b.ratio?.median ?? 0)).slice(0, 1);
    const shown = part.name === 'increments' ? worst : rows;
    return shown.length === 0 ? [] : [{ ...part, rows: shown }];
  });
}

/** Text with what stands between the marks replaced. Throws when it has no marks. */
export function replaced(text: string, lines: readonly string[], file: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${file} has no place for the table: ${BEGIN} ... ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n${lines.join('\n')}\n${text.slice(end)}`;
}
