import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareResults, writeTexts } from '../../host/files.js';
import { regressReport } from '../../report/regress.js';
import { type Baseline, baselineText, readBaseline } from '../../study/regress/baseline.js';
import { openRegression, type RegressionSet } from '../../study/regress/cases.js';
import { hasRegressed, undecidedCases } from '../../study/regress/judgement.js';
import { makeBaseline, regress, tellCases } from '../../study/regress/regress.js';
import { speedRatio } from '../../study/regress/speed.js';
import { regressionTable } from '../../study/results/regression-table.js';
import { tableText } from '../../study/results/run-tables.js';
import { KEEPS_NOTHING } from '../../study/simulate/keeper.js';
import { EXIT } from '../exit-codes.js';
import { openExperimentFile, refuseProblems } from '../experiment-file.js';
import { tellNotes } from '../notes.js';
import { painter } from '../painter.js';
import type { Session } from '../session.js';
import { hasColours } from '../terminal.js';
import { askStudy, tell } from './study.js';

/** Its options. */
export interface RegressOptions {
  readonly experiment: string;
  readonly update?: true;
  readonly speed?: true;
  readonly strict?: true;
  readonly workers?: number;
  readonly out: string;
  readonly format: 'table' | 'json' | 'csv';
  readonly quiet?: true;
}

const BASELINE_FILE = 'baseline.json';

/** `cmgsim regress`: asks whether an answer got worse since the baseline was written, or writes a new one. */
export async function regressCommand(
  directory: string,
  options: RegressOptions,
  session: Session,
): Promise<void> {
  const opened = openExperimentFile(options.experiment, 'regress', session);
  if (opened === null) return;
  const set = openRegression(opened);
  if ('problems' in set) return void refuseProblems(session, set.problems);
  tellCases(set, (message) => tell(session, message, options.quiet ?? false));
  try {
    await (options.update ? update : judge)(set, directory, options, session);
  } catch (error) {
    session.err(`${(error as Error).message}\n`);
    session.exitCode = EXIT.badInput;
  }
}

/** Seconds that this process has used its processor. */
const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const timeSpeed = (model: Parameters<typeof speedRatio>[0]) => speedRatio(model, processorSeconds);

async function update(
  set: RegressionSet,
  directory: string,
  options: RegressOptions,
  session: Session,
): Promise<void> {
  await prepareResults(directory, '.');
  const baseline = await askStudy(session, options, KEEPS_NOTHING, (handed) =>
    makeBaseline({ set, timeSpeed }, handed),
  );
  if (baseline === null) return;
  await writeTexts(directory, { [BASELINE_FILE]: baselineText(baseline) });
  if (!options.quiet) session.err(`the baseline is in ${join(directory, BASELINE_FILE)}\n`);
}

/** A baseline as it is read, or an error that says how to write it anew. */
function baselineOf(...[text, file, seed]: Parameters<typeof readBaseline>): Baseline {
  try {
    return readBaseline(text, file, seed);
  } catch (error) {
    throw new Error(`${(error as Error).message} with cmgsim regress --update`);
  }
}

async function judge(
  set: RegressionSet,
  from: string,
  options: RegressOptions,
  session: Session,
): Promise<void> {
  const file = join(from, BASELINE_FILE);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${file}: there is no baseline; write one with cmgsim regress --update`);
  });
  const baseline = baselineOf(text, file, set.seed);
  const directory = await prepareResults(options.out, set.name);
  const regression = await askStudy(session, options, KEEPS_NOTHING, (handed) =>
    regress({ set, baseline, timeSpeed }, handed),
  );
  if (regression === null) return;
  const { figures, speed, notes, differenceConfidence: confidence } = regression;
  const json = `${JSON.stringify(regression, null, 2)}\n`;
  const csv = tableText(regressionTable(figures));
  await writeTexts(directory, { 'regression.json': json, 'regression.csv': csv });
  tellNotes(session, options, { notes });
  if (options.format === 'json') session.out(json);
  else if (options.format === 'csv') session.out(csv);
  else session.out(regressReport(figures, speed, { paint: painter(hasColours()), confidence, notes }));
  const undecided = options.strict && undecidedCases(figures).size > 0;
  if (hasRegressed(figures) || undecided || (options.speed && speed.slower)) session.exitCode = EXIT.notMet;
}
