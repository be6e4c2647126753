import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { RegressionFigure } from '../study/regress.js';
import { EXIT } from './exit-codes.js';
import { readCount } from './options.js';
import type { Session } from './session.js';
import { hasColours } from './terminal.js';

const FORMATS = ['table', 'json', 'csv'] as const;

interface RegressOptions {
  readonly update?: true;
  readonly speed?: true;
  readonly workers?: number;
  readonly out: string;
  readonly format: (typeof FORMATS)[number];
  readonly quiet?: true;
}

/** Registers `cmgsim regress`. */
export function addRegressCommand(program: Command, session: Session): void {
  program
    .command('regress')
    .description('hold the answers of the shipped models against a baseline: did one get worse')
    .argument('[baseline]', 'directory of the baseline', 'results/baseline')
    .option('--update', 'write a new baseline from what is simulated now')
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
  const { BASELINE_FILE, readBaseline } = await import('../study/regress/baseline.js');
  const file = join(directory, BASELINE_FILE);
  try {
    if (options.update) await update(directory, options, session);
    else await judge(await readBaseline(file), options, session);
  } catch (error) {
    session.err(`${(error as Error).message}\n`);
    session.exitCode = EXIT.badInput;
  }
}

/** Simulates the regression set, and times the program after it, when no other thread is at work. */
async function measure(options: RegressOptions, session: Session) {
  const [
    { regressionCases },
    { simulateCases },
    { speedRatio },
    { attend, progressCells },
    { defaultThreads },
  ] = await Promise.all([
    import('../study/regress/cases.js'),
    import('../study/regress.js'),
    import('../study/regress/speed.js'),
    import('./attend.js'),
    import('../study/workers.js'),
  ]);
  const cases = regressionCases();
  const total = cases.reduce((sum, one) => sum + one.replications, 0);
  const cells = progressCells(total);
  const progress = { cells, total: () => total };
  const workers = options.workers ?? defaultThreads();
  const figures = await attend(session, { quiet: options.quiet ?? false, progress }, (attended) =>
    simulateCases(cases, { workers, progress: cells, ...attended }),
  );
  if (figures !== null) return { figures, speedRatio: speedRatio(cases[0]!.opened.model) };
  session.err('interrupted: the answers are judged together, so there is no result\n');
  session.exitCode = EXIT.interrupted;
  return null;
}

async function update(directory: string, options: RegressOptions, session: Session): Promise<void> {
  const [
    { BASELINE_FILE, BASELINE_SCHEMA, baselineText },
    { REGRESSION_SEED },
    { prepareResults, writeTexts },
    version,
  ] = await Promise.all([
    import('../study/regress/baseline.js'),
    import('../study/regress/cases.js'),
    import('../study/results.js'),
    import('./version.js'),
  ]);
  await prepareResults(directory, '.');
  const measured = await measure(options, session);
  if (measured === null) return;
  const text = baselineText({
    schema: BASELINE_SCHEMA,
    cmgsim: version.packageVersion(),
    seed: REGRESSION_SEED,
    speedRatio: measured.speedRatio,
    cases: measured.figures,
  });
  await writeTexts(directory, { [BASELINE_FILE]: text });
  if (!options.quiet) session.err(`the baseline is in ${join(directory, BASELINE_FILE)}\n`);
}

type Baseline = Awaited<ReturnType<typeof import('../study/regress/baseline.js')['readBaseline']>>;

async function judge(baseline: Baseline, options: RegressOptions, session: Session): Promise<void> {
  const { prepareResults, tableText, writeTexts } = await import('../study/results.js');
  const directory = await prepareResults(options.out, 'regression');
  const measured = await measure(options, session);
  if (measured === null) return;
  const { hasRegressed, judgeRegression, SPEED_MARGIN } = await import('../study/regress.js');
  const { regressReport } = await import('../report/regress.js');
  const figures = judgeRegression(baseline.cases, measured.figures);
  const speed = {
    baseline: baseline.speedRatio,
    current: measured.speedRatio,
    slower: measured.speedRatio > baseline.speedRatio * (1 + SPEED_MARGIN),
  };
  const json = `${JSON.stringify({ schema: 'cmgsim/regression/1', speed, figures }, null, 2)}\n`;
  const csv = tableText(tidy(figures));
  await writeTexts(directory, { 'regression.json': json, 'regression.csv': csv });
  if (options.format === 'json') session.out(json);
  else if (options.format === 'csv') session.out(csv);
  else session.out(regressReport(figures, speed, { colour: hasColours() }));
  if (hasRegressed(figures) || (options.speed && speed.slower)) session.exitCode = EXIT.notMet;
}

const tidy = (figures: readonly RegressionFigure[]) => ({
  columns: [
    'model',
    'figure',
    'verdict',
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
