import { builtInList } from '../../model/prices/built-in.js';
import { pricesReport } from '../../report/prices.js';
import { priceTable } from '../../study/results/price-table.js';
import { tableText } from '../../study/results/run-tables.js';
import { painter } from '../painter.js';
import type { Session } from '../session.js';
import { hasColours } from '../terminal.js';

export type PriceFormat = 'table' | 'csv' | 'json';

/** `cmgsim prices`: prints the built-in prices. */
export function pricesCommand(format: PriceFormat, session: Session): void {
  session.out(textIn(format));
}

function textIn(format: PriceFormat): string {
  switch (format) {
    case 'table':
      return pricesReport({ paint: painter(hasColours()) });
    case 'csv':
      return tableText(priceTable());
    case 'json':
      return `${JSON.stringify(builtInList(), null, 2)}\n`;
  }
}
