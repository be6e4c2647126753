import { type Command, Option } from 'commander';
import { addSetOption } from './options.js';
import type { Session } from './session.js';

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
      const { showModelFile } = await import('./model-show.js');
      showModelFile(reference, options.set, options.format, session);
    });
}

function addCheck(model: Command, session: Session): void {
  addSetOption(model.command('check'))
    .description('say whether models can be simulated, and if not, why')
    .argument('<model...>', 'paths of model files, or names of shipped models')
    .action(async (references: readonly string[], options: { set: readonly string[] }) => {
      const [{ openModel }, { gatewayNotes }, { gatewaysOf }] = await Promise.all([
        import('./model-file.js'),
        import('../model/classic.js'),
        import('../model/schema.js'),
      ]);
      for (const reference of references) {
        const opened = openModel(reference, options.set, session);
        if (opened === null) continue;
        session.out(`${opened.file}: ok\n`);
        for (const note of gatewayNotes(gatewaysOf(opened.model))) session.out(`  ${note}\n`);
      }
    });
}

function addSchema(model: Command, session: Session): void {
  model
    .command('schema')
    .description('print the JSON Schema of model files, with which an editor completes them, or of results')
    .addOption(
      new Option(
        '--of <file>',
        'of model files, of the summary.json of a run, of network.json, or of the JSON of cmgsim demand',
      )
        .choices(['model', 'summary', 'network', 'demand'])
        .default('model'),
    )
    .action(async (options: { of: 'model' | 'summary' | 'network' | 'demand' }) => {
      const [{ modelJsonSchema }, { summaryJsonSchema }, { networkJsonSchema }, { demandJsonSchema }] =
        await Promise.all([
          import('../model/json-schema.js'),
          import('../study/summary/json-schema.js'),
          import('../report/network/json-schema.js'),
          import('../study/demand/answer.js'),
        ]);
      const schemas = {
        model: modelJsonSchema,
        summary: summaryJsonSchema,
        network: networkJsonSchema,
        demand: demandJsonSchema,
      };
      const schema = schemas[options.of]();
      session.out(`${JSON.stringify(schema, null, 2)}\n`);
    });
}
