import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT } from './exit-codes.js';
import { readCount, readSeed } from './options.js';
import type { Session } from './session.js';
import { hasColours } from './terminal.js';

const FORMATS = ['table', 'json', 'csv'] as const;

interface VerifyCommandOptions {
  readonly seed: string | number;
  readonly replications: number;
  readonly out: string;
  readonly format: (typeof FORMATS)[number];
  readonly quiet?: true;
}

/** Registers `cmgsim verify`. */
export function addVerifyCommand(program: Command, session: Session): void {
  program
    .command('verify')
    .description('simulated against exact theory: textbook systems, their differences and z-scores')
    .option('--seed <seed>', 'number or word that all random draws follow from', readSeed, 1)
    .option('--replications <count>', 'independent repetitions of each case, two or more', severalTimes, 20)
    .option('--out <directory>', 'where the folder of the results goes', 'results')
    .addOption(new Option('--format <format>', 'how to print the results').choices(FORMATS).default('table'))
    .option('--quiet', 'no progress and no messages on standard error, problems aside')
    .action((options: VerifyCommandOptions) => verifyTheory(options, session));
}

async function verifyTheory(options: VerifyCommandOptions, session: Session): Promise<void> {
  const [
    { theoryCases, verify },
    report,
    { prepareResults, writeTexts },
    { openModel },
    { shippedNames },
    { attend, FINISHED, progressCells },
    { packageVersion },
  ] = await Promise.all([
    import('../study/verify/verify.js'),
    import('../report/verify.js'),
    import('../study/results/results.js'),
    import('./model-file.js'),
    import('../study/experiment/model-source.js'),
    import('./attend.js'),
    import('./version.js'),
  ]);
  const directory = await prepareResults(options.out, 'verify');
  const models = shippedNames('models').flatMap((name) => openModel(name, [], session)?.model ?? []);
  const cases = theoryCases(models);
  const cells = progressCells(cases.length);
  const progress = { cells, total: () => cases.length, noun: 'cases' };
  const verification = await attend(session, { quiet: options.quiet ?? false, progress }, (attended) => {
    const onProgress = (done: number) => {
      cells.fill(FINISHED, 0, done);
      attended.onSimulated();
    };
    const { seed, replications } = options;
    return verify({ seed, replications, onProgress, signal: attended.signal }, cases);
  });
  if (verification === null) {
    session.err('interrupted: the cases are judged together, so there is no result\n');
    session.exitCode = EXIT.interrupted;
    return;
  }
  const json = report.verificationJson(verification, packageVersion());
  const csv = report.verificationCsv(verification);
  await writeTexts(directory, { 'verify.csv': csv, 'verify.json': json });
  if (!options.quiet) session.err(`results are in ${directory}\n`);
  if (options.format === 'json') session.out(json);
  else if (options.format === 'csv') session.out(csv);
  else session.out(report.verificationReport(verification, { colour: hasColours() }));
  if (!verification.agrees) session.exitCode = EXIT.notMet;
}

function severalTimes(text: string): number {
  const replications = readCount(text);
  if (replications < 2) throw new InvalidArgumentError('a z-score needs two or more');
  return replications;
}
