import { type Command, InvalidArgumentError, Option } from 'commander';
import { readQuantity } from '../model/units.js';
import { readCount } from './options.js';
import type { Session } from './session.js';
import { addStudyOptions } from './study-options.js';
import type { RunCommandOptions } from './work/run.js';

/** Registers `cmgsim run`. */
export function addRunCommand(program: Command, session: Session): void {
  const command = program
    .command('run')
    .description('simulate one deployment: waiting times, throughput, bottleneck, cost')
    .argument('[model]', 'path of a model file, or name of a shipped model', 'scale-set');
  addStudyOptions(command, { seed: 1 })
    .addOption(
      new Option(
        '--precision <share>',
        'replicate until the 95 % half-widths of the mean and p95 of every request class are within this share of their values, e.g. 5%',
      )
        .argParser(someShare)
        .conflicts('replications'),
    )
    .option(
      '--max-replications <count>',
      'where --precision (default: 100), or an objective that is not decided (default: 30), gives up',
      readCount,
    )
    .option('--no-advice', 'do not try what would help where the deployment is not well')
    .option('--check', 'say that the invariants of the simulation hold (they are checked after every run)')
    .action(async (reference: string, options: RunCommandOptions) => {
      const { runCommand } = await import('./work/run.js');
      await runCommand(reference, options, session);
    });
}

function someShare(text: string): number {
  const reading = readQuantity('share', text);
  if (!('value' in reading)) throw new InvalidArgumentError(`${reading.message}; ${reading.remedy}`);
  if (reading.value === 0) throw new InvalidArgumentError('no number of replications is exact; write 5%');
  return reading.value;
}
