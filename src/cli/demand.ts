import { type Command, Option } from 'commander';
import { addSetOption } from './options.js';
import type { Session } from './session.js';
import type { DemandOptions } from './work/demand.js';

const FORMATS = ['table', 'json', 'csv'] as const;

/** Registers `cmgsim demand`. */
export function addDemandCommand(program: Command, session: Session): void {
  addSetOption(program.command('demand'))
    .description('expected clients, requests, bytes and CPU by hour of the week, without simulating')
    .argument('[model]', 'path of a model file, or name of a shipped model', 'scale-set')
    .addOption(new Option('--format <format>', 'how to print it').choices(FORMATS).default('table'))
    .addHelpText(
      'after',
      '\nExample: when is the worst hour, and how bad is it with half as many clients again?\n  cmgsim demand my-site.yaml --set clients.office.count=13500',
    )
    .action(async (reference: string, options: DemandOptions) => {
      const { demandCommand } = await import('./work/demand.js');
      demandCommand(reference, options, session);
    });
}
