import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { RegressionSet } from '../study/regress/cases.js';
import type { Figures, RegressionFigure, Round } from '../study/regress/regress.js';
import { EXIT } from './exit-codes.js';
import { tellNotes } from './notes.js';
import { readCount } from './options.js';
import type { Session } from './session.js';
import { hasColours } from './terminal.js';
import { tellWindow } from './window.js';

const FORMATS = ['table', 'json', 'csv'] as const;

interface RegressOptions {
  readonly experiment: string;
  readonly update?: true;
  readonly speed?: true;
  readonly strict?: true;
  readonly workers?: number;
  readonly out: string;
  readonly format: (typeof FORMATS)[number];
  readonly quiet?: true;
}

/** Registers `cmgsim regress`. */
export function addRegressCommand(program: Command, session: Session): void {
  program
    .command('regress')
    .description('hold the answers of a set of models against a baseline: did one get worse')
    .argument('[baseline]', 'directory of the baseline', 'results/baseline')
    .option('--experiment <file>', 'what is simulated: file, or name of a shipped experiment', 'regression')
    .option('--update', 'write a new baseline from what is simulated now')
    .option('--strict', 'fail when a figure stays undecided, too')
    .option(
      '--speed',
      'fail when the program is slower than its margin, too; noisy machines cannot promise that',
    )
    .option('--workers <count>', 'threads to simulate on (default: one for each core)', readCount)
    .option('--out <directory>', 'where the folder of the results goes', 'results')
    .addOption(new Option('--format <format>', 'how to print the results').choices(FORMATS).default('table'))
    .option('--quiet', 'no progress and no messages on standard error, problems aside')
    .action((directory: string, options: RegressOptions) => regress(directory, options, session));
}

async function regress(directory: string, options: RegressOptions, session: Session): Promise<void> {
  const [{ openExperimentFile, refuseProblems }, { openRegression }] = await Promise.all([
    import('./experiment-file.js'),
    import('../study/regress/cases.js'),
  ]);
  const opened = openExperimentFile(options.experiment, 'regress', session);
  if (opened === null) return;
  const set = openRegression(opened);
  if ('problems' in set) return void refuseProblems(session, set.problems);
  for (const { deployment, ...times } of set.cases) await tellWindow(deployment, times, options, session);
  const { BASELINE_FILE, readBaseline } = await import('../study/regress/baseline.js');
  const file = join(directory, BASELINE_FILE);
  try {
    if (options.update) await update(set, directory, options, session);
    else await judge(set, await readBaseline(file, set.seed), options, session);
  } catch (error) {
    session.err(`${(error as Error).message}\n`);
    session.exitCode = EXIT.badInput;
  }
}

/** Simulates some replications of some cases with progress on the terminal; null when it was interrupted. */
async function simulate(
  set: RegressionSet,
  round: Round,
  options: RegressOptions,
  session: Session,
): Promise<Figures | null> {
  const [{ simulateCases }, { attend, progressCells }, { defaultThreads }] = await Promise.all([
    import('../study/regress/regress.js'),
    import('./attend.js'),
    import('../study/simulate/workers.js'),
  ]);
  const total = round.cases.length * (round.to - round.from);
  const cells = progressCells(total);
  const progress = { cells, total: () => total };
  const workers = options.workers ?? defaultThreads();
  const figures = await attend(session, { quiet: options.quiet ?? false, progress }, (attended) =>
    simulateCases(set, round, { workers, progress: cells, ...attended }),
  );
  if (figures !== null) return figures;
  session.err('interrupted: the answers are judged together, so there is no result\n');
  session.exitCode = EXIT.interrupted;
  return null;
}

/** Times the program, when no other thread is at work. */
async function timeSpeed({ cases }: RegressionSet): Promise<number> {
  const { speedRatio } = await import('../study/regress/speed.js');
  return speedRatio(cases[0]!.deployment.model);
}

/** A baseline holds the most replications that a comparison may ask for. */
async function update(
  set: RegressionSet,
  directory: string,
  options: RegressOptions,
  session: Session,
): Promise<void> {
  const [{ BASELINE_FILE, BASELINE_SCHEMA, baselineText }, { prepareResults, writeTexts }, version] =
    await Promise.all([
      import('../study/regress/baseline.js'),
      import('../study/results/results.js'),
      import('./version.js'),
    ]);
  await prepareResults(directory, '.');
  const { cases, seed, maxReplications } = set;
  const figures = await simulate(set, { cases, from: 0, to: maxReplications }, options, session);
  if (figures === null) return;
  const text = baselineText({
    schema: BASELINE_SCHEMA,
    cmgsim: version.packageVersion(),
    seed,
    speedRatio: await timeSpeed(set),
    cases: figures,
  });
  await writeTexts(directory, { [BASELINE_FILE]: text });
  if (!options.quiet) session.err(`the baseline is in ${join(directory, BASELINE_FILE)}\n`);
}

type Baseline = Awaited<ReturnType<typeof import('../study/regress/baseline.js')['readBaseline']>>;

/** Judges all cases, and those with undecided figures again after more replications; null when interrupted. */
async function judgedFigures(
  set: RegressionSet,
  baseline: Figures,
  options: RegressOptions,
  session: Session,
): Promise<RegressionFigure[] | null> {
  const { joinFigures, judgeRegression, looksOf, undecidedCases } = await import(
    '../study/regress/regress.js'
  );
  let current: Figures = {};
  let from = 0;
  let cases = set.cases;
  for (const to of looksOf(set)) {
    const more = await simulate(set, { cases, from, to }, options, session);
    if (more === null) return null;
    current = from === 0 ? more : joinFigures(current, more);
    from = to;
    const undecided = undecidedCases(judgeRegression(baseline, current, set));
    cases = set.cases.filter(({ name }) => undecided.has(name));
    if (cases.length === 0) break;
  }
  return judgeRegression(baseline, current, set);
}

async function judge(
  set: RegressionSet,
  baseline: Baseline,
  options: RegressOptions,
  session: Session,
): Promise<void> {
  const { prepareResults, tableText, writeTexts } = await import('../study/results/results.js');
  const directory = await prepareResults(options.out, set.name);
  const figures = await judgedFigures(set, baseline.cases, options, session);
  if (figures === null) return;
  const [
    { differenceConfidence, hasRegressed, SPEED_MARGIN, undecidedCases },
    { termsOfAll },
    { regressReport },
  ] = await Promise.all([
    import('../study/regress/regress.js'),
    import('../study/summary/terms.js'),
    import('../report/regress.js'),
  ]);
  const current = await timeSpeed(set);
  const slower = current > baseline.speedRatio * (1 + SPEED_MARGIN);
  const speed = { baseline: baseline.speedRatio, current, slower };
  const confidence = differenceConfidence(set);
  const { notes } = termsOfAll(set.cases.map(({ name, deployment: { model } }) => ({ name, model })));
  const head = { schema: 'cmgsim/regression/1', margin: set.margin, differenceConfidence: confidence, notes };
  const json = `${JSON.stringify({ ...head, speed, figures }, null, 2)}\n`;
  const csv = tableText(tidy(figures));
  await writeTexts(directory, { 'regression.json': json, 'regression.csv': csv });
  tellNotes(session, options, { notes });
  if (options.format === 'json') session.out(json);
  else if (options.format === 'csv') session.out(csv);
  else session.out(regressReport(figures, speed, { colour: hasColours(), confidence, notes }));
  const undecided = options.strict && undecidedCases(figures).size > 0;
  if (hasRegressed(figures) || undecided || (options.speed && slower)) session.exitCode = EXIT.notMet;
}

const tidy = (figures: readonly RegressionFigure[]) => ({
  columns: [
    'model',
    'figure',
    'verdict',
    'replications',
    'baseline',
    'baseline_low',
    'baseline_high',
    'current',
    'current_low',
    'current_high',
    'difference',
    'difference_low',
    'difference_high',
  ],
  rows: figures.map(({ difference, ...one }) => [
    one.case,
    one.figure,
    one.verdict,
    one.replications,
    one.baseline.value,
    one.baseline.low,
    one.baseline.high,
    one.current.value,
    one.current.low,
    one.current.high,
    difference?.value ?? null,
    difference?.low ?? null,
    difference?.high ?? null,
  ]),
});
