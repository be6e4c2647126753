import { type Command, Option } from 'commander';
import type { Session } from './session.js';
import { hasColours } from './terminal.js';

/** Registers `cmgsim prices`. */
export function addPricesCommand(program: Command, session: Session): void {
  program
    .command('prices')
    .description(
      'print the built-in prices and where each comes from; as CSV a file for --prices to begin with',
    )
    .addOption(new Option('--format <format>', 'output format').choices(['table', 'csv']).default('table'))
    .action(async ({ format }: { format: 'table' | 'csv' }) => {
      if (format === 'csv') {
        const [{ tableText }, { priceTable }] = await Promise.all([
          import('../study/results/results.js'),
          import('../study/results/price-table.js'),
        ]);
        session.out(tableText(priceTable()));
        return;
      }
      const { pricesReport } = await import('../report/prices.js');
      session.out(pricesReport({ colour: hasColours() }));
    });
}
