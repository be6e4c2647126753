import type { Paint, Tone } from './paint.js';

/** Columns of the terminal that a report may use. */
export const PAGE_WIDTH = 100;

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** A column with a number may be left out when the table is too wide, the highest number first. */
  readonly spare?: number;
}

/** A cell: text, how it is to look, and what a footnote is to say of it. */
export type Cell = string | { readonly text: string; readonly tone: Tone; readonly footnote?: string };

type Row = readonly Cell[];

/** What a table is laid out with: looks, and the mark of a footnote (`¹`). */
export interface TableStyle {
  readonly paint: Paint;
  mark(footnote: string): string;
}

const GAP = '  ';
const INDENT = '  ';
const NARROWEST = 2;

/**
 * Lays a table out as lines of at most `PAGE_WIDTH` visible columns: spare columns are left out first, then the
 * longest left-aligned column is cut with an ellipsis. Footnotes are marked in the order in which they appear.
 */
export function table(style: TableStyle, columns: readonly Column[], rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const kept = fittingColumns(columns, rows);
  const shown = kept.map((column) => columns[column]!);
  const body = rows.map((row) => kept.map((column) => marked(row[column]!, style)));
  const widths = fittingWidths(shown, body);
  const line = (cells: Row): string =>
    (
      INDENT + cells.map((cell, at) => padded(style.paint, cell, shown[at]!, widths[at]!)).join(GAP)
    ).trimEnd();
  const header = shown.map(({ title }): Cell => ({ text: title, tone: 'quiet' }));
  return [header, ...body].map(line);
}

/** Breaks text at spaces into lines of the page; `first` opens the first line, `rest` the others. */
export function wrapped(text: string, first = '', rest = first): string[] {
  const width = PAGE_WIDTH - Math.max(first.length, rest.length);
  const lines: string[] = [];
  let words = '';
  for (const word of text.split(' ').flatMap((one) => chopped(one, width))) {
    if (words !== '' && words.length + 1 + word.length > width) {
      lines.push(words);
      words = word;
    } else {
      words = words === '' ? word : `${words} ${word}`;
    }
  }
  return [...lines, words].map((line, index) => (index === 0 ? first : rest) + line);
}

function fittingColumns(columns: readonly Column[], rows: readonly Row[]): number[] {
  let kept = columns.map((_, index) => index);
  while (totalWidth(kept.map((column) => naturalWidth(columns, rows, column))) > PAGE_WIDTH) {
    const spare = kept
      .filter((column) => columns[column]!.spare !== undefined)
      .sort((a, b) => columns[b]!.spare! - columns[a]!.spare!)[0];
    if (spare === undefined) break;
    kept = kept.filter((column) => column !== spare);
  }
  return kept;
}

function fittingWidths(columns: readonly Column[], rows: readonly Row[]): number[] {
  const widths = columns.map((_, column) => naturalWidth(columns, rows, column));
  for (let excess = totalWidth(widths) - PAGE_WIDTH; excess > 0; excess = totalWidth(widths) - PAGE_WIDTH) {
    const cuttable = widths.map((one, column) => (columns[column]!.align === 'right' ? 0 : one));
    const longest = cuttable.indexOf(Math.max(...cuttable));
    if (cuttable[longest]! <= NARROWEST) break;
    widths[longest] = Math.max(NARROWEST, widths[longest]! - excess);
  }
  return widths;
}

function marked(cell: Cell, style: TableStyle): Cell {
  if (typeof cell === 'string' || cell.footnote === undefined) return cell;
  return { text: cell.text + style.mark(cell.footnote), tone: cell.tone };
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** Width of the longest cell; one whose footnote is not marked yet takes one column more. */
function naturalWidth(columns: readonly Column[], rows: readonly Row[], column: number): number {
  const lengths = rows.map((row) => {
    const cell = row[column]!;
    return textOf(cell).length + (typeof cell !== 'string' && cell.footnote !== undefined ? 1 : 0);
  });
  return Math.max(columns[column]!.title.length, ...lengths);
}

function totalWidth(widths: readonly number[]): number {
  const text = widths.reduce((sum, one) => sum + one, 0);
  return INDENT.length + text + GAP.length * Math.max(0, widths.length - 1);
}

function padded(paint: Paint, cell: Cell, column: Column, width: number): string {
  const full = textOf(cell);
  const text = full.length > width ? `${full.slice(0, width - 1)}…` : full;
  const space = ' '.repeat(width - text.length);
  const shown = typeof cell === 'string' ? text : paint(cell.tone, text);
  return column.align === 'right' ? space + shown : shown + space;
}

/** A word that is longer than a line, in pieces. */
function chopped(word: string, width: number): string[] {
  return word.length <= width ? [word] : (word.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []);
}
