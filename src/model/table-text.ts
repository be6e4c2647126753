import { parse } from 'csv-parse/sync';
import type { Complaint } from './units.js';

/** A table that cannot be read, with its place: `ping.csv:3`. */
export class TableError extends Error {
  constructor(
    readonly line: number,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** A CSV file: the names of its columns, and its rows. */
export interface Table {
  readonly names: readonly string[];
  /** The line of the file on which the names stand. */
  readonly line: number;
  readonly rows: readonly Row[];
  readonly delimiter: Delimiter;
}

interface Row {
  readonly cells: readonly string[];
  /** The line of the file on which the row ends. */
  readonly line: number;
}

type Delimiter = ',' | ';' | '\t';

/**
 * Reads the text of a CSV file, whose first row names the columns. They are separated by commas, by semicolons (as Excel
 * writes them in most of Europe) or by tabs.
 * @throws TableError where something else separates the columns, rows differ in length or quotes are left open
 */
export function readTableText(text: string): Table {
  // Excel takes the separator from a line before the names, which stays empty here so that lines keep their numbers.
  const [line, stated] = /^\uFEFF?sep=([,;\t])\r?\n/i.exec(text) ?? [''];
  const delimiter = (stated as Delimiter | undefined) ?? delimiterOf(text);
  if (/[^|]\|/.test(headOf(text)) && !headOf(text).includes(delimiter))
    throw new TableError(1, 'the columns are separated by |', 'separate them by commas, semicolons or tabs');
  const [head, ...rows] = parseRecords(line === '' ? text : `\n${text.slice(line.length)}`, delimiter);
  return {
    names: head?.record ?? [],
    line: head?.info.lines ?? 1,
    rows: rows.map(({ record, info }) => ({ cells: record, line: info.lines })),
    delimiter,
  };
}

/**
 * The cells of a column with a decimal point where they have a decimal comma.
 * @throws TableError where two columns have the name, and where a number can be read in two ways, as 1,234 can
 */
export function columnOf({ names, line, rows, delimiter }: Table, name: string): string[] {
  const column = names.indexOf(name);
  if (names.lastIndexOf(name) !== column)
    throw new TableError(line, `two columns are named ${name}`, 'give each column its own name');
  const cells = rows.map(({ cells, line }) => ({ text: cells[column] ?? '', line }));
  const convert = decimalsOf(cells, name, delimiter);
  return cells.map(({ text }) => convert(text));
}

interface Cell {
  readonly text: string;
  readonly line: number;
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** What separates the names of the columns: the first of them that stands there, outside quotes. */
function delimiterOf(text: string): Delimiter {
  const head = headOf(text);
  return head.includes(';') ? ';' : head.includes('\t') ? '\t' : ',';
}

/** The first line that is not empty, without what stands between quotes. */
const headOf = (text: string): string =>
  (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');

function parseRecords(text: string, delimiter: string): Parsed[] {
  try {
    return parse(text, {
      bom: true,
      skip_empty_lines: true,
      trim: delimiter !== '\t',
      delimiter,
      info: true,
    }) as unknown as Parsed[];
  } catch (error) {
    const { code = '', lines = 1, record } = error as { code?: string; lines?: number; record?: unknown };
    if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH' || code === 'CSV_RECORD_INCONSISTENT_COLUMNS') {
      const many = Array.isArray(record) ? `${record.length} cells` : 'another number of cells';
      throw new TableError(
        lines,
        `the row has ${many}, not as many as the first row`,
        delimiter === ','
          ? 'give each row a cell a column; where numbers have decimal commas, separate the columns by semicolons'
          : 'give each row a cell a column',
      );
    }
    const why = code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is left open' : (error as Error).message;
    throw new TableError(lines, `not CSV: ${why}`, 'correct the quotes of this line');
  }
}

/** A number without or with a unit, its decimals behind a comma or a point. */
const DECIMAL = /^([+-]?\d+)([.,])(\d+)(\D*)$/;
const GROUPED = /^[+-]?\d{1,3}(?:[.,'\u2019\s]\d{3})+(?:[.,]\d+)?\D*$/;
/** What a thousands separator looks like too. */
const THREE = /^[+-]?[1-9]\d{0,2}$/;

/** How the cells of a column become numbers with a decimal point; refuses a column that can be read in two ways. */
function decimalsOf(cells: readonly Cell[], name: string, delimiter: Delimiter): (text: string) => string {
  const refuse = (cell: Cell, complaint: Complaint): never => {
    throw new TableError(cell.line, complaint.message, complaint.remedy);
  };
  const decimals = cells.flatMap((cell) => {
    const match = DECIMAL.exec(cell.text);
    if (match === null) {
      if (GROUPED.test(cell.text) && /\d[.,'\u2019\s]\d/.test(cell.text))
        refuse(cell, {
          message: `"${cell.text}" in column ${name} groups its thousands`,
          remedy: 'write numbers without thousands separators',
        });
      return [];
    }
    const [, whole = '', mark = '', part = ''] = match;
    return [{ cell, mark, doubtful: THREE.test(whole) && part.length === 3 }];
  });
  const commas = decimals.filter(({ mark }) => mark === ',');
  const points = decimals.filter(({ mark }) => mark === '.');
  if (commas.length > 0 && points.length > 0) {
    refuse(commas[0]!.cell, {
      message: `column ${name} has decimal commas and decimal points (${commas[0]!.cell.text} and ${points[0]!.cell.text})`,
      remedy: 'write all of its numbers alike, without thousands separators',
    });
  }
  // Points are the rule where commas separate the columns; elsewhere three decimals throughout may be thousands.
  const open = delimiter === ',' ? commas : decimals;
  const [first] = open;
  if (first !== undefined && open.every(({ doubtful }) => doubtful)) {
    const plain = first.cell.text.replace(/[.,]/, '');
    const point = first.cell.text.replace(',', '.');
    refuse(first.cell, {
      message: `"${first.cell.text}" in column ${name} may be ${plain} or ${Number.parseFloat(point)}`,
      remedy: `write ${plain}, or another number of decimals, as in ${point.replace(/(\.\d{3})/, '$10')}`,
    });
  }
  return commas.length === 0 ? (text) => text : (text) => text.replace(DECIMAL, '$1.$3$4');
}
