import { type Command, Option } from 'commander';
import { addSetOption } from './options.js';
import type { Session } from './session.js';
import type { SchemaName } from './work/schemas.js';

/** Registers `cmgsim model show|check|schema`. */
export function addModelCommand(program: Command, session: Session): void {
  const model = program.command('model').description('complete, check and describe model files');
  addShow(model, session);
  addCheck(model, session);
  addSchema(model, session);
}

function addShow(model: Command, session: Session): void {
  addSetOption(model.command('show'))
    .description('print the complete model: each field with its value and where that comes from')
    .argument('<model>', 'path of a model file, or name of a shipped model')
    .addOption(new Option('--format <format>', 'output format').choices(['yaml', 'json']).default('yaml'))
    .action(async (reference: string, options: { set: readonly string[]; format: 'yaml' | 'json' }) => {
      const { showModelFile } = await import('./work/model.js');
      showModelFile(reference, options.set, options.format, session);
    });
}

function addCheck(model: Command, session: Session): void {
  addSetOption(model.command('check'))
    .description('say whether models can be simulated, and if not, why')
    .argument('<model...>', 'paths of model files, or names of shipped models')
    .action(async (references: readonly string[], options: { set: readonly string[] }) => {
      const { checkModels } = await import('./work/model.js');
      checkModels(references, options.set, session);
    });
}

function addSchema(model: Command, session: Session): void {
  model
    .command('schema')
    .description('print the JSON Schema of model files, with which an editor completes them, or of results')
    .addOption(
      new Option(
        '--of <file>',
        'of model files, of the summary.json or the timing.json of a run, of network.json, or of the JSON of cmgsim demand',
      )
        .choices(['model', 'summary', 'timing', 'network', 'demand'] satisfies readonly SchemaName[])
        .default('model'),
    )
    .action(async (options: { of: SchemaName }) => {
      const { schemaText } = await import('./work/schemas.js');
      session.out(schemaText(options.of));
    });
}
