import { prepareResults, writeTexts } from '../../host/files.js';
import { answerNetwork, type NetworkAnswer } from '../../model/network/answer.js';
import { networkOf } from '../../model/network/from-model.js';
import { unstatedNames } from '../../model/network/unstated.js';
import type { NetworkFormat } from '../../report/network/format.js';
import { unstatedText } from '../../report/network/words.js';
import { networkFiles, networkReport } from '../../report/network.js';
import type { OpenedModel } from '../../study/experiment/model-source.js';
import { VERSION } from '../../study/version.js';
import { EXIT } from '../exit-codes.js';
import { openModel } from '../model-file.js';
import { tellNotes } from '../notes.js';
import { painter } from '../painter.js';
import type { Session } from '../session.js';
import { hasColours } from '../terminal.js';

/** Its options. */
export interface NetworkOptions {
  readonly set: readonly string[];
  readonly check?: true;
  readonly grow?: readonly [number, number];
  readonly format: NetworkFormat;
  readonly out?: string;
  readonly quiet?: true;
}

/** `cmgsim network`: says what firewall, proxy and inspection must let through, and whether they do. */
export async function networkCommand(
  reference: string,
  options: NetworkOptions,
  session: Session,
): Promise<void> {
  const opened = openModel(reference, options.set, session);
  if (opened === null) return;
  if (options.format === 'csv' && options.check && options.grow) {
    session.err('cmgsim network: csv holds one table; ask for --check or --grow, or write both with --out\n');
    session.exitCode = EXIT.badInput;
    return;
  }
  const answer = answerFor(opened, options);
  const origin = { version: VERSION, sha256: opened.sha256, overrides: opened.overrides };
  if (options.out !== undefined) {
    const directory = await prepareResults(options.out, answer.model);
    await writeTexts(directory, networkFiles(answer, origin));
    if (!options.quiet) session.err(`results are in ${directory}\n`);
  }
  // The other formats say it themselves.
  if (options.format === 'csv' && !options.quiet && answer.unstated.length > 0)
    session.err(`${unstatedText(answer.unstated)}\n`);
  tellNotes(session, options, answer);
  session.out(networkReport(answer, options.format, { paint: painter(hasColours()), origin }));
  if (answer.check?.state === 'broken') session.exitCode = EXIT.cannotCarry;
}

function answerFor({ model, data }: OpenedModel, options: NetworkOptions): NetworkAnswer {
  const network = networkOf(model);
  const question = { check: options.check ?? false, grow: options.grow ?? null };
  return answerNetwork(network, question, unstatedNames(network, data));
}
