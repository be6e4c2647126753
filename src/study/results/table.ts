import type { Metric } from '../summary/schema/figures.js';

/** A cell of a CSV file; null is an empty one. */
export type Value = string | number | null;

/** A CSV file: one observation a row, units in the names of the columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Value[]>;
}

/** A column: its name and where its value stands in what a row is about. */
export type Column<Item> = readonly [name: string, read: (item: Item) => Value];

/** A table with a row an item. */
export function tableOf<Item>(columns: readonly Column<Item>[], items: Iterable<Item>): Table {
  return { columns: columns.map(([name]) => name), rows: rowsOf(columns, items) };
}

function* rowsOf<Item>(columns: readonly Column<Item>[], items: Iterable<Item>): Generator<Value[]> {
  for (const item of items) yield columns.map(([, read]) => read(item));
}

/** Three columns of a metric: its value, and under the same name with `_low` and `_high` its interval. */
export function metricColumns<Item>(name: string, read: (item: Item) => Metric): Column<Item>[] {
  return [
    [name, (item) => read(item).value],
    [`${name}_low`, (item) => read(item).low],
    [`${name}_high`, (item) => read(item).high],
  ];
}
