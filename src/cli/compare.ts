import type { Command } from 'commander';
import type { Session } from './session.js';
import { addStudyOptions } from './study-options.js';
import type { CompareOptions } from './work/compared.js';

/** Registers `cmgsim compare`. */
export function addCompareCommand(program: Command, session: Session): void {
  const command = program
    .command('compare')
    .description('hold deployments against the first: paired differences with intervals, in words')
    .argument('<what...>', 'an experiment (file, or name of a shipped one), or two or more models');
  addStudyOptions(command)
    .option(
      '--sensitivity',
      'rank which assumed parameter could change the decision (takes many times as long)',
    )
    .action(async (references: readonly string[], options: CompareOptions) => {
      const { compareCommand } = await import('./work/compare.js');
      await compareCommand(references, options, session);
    });
}
