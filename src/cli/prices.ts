import { type Command, Option } from 'commander';
import type { Session } from './session.js';

/** Registers `cmgsim prices`. */
export function addPricesCommand(program: Command, session: Session): void {
  program
    .command('prices')
    .description(
      'print the built-in prices and where each comes from; as CSV a file for --prices to begin with',
    )
    .addOption(new Option('--format <format>', 'output format').choices(['table', 'csv']).default('table'))
    .action(async ({ format }: { format: 'table' | 'csv' }) => {
      const { pricesCommand } = await import('./work/prices.js');
      pricesCommand(format, session);
    });
}
