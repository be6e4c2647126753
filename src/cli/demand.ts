import { type Command, Option } from 'commander';
import { addSetOption } from './options.js';
import type { Session } from './session.js';
import { hasColours } from './terminal.js';

const FORMATS = ['table', 'json', 'csv'] as const;

interface DemandOptions {
  readonly set: readonly string[];
  readonly format: (typeof FORMATS)[number];
}

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
    .action((reference: string, options: DemandOptions) => showDemand(reference, options, session));
}

async function showDemand(reference: string, options: DemandOptions, session: Session): Promise<void> {
  const { openModel } = await import('./model-file.js');
  const opened = openModel(reference, options.set, session);
  if (opened === null) return;
  const [{ askDemand }, { demandText }, { packageVersion }] = await Promise.all([
    import('../study/demand/demand.js'),
    import('../report/demand.js'),
    import('./version.js'),
  ]);
  const answer = askDemand(opened, packageVersion());
  session.out(demandText(answer, options.format, { colour: hasColours() }));
}
