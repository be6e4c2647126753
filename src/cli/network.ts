import { type Command, InvalidArgumentError, Option } from 'commander';
import type { NetworkAnswer } from '../model/network/answer.js';
import { NETWORK_FORMATS, type NetworkFormat } from '../report/network/format.js';
import { EXIT } from './exit-codes.js';
import type { OpenedModel } from './model-file.js';
import { tellNotes } from './notes.js';
import { addSetOption } from './options.js';
import type { Session } from './session.js';
import { hasColours } from './terminal.js';

interface NetworkOptions {
  readonly set: readonly string[];
  readonly check?: true;
  readonly grow?: readonly [number, number];
  readonly format: NetworkFormat;
  readonly out?: string;
  readonly quiet?: true;
}

/** Registers `cmgsim network`. */
export function addNetworkCommand(program: Command, session: Session): void {
  addSetOption(program.command('network'))
    .description('what firewall, proxy and inspection must let through, and whether they do')
    .argument('[model]', 'path of a model file, or name of a shipped model', 'scale-set')
    .option(
      '--check',
      "hold the model's firewall, proxy and inspection sections against all of it, at every size on its timeline",
    )
    .option('--grow <from..to>', 'what to open as the gateway grows, instance by instance, e.g. 1..16', range)
    .addOption(new Option('--format <format>', 'how to print it').choices(NETWORK_FORMATS).default('table'))
    .option('--out <directory>', 'where the folder of the results goes; left out: no files are written')
    .option('--quiet', 'no messages on standard error, problems aside')
    .action((reference: string, options: NetworkOptions) => showNetwork(reference, options, session));
}

async function showNetwork(reference: string, options: NetworkOptions, session: Session): Promise<void> {
  const { openModel } = await import('./model-file.js');
  const opened = openModel(reference, options.set, session);
  if (opened === null) return;
  if (options.format === 'csv' && options.check && options.grow) {
    session.err('cmgsim network: csv holds one table; ask for --check or --grow, or write both with --out\n');
    session.exitCode = EXIT.badInput;
    return;
  }
  const [{ networkFiles, networkReport }, { unstatedText }, { packageVersion }] = await Promise.all([
    import('../report/network.js'),
    import('../report/network/words.js'),
    import('./version.js'),
  ]);
  const answer = await answerFor(opened, options);
  const origin = { version: packageVersion(), sha256: opened.sha256, overrides: opened.overrides };
  if (options.out !== undefined) {
    const directory = await writeFiles(options.out, answer.model, networkFiles(answer, origin));
    if (!options.quiet) session.err(`results are in ${directory}\n`);
  }
  // The other formats say it themselves.
  if (options.format === 'csv' && !options.quiet && answer.unstated.length > 0)
    session.err(`${unstatedText(answer.unstated)}\n`);
  tellNotes(session, options, answer);
  session.out(networkReport(answer, options.format, { colour: hasColours(), origin }));
  if (answer.check?.state === 'broken') session.exitCode = EXIT.cannotCarry;
}

async function answerFor({ model, data }: OpenedModel, options: NetworkOptions): Promise<NetworkAnswer> {
  const [{ answerNetwork }, { networkOf }, { unstatedNames }] = await Promise.all([
    import('../model/network/answer.js'),
    import('../model/network/from-model.js'),
    import('../model/network/unstated.js'),
  ]);
  const network = networkOf(model);
  const question = { check: options.check ?? false, grow: options.grow ?? null };
  return answerNetwork(network, question, unstatedNames(network, data));
}

async function writeFiles(
  out: string,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const { prepareResults, writeTexts } = await import('../study/results/results.js');
  const directory = await prepareResults(out, name);
  await writeTexts(directory, files);
  return directory;
}

/** `1..16`, within the 16 instances that a gateway can have. */
function range(text: string): readonly [number, number] {
  const match = /^(\d{1,2})\.\.(\d{1,2})$/.exec(text);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || from < 1 || to > 16 || from > to)
    throw new InvalidArgumentError('write it as from..to within 1 to 16, as in 1..16');
  return [from, to];
}
