import { keepFiles, prepareResults } from '../../host/files.js';
import { sweepReport } from '../../report/sweep.js';
import { tableText } from '../../study/results/run-tables.js';
import { sweepTable } from '../../study/results/sweep-table.js';
import { type PlannedPoint, planSweep } from '../../study/sweep/planned-points.js';
import { sweep } from '../../study/sweep/sweep.js';
import { openExperimentFile, refuseProblems } from '../experiment-file.js';
import { painter } from '../painter.js';
import { orRefuse } from '../refuse.js';
import type { Session } from '../session.js';
import type { StudyCommandOptions } from '../study-options.js';
import { hasColours } from '../terminal.js';
import { deliver } from './deliver.js';
import { askStudy } from './study.js';

/** `cmgsim sweep`: asks what holds over a grid, writes and prints the answer. */
export async function sweepCommand(
  reference: string,
  options: StudyCommandOptions,
  session: Session,
): Promise<void> {
  const opened = openExperimentFile(reference, 'sweep', session);
  if (opened === null) return;
  const { experiment } = opened;
  const { out, seed = experiment.seed ?? 1 } = options;
  const planned = planSweep(opened, options.set, seed);
  if ('problems' in planned) return void refuseProblems(session, planned.problems);
  const { points } = planned;
  if (points.every((point) => 'problems' in point))
    return void refuseProblems(session, problemsOf(points[0]));
  const question = {
    name: experiment.name,
    question: experiment.question,
    points,
    seed,
    replications: options.replications ?? experiment.replications,
    durationSeconds: options.duration ?? experiment.duration,
    warmup: options.warmup ?? experiment.warmup,
    window: options.window,
  };
  const directory = await orRefuse(session, 'sweep', out, () => prepareResults(out, question.name));
  if (directory === null) return;
  const answer = await orRefuse(session, 'sweep', out, () =>
    askStudy(session, options, keepFiles(directory), (handed) => sweep(question, handed)),
  );
  if (answer === null) return;
  const json = `${JSON.stringify(answer, null, 2)}\n`;
  const csv = tableText(sweepTable(answer.points));
  await deliver(session, 'sweep', options, {
    directory,
    files: { 'sweep.csv': csv, 'sweep.json': json },
    told: answer,
    json: () => json,
    csv: () => csv,
    table: () => sweepReport(answer, { paint: painter(hasColours()) }),
  });
}

const problemsOf = (point: PlannedPoint | undefined) =>
  point !== undefined && 'problems' in point ? point.problems : [];
