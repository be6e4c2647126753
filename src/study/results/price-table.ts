import { type BuiltInPrice, builtInPrices } from '../../model/prices/built-in.js';
import { type Table, tableOf } from './table.js';

/** The built-in price list as a price file: one row a meter. */
export const priceTable = (): Table =>
  tableOf<BuiltInPrice>(
    (['meter', 'price', 'unit', 'currency', 'region', 'date', 'mark', 'source'] as const).map((name) => [
      name,
      (row) => row[name],
    ]),
    builtInPrices(),
  );
