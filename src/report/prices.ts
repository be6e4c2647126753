import { builtInPrices } from '../model/prices/built-in.js';
import type { Paint } from './paint.js';
import { Page } from './run/page.js';
import { type Cell, type Column, table, wrapped } from './table.js';

/** The built-in price list for people: what each price is of, and how far it can be trusted. */
export function pricesReport(options: { readonly paint: Paint }): string {
  const page = new Page(options.paint);
  const prices = builtInPrices();
  const { currency, region, date } = prices[0]!;
  const columns: Column[] = [
    { title: 'meter' },
    { title: currency, align: 'right' },
    { title: 'unit' },
    { title: 'mark' },
  ];
  const rows = prices.map(({ meter, price, unit, mark, source }): Cell[] => [
    meter,
    String(price),
    unit,
    { text: mark, tone: mark === 'field' ? 'good' : 'warning', footnote: source },
  ]);
  const lines = [
    ...page.heading('Built-in prices', `${currency}, list prices of ${date} for ${region}`),
    ...table(page, columns, rows),
    ...page.footnotes(),
    '',
    ...wrapped(
      `None of these was held against Azure's own price list. field: reported by others, at the source that is named. assumed: an estimate. No other region's prices are known. For your own: cmgsim prices --format csv > prices.csv, correct it, and give it to a study as --prices prices.csv.`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
