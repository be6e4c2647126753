import { type Command, Option } from 'commander';
import { readCount } from './options.js';
import type { Session } from './session.js';
import type { RegressOptions } from './work/regress.js';

const FORMATS = ['table', 'json', 'csv'] as const;

/** Registers `cmgsim regress`. */
export function addRegressCommand(program: Command, session: Session): void {
  program
    .command('regress')
    .description('hold the answers of a set of models against a baseline: did one get worse')
    .argument('[baseline]', 'directory of the baseline', 'results/baseline')
    .option('--experiment <file>', 'what is simulated: file, or name of a shipped experiment', 'regression')
    .option('--update', 'write a new baseline from what is simulated now')
    .option('--strict', 'fail when a figure stays undecided, too')
    .option(
      '--speed',
      'fail when the program is slower than its margin, too; noisy machines cannot promise that',
    )
    .option('--workers <count>', 'threads to simulate on (default: one for each core)', readCount)
    .option('--out <directory>', 'where the folder of the results goes', 'results')
    .addOption(new Option('--format <format>', 'how to print the results').choices(FORMATS).default('table'))
    .option('--quiet', 'no progress and no messages on standard error, problems aside')
    .action(async (directory: string, options: RegressOptions) => {
      const { regressCommand } = await import('./work/regress.js');
      await regressCommand(directory, options, session);
    });
}
