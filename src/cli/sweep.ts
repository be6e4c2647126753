import type { Command } from 'commander';
import type { OpenedExperiment } from '../study/experiment/experiment.js';
import type { PlannedPoint, PointResult, SweepStudy } from '../study/sweep/sweep.js';
import { EXIT } from './exit-codes.js';
import { tellNotes } from './notes.js';
import { orRefuse } from './refuse.js';
import type { Session } from './session.js';
import { addStudyOptions, type StudyOptions } from './study-options.js';
import { hasColours } from './terminal.js';
import { tellWindow } from './window.js';

/** Registers `cmgsim sweep`. */
export function addSweepCommand(program: Command, session: Session): void {
  const command = program
    .command('sweep')
    .description('simulate a grid of factors, or a sample of it: what holds, and what limits it')
    .argument('<experiment>', 'path of an experiment file, or name of a shipped experiment');
  addStudyOptions(command).action((reference: string, options: StudyOptions) =>
    sweep(reference, options, session),
  );
}

async function sweep(reference: string, options: StudyOptions, session: Session): Promise<void> {
  const [{ openExperimentFile, refuseProblems }, { planSweep }, { packageVersion }] = await Promise.all([
    import('./experiment-file.js'),
    import('../study/sweep/sweep.js'),
    import('./version.js'),
  ]);
  const opened = openExperimentFile(reference, 'sweep', session);
  if (opened === null) return;
  const { name, seed: own, replications, duration, warmup } = opened.experiment;
  const seed = options.seed ?? own ?? 1;
  const planned = planSweep(opened, options.set, seed);
  if ('problems' in planned) return void refuseProblems(session, planned.problems);
  const { points } = planned;
  if (points.every((point) => 'problems' in point))
    return void refuseProblems(session, problemsOf(points[0]));
  const { prepareResults } = await import('../study/results/results.js');
  await orRefuse(session, 'sweep', options.out, async () => {
    const directory = await prepareResults(options.out, name);
    const asked = options.warmup ?? warmup;
    const { placePoints } = await import('../study/sweep/sweep.js');
    const durationSeconds = options.duration ?? duration;
    const place = (warmupSeconds: number | undefined) =>
      placePoints(points, options.window, { durationSeconds, warmupSeconds });
    const found = await warmupOf(place(0), asked, { ...options, seed }, session);
    if (found === null) return;
    const placed = place(found.seconds);
    const base = placed.find((point) => 'deployment' in point);
    const times = { durationSeconds, warmupSeconds: found.seconds };
    if (base !== undefined) await tellWindow({ model: base.deployment.model }, times, options, session);
    const study: SweepStudy = {
      points: placed,
      directory,
      cmgsim: packageVersion(),
      seed,
      replications: options.replications ?? replications ?? 1,
      durationSeconds,
      warmupSeconds: found.seconds,
      warmupMethod: found.method,
    };
    const results = await simulatePoints(study, options, session);
    await deliver(opened, study, results, options, session);
  });
}

/** One warm-up for all points: the longer of the first and the last possible one, the corners of a grid. */
async function warmupOf(
  points: readonly PlannedPoint[],
  asked: number | 'auto' | undefined,
  options: StudyOptions & { readonly seed: string | number },
  session: Session,
): ReturnType<typeof import('./warmup.js')['warmupFor']> {
  const { warmupFor } = await import('./warmup.js');
  const possible = points.flatMap((point) => ('deployment' in point ? [point.deployment] : []));
  const corners = [...new Set([possible[0]!, possible.at(-1)!])];
  const stated = possible.every(({ statesWarmup }) => statesWarmup);
  const models = corners.map(({ model }) => model);
  return warmupFor(models, { asked, stated }, options, session);
}

const problemsOf = (point: PlannedPoint | undefined) =>
  point !== undefined && 'problems' in point ? point.problems : [];

async function simulatePoints(
  study: SweepStudy,
  options: StudyOptions,
  session: Session,
): Promise<PointResult[]> {
  const [{ keptPoints, runSweep }, { defaultThreads }, { attend, FINISHED, progressCells }] =
    await Promise.all([
      import('../study/sweep/sweep.js'),
      import('../study/simulate/workers.js'),
      import('./attend.js'),
    ]);
  const quiet = options.quiet ?? false;
  const finished = await keptPoints(study, options.resume ?? false);
  if (options.resume && !quiet)
    session.err(`${finished.size} of ${study.points.length} points are kept from before\n`);
  const { replications, points } = study;
  const cells = progressCells(points.length * replications);
  const weights = points.flatMap((point) => Array.from({ length: replications }, () => workOf(point)));
  for (const index of finished.keys()) cells.fill(FINISHED, index * replications, (index + 1) * replications);
  const progress = { cells, total: () => cells.length, weights, noun: 'simulations' };
  await attend(session, { quiet, progress }, (attended) =>
    runSweep(study, finished, {
      workers: options.workers ?? defaultThreads(),
      progress: cells,
      ...attended,
    }),
  );
  return [...finished].sort(([a], [b]) => a - b).map(([, result]) => result);
}

/** Work of a point for the progress bar: it grows with the number of clients. */
const workOf = (point: PlannedPoint): number =>
  'deployment' in point ? point.deployment.model.clients.reduce((sum, one) => sum + one.count, 1) : 0;

async function deliver(
  { experiment }: OpenedExperiment,
  study: SweepStudy,
  results: readonly PointResult[],
  options: StudyOptions,
  session: Session,
): Promise<void> {
  const [{ termsOfPoints }, { sweepTable }, { tableText, writeTexts }, { sweepReport }] = await Promise.all([
    import('../study/sweep/sweep.js'),
    import('../study/results/sweep-table.js'),
    import('../study/results/results.js'),
    import('../report/sweep.js'),
  ]);
  const { name, question } = experiment;
  const { cmgsim, seed, replications, warmupMethod, points, directory } = study;
  const planned = points.length;
  const told = { name, question, seed, replications, warmupMethod, planned, ...termsOfPoints(points) };
  const head = { schema: 'cmgsim/sweep/1', cmgsim, ...told };
  const json = `${JSON.stringify({ ...head, points: results }, null, 2)}\n`;
  const csv = tableText(sweepTable(results));
  await writeTexts(directory, { 'sweep.csv': csv, 'sweep.json': json });
  if (!options.quiet) session.err(`results are in ${directory}\n`);
  tellNotes(session, options, told);
  if (options.format === 'json') session.out(json);
  else if (options.format === 'csv') session.out(csv);
  else session.out(sweepReport(results, told, { colour: hasColours() }));
  if (results.length === planned) return;
  session.err(
    `interrupted: ${results.length} of ${planned} points were finished; --resume goes on from there\n`,
  );
  session.exitCode = EXIT.interrupted;
}
