import type { Explanation } from './explain.js';
import { nearest } from './nearest.js';
import type { Path } from './problem.js';
import { columnOf, type Table, TableError } from './table-text.js';
import { describe } from './units.js';

/** Reads a CSV file, named as in the model; throws when it cannot. */
export type ReadTable = (file: string) => Table;

/**
 * Puts the values of CSV columns where a model names them: `{empirical: {csv: rtt.csv, column: rtt, unit: ms}}` becomes
 * `{empirical: {values: [12ms, ...]}}`. The data given stay as they are.
 */
export function inlineTables(
  data: unknown,
  readTable: ReadTable | undefined,
): { data: unknown; explanations: readonly Explanation[] } {
  const explanations: Explanation[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    const entries = Object.entries(value).map(([key, inner]) => {
      const here = [...path, key];
      if (key !== 'empirical' || !namesTable(inner)) return [key, walk(inner, here)] as const;
      const read = readColumns(inner, here, readTable);
      if ('message' in read) explanations.push(read);
      return [key, read] as const;
    });
    return Object.fromEntries(entries);
  };
  return { data: walk(data, []), explanations };
}

interface TableReference {
  readonly csv: string;
  readonly column?: unknown;
  readonly weightColumn?: unknown;
  readonly unit?: unknown;
}

const namesTable = (value: unknown): value is TableReference =>
  typeof value === 'object' && value !== null && 'csv' in value && typeof value.csv === 'string';

type Columns = { readonly values: unknown[]; readonly weights?: unknown[] };

function readColumns(
  { csv, column, weightColumn, unit = '', ...rest }: TableReference,
  path: Path,
  readTable: ReadTable | undefined,
): Columns | Explanation {
  const explain = (field: string, message: string, remedy: string): Explanation => ({
    path: [...path, field],
    at: 'value',
    message,
    remedy,
  });
  if ('values' in rest) return explain('csv', 'csv and values exclude each other', 'keep one of them');
  if (readTable === undefined)
    return explain('csv', 'tables cannot be read here', 'write the values: values: [...]');
  const unreadable = (field: string, error: unknown): Explanation => {
    if (error instanceof TableError)
      return explain(field, `${csv}:${error.line}: ${error.message}`, error.remedy);
    const why = error instanceof Error ? error.message : String(error);
    return explain(
      'csv',
      `cannot read ${shownPath(csv)} (${shownPath(why)})`,
      /\p{Cc}/u.test(csv)
        ? 'put the path into single quotes: between double quotes a backslash begins a special character'
        : 'write the path of a CSV file, seen from the model file',
    );
  };
  let table: Table;
  try {
    table = readTable(csv);
  } catch (error) {
    return unreadable('csv', error);
  }
  const { names } = table;
  const cellsOf = (field: string, name: unknown): string[] | Explanation => {
    if (!names.includes(String(name))) {
      const remedy = `write ${nearest(String(name), names) ?? names.join(', ')}`;
      return explain(
        field,
        name === undefined ? 'no column is named' : `${csv} has no column "${name}"`,
        remedy,
      );
    }
    try {
      return columnOf(table, String(name));
    } catch (error) {
      return unreadable(field, error);
    }
  };
  const cells = cellsOf('column', column);
  if ('message' in cells) return cells;
  if (cells.length === 0)
    return explain('csv', `${csv} has no rows`, 'write at least one row below the names');
  const empty = cells.indexOf('');
  if (empty >= 0) {
    const message = `${csv}:${table.rows[empty]!.line}: the cell of column ${String(column)} is empty`;
    return explain('column', message, 'write a value, or remove the row');
  }
  if (unit === '' && cells[0] !== '0' && Number.isFinite(Number(cells[0]))) {
    return explain(
      'column',
      `the values of column ${String(column)} have no unit`,
      'add unit: ms, or what it is',
    );
  }
  const unitless = unit === '' ? -1 : cells.findIndex((cell) => !Number.isFinite(Number(cell)));
  if (unitless >= 0) {
    const place = `${csv}:${table.rows[unitless]!.line}`;
    const cell = `${describe(cells[unitless])} in column ${String(column)}`;
    if (!/^[+-]?[\d.,]+\s*[^\d\s]+$/.test(cells[unitless]!))
      return explain('column', `${place}: ${cell} is no number`, 'write a number, or remove the row');
    const all = cells.every((one) => /\d\s*[^\d\s.,]+$/.test(one));
    const remedy = all
      ? 'leave unit out'
      : 'write all cells without a unit, or all with one and leave unit out';
    return explain('unit', `${place}: ${cell} has its unit already`, remedy);
  }
  const values = cells.map((cell) => `${cell}${String(unit)}`);
  if (weightColumn === undefined) return { values, ...rest };
  const weights = cellsOf('weightColumn', weightColumn);
  if ('message' in weights) return weights;
  const wrong = weights.findIndex((cell) => cell === '' || !(Number(cell) >= 0));
  if (wrong >= 0) {
    const { line } = table.rows[wrong]!;
    const message = `${csv}:${line}: ${describe(weights[wrong])} in column ${String(weightColumn)} is no weight`;
    return explain('weightColumn', message, 'write a number of 0 or more in each row');
  }
  return { values, weights: weights.map(Number), ...rest };
}

/** A path without characters that a terminal would obey. */
const shownPath = (text: string): string => text.replace(/\p{Cc}/gu, '?');
