import type { Command } from 'commander';
import type { Session } from './session.js';
import { addStudyOptions } from './study-options.js';
import type { PlanOptions } from './work/plan.js';

/** Registers `cmgsim plan`. */
export function addPlanCommand(program: Command, session: Session): void {
  const command = program
    .command('plan')
    .description(
      'the cheapest deployment that keeps an objective on every day that counts, and how sure that is',
    )
    .argument('<experiment>', 'path of an experiment file, or name of a shipped one');
  addStudyOptions(command)
    .option(
      '--sensitivity',
      'rank which assumed parameter could change the decision (takes many times as long)',
    )
    .action(async (reference: string, options: PlanOptions) => {
      const { planCommand } = await import('./work/plan.js');
      await planCommand(reference, options, session);
    });
}
