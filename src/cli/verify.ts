import { type Command, InvalidArgumentError, Option } from 'commander';
import { readCount, readSeed } from './options.js';
import type { Session } from './session.js';
import type { VerifyCommandOptions } from './work/verify.js';

const FORMATS = ['table', 'json', 'csv'] as const;

/** Registers `cmgsim verify`. */
export function addVerifyCommand(program: Command, session: Session): void {
  program
    .command('verify')
    .description('simulated against exact theory: textbook systems, their differences and z-scores')
    .option('--seed <seed>', 'number or word that all random draws follow from', readSeed, 1)
    .option('--replications <count>', 'independent repetitions of each case, two or more', severalTimes, 20)
    .option('--out <directory>', 'where the folder of the results goes', 'results')
    .addOption(new Option('--format <format>', 'how to print the results').choices(FORMATS).default('table'))
    .option('--quiet', 'no progress and no messages on standard error, problems aside')
    .action(async (options: VerifyCommandOptions) => {
      const { verifyCommand } = await import('./work/verify.js');
      await verifyCommand(options, session);
    });
}

function severalTimes(text: string): number {
  const replications = readCount(text);
  if (replications < 2) throw new InvalidArgumentError('a z-score needs two or more');
  return replications;
}
