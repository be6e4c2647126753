import { type Command, Option } from 'commander';
import type { Session } from './session.js';
import type { PriceFormat } from './work/prices.js';

/** Registers `cmgsim prices`. */
export function addPricesCommand(program: Command, session: Session): void {
  program
    .command('prices')
    .description(
      'print the built-in prices and where each comes from; as CSV or JSON a file for --prices to begin with',
    )
    .addOption(
      new Option('--format <format>', 'output format').choices(['table', 'csv', 'json']).default('table'),
    )
    .action(async ({ format }: { format: PriceFormat }) => {
      const { pricesCommand } = await import('./work/prices.js');
      pricesCommand(format, session);
    });
}
