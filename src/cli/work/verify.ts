import { prepareResults, writeTexts } from '../../host/files.js';
import { shippedNames } from '../../host/library.js';
import { verificationCsv, verificationJson, verificationReport } from '../../report/verify.js';
import { KEEPS_NOTHING } from '../../study/simulate/keeper.js';
import { theoryCases, verify } from '../../study/verify/verify.js';
import { VERSION } from '../../study/version.js';
import { EXIT } from '../exit-codes.js';
import { openModel } from '../model-file.js';
import { painter } from '../painter.js';
import type { Session } from '../session.js';
import { hasColours } from '../terminal.js';
import { askStudy } from './study.js';

/** Its options. */
export interface VerifyCommandOptions {
  readonly seed: string | number;
  readonly replications: number;
  readonly out: string;
  readonly format: 'table' | 'json' | 'csv';
  readonly quiet?: true;
}

/** `cmgsim verify`: holds the simulation against theory, writes and prints the answer. */
export async function verifyCommand(options: VerifyCommandOptions, session: Session): Promise<void> {
  const directory = await prepareResults(options.out, 'verify');
  const models = shippedNames('models').flatMap((name) => openModel(name, [], session)?.model ?? []);
  const { seed, replications } = options;
  const verification = await askStudy(session, options, KEEPS_NOTHING, (handed) =>
    verify({ seed, replications, cases: theoryCases(models) }, handed),
  );
  if (verification === null) return;
  const json = verificationJson(verification, VERSION);
  const csv = verificationCsv(verification);
  await writeTexts(directory, { 'verify.csv': csv, 'verify.json': json });
  if (!options.quiet) session.err(`results are in ${directory}\n`);
  if (options.format === 'json') session.out(json);
  else if (options.format === 'csv') session.out(csv);
  else session.out(verificationReport(verification, { paint: painter(hasColours()) }));
  if (!verification.agrees) session.exitCode = EXIT.notMet;
}
