import type { Command } from 'commander';
import { EXIT } from './exit-codes.js';

/**
 * Adds `--prices FILE` to a command with `--set`: the prices of the file become overrides before those of the command line, which
 * may change them. What is wrong with the file is written to standard error, and the command ends with exit code 2.
 */
export function addPricesOption(command: Command): Command {
  return command
    .option('--prices <file>', 'price list to bill with, CSV or YAML (cmgsim prices prints the built-in one)')
    .hook('preAction', async (self) => {
      const { prices, set } = self.opts<{ prices?: string; set: readonly string[] }>();
      if (prices === undefined) return;
      const [{ readPriceFile }, { formatProblem }] = await Promise.all([
        import('../study/money/price-file.js'),
        import('../model/problem.js'),
      ]);
      const read = priceFileOf(prices, readPriceFile);
      if ('overrides' in read) self.setOptionValue('set', [...read.overrides, ...set]);
      else
        self.error(
          read.problems.map((one) => (typeof one === 'string' ? one : formatProblem(one))).join('\n'),
          { exitCode: EXIT.badInput },
        );
    });
}

/** The same with a refusal of the host as a problem. */
function priceFileOf<Read>(
  file: string,
  read: (file: string) => Read,
): Read | { problems: readonly string[] } {
  try {
    return read(file);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return {
      problems: [
        `--prices ${file}: it cannot be read (${error.message}); write the path of a CSV or YAML file`,
      ],
    };
  }
}
