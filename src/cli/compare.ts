import { join } from 'node:path';
import type { Command } from 'commander';
import type { Comparison, ComparisonSensitivity } from '../study/compare/comparison.js';
import type { Simulated } from '../study/compare/differences.js';
import type { WarmupMethod } from '../study/warmup/warmup-method.js';
import type { Asked } from './compare-input.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { tellNotes } from './notes.js';
import { orRefuse } from './refuse.js';
import type { Session } from './session.js';
import { addStudyOptions, type StudyOptions } from './study-options.js';
import { hasColours } from './terminal.js';
import { tellWindow } from './window.js';

interface CompareOptions extends StudyOptions {
  readonly sensitivity?: true;
}

/** Registers `cmgsim compare`. */
export function addCompareCommand(program: Command, session: Session): void {
  const command = program
    .command('compare')
    .description('hold deployments against the first: paired differences with intervals, in words')
    .argument('<what...>', 'an experiment (file, or name of a shipped one), or two or more models');
  addStudyOptions(command)
    .option(
      '--sensitivity',
      'rank which assumed parameter could change the decision (takes many times as long)',
    )
    .action((references: readonly string[], options: CompareOptions) =>
      compare(references, options, session),
    );
}

async function compare(
  references: readonly string[],
  options: CompareOptions,
  session: Session,
): Promise<void> {
  const { readAsked } = await import('./compare-input.js');
  const read = readAsked(references, options, session);
  if (read === null) return;
  const { placeWindows } = await import('../study/window/window.js');
  const place = (warmupSeconds: number | undefined): Asked => {
    const times = { durationSeconds: read.durationSeconds, warmupSeconds };
    return { ...read, deployments: placeWindows(read.deployments, options.window, times) };
  };
  const { prepareResults } = await import('../study/results/results.js');
  const directory = await orRefuse(session, 'compare', options.out, () =>
    prepareResults(options.out, read.name),
  );
  if (directory === null) return;
  const warmup = await warmupOf(place(0), options, session);
  if (warmup === null) return;
  const asked = place(warmup.seconds);
  const times = { durationSeconds: asked.durationSeconds, warmupSeconds: warmup.seconds };
  await tellWindow({ model: asked.deployments[0]!.model }, times, options, session);
  const simulated = await orRefuse(session, 'compare', options.out, () =>
    simulateAll(asked, warmup.seconds, directory, options, session),
  );
  if (simulated === null) return;
  const { finishedByAll } = await import('../study/compare/differences.js');
  const finished = finishedByAll(simulated).length;
  if (finished < asked.replications) {
    session.err(
      `interrupted: ${finished} of ${asked.replications} replications were finished by all; --resume goes on from there\n`,
    );
    session.exitCode = EXIT.interrupted;
  }
  if (finished < 2) return;
  const varied = options.sensitivity === true && finished === asked.replications;
  const sensitivity = varied ? await vary(asked, warmup.seconds, directory, options, session) : null;
  await deliver(asked, warmup.method, simulated, sensitivity, directory, options, session);
}

/** One warm-up for all, so that replication i of each is measured over the same hours. */
async function warmupOf(
  { deployments, warmup: asked, seed }: Asked,
  options: StudyOptions,
  session: Session,
): ReturnType<typeof import('./warmup.js')['warmupFor']> {
  const { warmupFor } = await import('./warmup.js');
  const models = deployments.map(({ model }) => model);
  const stated = deployments.every(({ statesWarmup }) => statesWarmup);
  return warmupFor(models, { asked, stated }, { ...options, seed }, session);
}

async function simulateAll(
  asked: Asked,
  warmupSeconds: number | undefined,
  directory: string,
  options: StudyOptions,
  session: Session,
): Promise<Simulated[]> {
  const [{ prepareComparison }, { defaultThreads }, { attend, FINISHED, progressCells }, { packageVersion }] =
    await Promise.all([
      import('../study/compare/pairs.js'),
      import('../study/simulate/workers.js'),
      import('./attend.js'),
      import('./version.js'),
    ]);
  const quiet = options.quiet ?? false;
  const resume = options.resume ?? false;
  const prepared = await prepareComparison({
    ...asked,
    warmupSeconds,
    cmgsim: packageVersion(),
    directory,
    resume,
  });
  const progress = progressCells(prepared.cells);
  for (const cell of prepared.finished) progress[cell] = FINISHED;
  if (resume && !quiet)
    session.err(`${prepared.finished.length} of ${prepared.cells} replications are kept from before\n`);
  return attend(session, { quiet, progress: { cells: progress, total: () => prepared.cells } }, (attended) =>
    prepared.run({ workers: options.workers ?? defaultThreads(), progress, ...attended }),
  );
}

/** Replications at each end of a range: few, since they are paired. */
const VARIED = 3;

/** Moves the assumed parameters; null when it was interrupted, and then the comparison is delivered without it. */
async function vary(
  { deployments, seed, durationSeconds }: Asked,
  warmupSeconds: number | undefined,
  directory: string,
  options: StudyOptions,
  session: Session,
): Promise<ComparisonSensitivity | null> {
  const [
    { comparisonSensitivity },
    { keepSamples },
    { openWorkers, defaultThreads },
    { attend, FINISHED, progressCells },
    { packageVersion },
  ] = await Promise.all([
    import('../study/compare/sensitivity.js'),
    import('../study/plan/kept-samples.js'),
    import('../study/simulate/workers.js'),
    import('./attend.js'),
    import('./version.js'),
  ]);
  const times = { seed, durationSeconds, warmupSeconds };
  const workers = openWorkers(options.workers ?? defaultThreads());
  const cells = progressCells(1);
  const progress = { cells, total: () => 1 };
  const onParameter = (done: number, total: number) => cells.fill(Math.floor((FINISHED * done) / total));
  try {
    return await attend(
      session,
      { quiet: options.quiet ?? false, progress },
      async ({ signal, onSimulated }) => {
        const { simulateOne, settled } = await keepSamples(
          async ({ model }, replication) => {
            const observation = await workers.run({ model, replication, ...times }, signal);
            onSimulated();
            return observation;
          },
          join(directory, 'sensitivity'),
          { cmgsim: packageVersion(), ...times },
          options.resume ?? false,
        );
        try {
          return await comparisonSensitivity(
            { deployments, replications: VARIED, onParameter, ...times },
            simulateOne,
          );
        } catch (error) {
          if (!signal.aborted) throw error;
          session.err('interrupted: the sensitivity is not known yet; --resume goes on from there\n');
          session.exitCode = EXIT.interrupted;
          return null;
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
  asked: Asked,
  warmupMethod: WarmupMethod,
  simulated: readonly Simulated[],
  sensitivity: ComparisonSensitivity | null,
  directory: string,
  options: StudyOptions,
  session: Session,
): Promise<void> {
  const [
    { compareDeployments },
    { comparisonTable },
    { sensitivityTable },
    { tableText, writeTexts },
    { compareReport },
    { packageVersion },
  ] = await Promise.all([
    import('../study/compare/differences.js'),
    import('../study/results/comparison-table.js'),
    import('../study/results/sensitivity-table.js'),
    import('../study/results/results.js'),
    import('../report/compare.js'),
    import('./version.js'),
  ]);
  const { name, question, seed, replications: replicationsPlanned } = asked;
  const context = { cmgsim: packageVersion(), name, question, seed, replicationsPlanned, warmupMethod };
  const comparison: Comparison = { ...compareDeployments(simulated, context), sensitivity };
  const json = `${JSON.stringify(comparison, null, 2)}\n`;
  const csv = tableText(comparisonTable(comparison));
  const written = await orRefuse(session, 'compare', options.out, async () => {
    const varied = sensitivity && { 'sensitivity.csv': tableText(sensitivityTable(sensitivity)) };
    await writeTexts(directory, { 'comparison.csv': csv, 'comparison.json': json, ...varied });
    return true;
  });
  if (written !== null && !options.quiet) session.err(`results are in ${directory}\n`);
  tellNotes(session, options, comparison);
  if (options.format === 'json') session.out(json);
  else if (options.format === 'csv') session.out(csv);
  else session.out(compareReport(comparison, { colour: hasColours() }));
  if (session.exitCode === EXIT.done) session.exitCode = await outcome(comparison);
}

/** The exit code of the best deployment: what is compared may well contain a bad one. */
async function outcome({ deployments }: Comparison): Promise<ExitCode> {
  const { carriesLoad } = await import('../study/verdict/state.js');
  const carrying = deployments.filter(({ verdict }) => carriesLoad(verdict.state));
  if (carrying.length === 0) return EXIT.cannotCarry;
  return carrying.some(({ objective }) => objective === 'met' || objective === 'none')
    ? EXIT.done
    : EXIT.notMet;
}
