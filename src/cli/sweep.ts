import type { Command } from 'commander';
import type { Session } from './session.js';
import { addStudyOptions, type StudyCommandOptions } from './study-options.js';

/** Registers `cmgsim sweep`. */
export function addSweepCommand(program: Command, session: Session): void {
  const command = program
    .command('sweep')
    .description('simulate a grid of factors, or a sample of it: what holds, and what limits it')
    .argument('<experiment>', 'path of an experiment file, or name of a shipped experiment');
  addStudyOptions(command).action(async (reference: string, options: StudyCommandOptions) => {
    const { sweepCommand } = await import('./work/sweep.js');
    await sweepCommand(reference, options, session);
  });
}
