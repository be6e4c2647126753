import { pricesReport } from '../../report/prices.js';
import { priceTable } from '../../study/results/price-table.js';
import { tableText } from '../../study/results/run-tables.js';
import { painter } from '../painter.js';
import type { Session } from '../session.js';
import { hasColours } from '../terminal.js';

/** `cmgsim prices`: prints the built-in prices. */
export function pricesCommand(format: 'table' | 'csv', session: Session): void {
  session.out(format === 'csv' ? tableText(priceTable()) : pricesReport({ paint: painter(hasColours()) }));
}
