import type { Command } from 'commander';
import type { OpenedExperiment } from '../study/experiment/experiment.js';
import type { Candidates } from '../study/plan/candidates.js';
import type { Plan } from '../study/plan/result.js';
import { EXIT } from './exit-codes.js';
import { tellNotes } from './notes.js';
import { orRefuse } from './refuse.js';
import type { Session } from './session.js';
import { addStudyOptions, type StudyOptions } from './study-options.js';
import { hasColours } from './terminal.js';
import type { StudyWarmup } from './warmup.js';
import { tellWindow } from './window.js';

interface PlanOptions extends StudyOptions {
  readonly sensitivity?: true;
}

/** Registers `cmgsim plan`. */
export function addPlanCommand(program: Command, session: Session): void {
  const command = program
    .command('plan')
    .description(
      'the cheapest deployment that keeps an objective on every day that counts, and how sure that is',
    )
    .argument('<experiment>', 'path of an experiment file, or name of a shipped one');
  addStudyOptions(command)
    .option(
      '--sensitivity',
      'rank which assumed parameter could change the decision (takes many times as long)',
    )
    .action((reference: string, options: PlanOptions) => plan(reference, options, session));
}

async function plan(reference: string, options: PlanOptions, session: Session): Promise<void> {
  const [{ openExperimentFile, refuseProblems }, { openCandidates }, { prepareResults }] = await Promise.all([
    import('./experiment-file.js'),
    import('../study/plan/candidates.js'),
    import('../study/results/results.js'),
  ]);
  const opened = openExperimentFile(reference, 'plan', session);
  if (opened === null) return;
  const candidates = openCandidates(opened, options.set);
  if ('problems' in candidates) {
    refuseProblems(session, candidates.problems);
    return;
  }
  const directory = await orRefuse(session, 'plan', options.out, () =>
    prepareResults(options.out, opened.experiment.name),
  );
  if (directory === null) return;
  const { placeCandidates } = await import('../study/plan/candidates.js');
  const durationSeconds = options.duration ?? opened.experiment.duration;
  const place = (warmupSeconds: number | undefined) =>
    placeCandidates(candidates, options.window, { durationSeconds, warmupSeconds });
  const warmup = await warmupOf(opened, place(0), options, session);
  if (warmup === null) return;
  const placed = place(warmup.seconds);
  for (const scenario of placed.possible[0]!.deployments)
    await tellWindow(scenario, { durationSeconds, warmupSeconds: warmup.seconds }, options, session);
  const made = await search(opened, placed, warmup, directory, options, session);
  if (made === null) {
    session.err('interrupted: nothing is decided yet; --resume goes on from what was simulated\n');
    session.exitCode = EXIT.interrupted;
  } else if (typeof made === 'string') {
    session.err(`${opened.file}: ${made}\n`);
    session.exitCode = EXIT.badInput;
  } else {
    await deliver(made, directory, options, session);
  }
}

/** One warm-up for all: the longer of the cheapest and the dearest candidate on the first day. */
async function warmupOf(
  { experiment }: OpenedExperiment,
  { possible }: Candidates,
  options: PlanOptions,
  session: Session,
): ReturnType<typeof import('./warmup.js')['warmupFor']> {
  const { warmupFor } = await import('./warmup.js');
  const ends = [...new Set([possible[0]!, possible.at(-1)!])].map(({ deployments }) => deployments[0]!);
  const words = {
    asked: options.warmup ?? experiment.warmup,
    stated: ends.every(({ statesWarmup }) => statesWarmup),
  };
  const seed = options.seed ?? experiment.seed ?? 1;
  return warmupFor(
    ends.map(({ model }) => model),
    words,
    { ...options, seed },
    session,
  );
}

/** Searches on all threads; null when it was interrupted, or what is wrong with the experiment. */
async function search(
  opened: OpenedExperiment,
  candidates: Candidates,
  warmup: StudyWarmup,
  directory: string,
  options: PlanOptions,
  session: Session,
): Promise<Plan | string | null> {
  const [
    { makePlan },
    { keepSamples },
    { openWorkers, defaultThreads },
    { attend, FINISHED, progressCells },
  ] = await Promise.all([
    import('../study/plan/make-plan.js'),
    import('../study/plan/kept-samples.js'),
    import('../study/simulate/workers.js'),
    import('./attend.js'),
  ]);
  const { packageVersion } = await import('./version.js');
  const { experiment } = opened;
  const settings = {
    cmgsim: packageVersion(),
    seed: options.seed ?? experiment.seed ?? 1,
    durationSeconds: options.duration ?? experiment.duration,
    warmupSeconds: warmup.seconds,
  };
  const workers = openWorkers(options.workers ?? defaultThreads());
  const cells = progressCells(candidates.possible.length);
  const context = {
    ...settings,
    warmupMethod: warmup.method,
    maxReplications: options.replications ?? experiment.replications,
    parallel: workers.threads,
    onCandidate: (done: number) => cells.fill(FINISHED, 0, done),
  };
  const progress = { cells, total: () => cells.length, noun: 'candidates' };
  try {
    return await attend(
      session,
      { quiet: options.quiet ?? false, progress },
      async ({ signal, onSimulated }) => {
        const { seed, durationSeconds, warmupSeconds } = settings;
        const { simulateOne, settled } = await keepSamples(
          async ({ model }, replication) => {
            const task = { model, seed, replication, durationSeconds, warmupSeconds };
            const observation = await workers.run(task, signal);
            onSimulated();
            return observation;
          },
          directory,
          settings,
          options.resume ?? false,
        );
        try {
          const made = await makePlan(experiment, candidates, context, simulateOne);
          if (typeof made === 'string' || !options.sensitivity) return made;
          const { withSensitivity } = await import('../study/plan/sensitivity.js');
          return await withSensitivity(made, opened, candidates, settings, simulateOne, (done, total) =>
            cells.fill(Math.floor((FINISHED * done) / total)),
          );
        } catch (error) {
          if (signal.aborted) return null;
          throw error;
        } finally {
          await settled();
        }
      },
    );
  } finally {
    await workers.close();
  }
}

/** Files first: a reader who stops listening to standard output (`| head`) loses nothing. */
async function deliver(
  made: Plan,
  directory: string,
  options: StudyOptions,
  session: Session,
): Promise<void> {
  const [{ planCsv, planJson, planReport }, { unsoldText }, { tableText, writeTexts }, { sensitivityTable }] =
    await Promise.all([
      import('../report/plan.js'),
      import('../report/plan/words.js'),
      import('../study/results/results.js'),
      import('../study/results/sensitivity-table.js'),
    ]);
  const [csv, json] = [planCsv(made), planJson(made)];
  const written = await orRefuse(session, 'plan', options.out, async () => {
    const { sensitivity } = made;
    const varied = sensitivity && { 'sensitivity.csv': tableText(sensitivityTable(sensitivity)) };
    await writeTexts(directory, { 'plan.csv': csv, 'plan.json': json, ...varied });
    return true;
  });
  if (written !== null && !options.quiet) session.err(`results are in ${directory}\n`);
  tellNotes(session, options, { notes: unsoldText(made), availability: made.availability });
  if (options.format === 'json') session.out(json);
  else if (options.format === 'csv') session.out(csv);
  else session.out(planReport(made, { colour: hasColours() }));
  if (session.exitCode === EXIT.done && made.selected === null) session.exitCode = EXIT.notMet;
}
