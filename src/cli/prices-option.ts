import type { Command } from 'commander';
import { EXIT } from './exit-codes.js';

/**
 * Adds `--prices FILE` to a command with `--set`: the prices of the file become overrides before those of the command line, which
 * may change them. What is wrong with the file is written to standard error, and the command ends with exit code 2.
 */
export function addPricesOption(command: Command): Command {
  return command
    .option(
      '--prices <file>',
      'price list to bill with, CSV, YAML or JSON (cmgsim prices prints the built-in one)',
    )
    .hook('preAction', async (self) => {
      const { prices, set } = self.opts<{ prices?: string; set: readonly string[] }>();
      if (prices === undefined) return;
      const { readPrices } = await import('./work/price-file.js');
      const read = readPrices(prices);
      if ('overrides' in read) self.setOptionValue('set', [...read.overrides, ...set]);
      else self.error(read.problems.join('\n'), { exitCode: EXIT.badInput });
    });
}
