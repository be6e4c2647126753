import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Observation } from '../gateway/observation.js';
import type { Model } from '../model/schema.js';
import { readQuantity } from '../model/units.js';
import type { PrecisionAim } from '../study/run/precision.js';
import type { Rounds } from '../study/simulate/rounds.js';
import type { RunContext } from '../study/summary/summarise.js';
import type { Summary } from '../study/summary/summary.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { OpenedModel } from './model-file.js';
import { tellNotes } from './notes.js';
import { readCount } from './options.js';
import { orRefuse } from './refuse.js';
import type { Replicated } from './replicate.js';
import type { Session } from './session.js';
import { addStudyOptions, type StudyOptions } from './study-options.js';
import { hasColours } from './terminal.js';
import type { StudyWarmup } from './warmup.js';

interface RunCommandOptions extends StudyOptions {
  readonly seed: string | number;
  readonly replications?: number;
  readonly check?: true;
  readonly advice: boolean;
  readonly precision?: number;
  readonly maxReplications?: number;
}

/** Registers `cmgsim run`. */
export function addRunCommand(program: Command, session: Session): void {
  const command = program
    .command('run')
    .description('simulate one deployment: waiting times, throughput, bottleneck, cost')
    .argument('[model]', 'path of a model file, or name of a shipped model', 'scale-set');
  addStudyOptions(command, { seed: 1 })
    .addOption(
      new Option(
        '--precision <share>',
        'replicate until the 95 % half-widths of the mean and p95 of every request class are within this share of their values, e.g. 5%',
      )
        .argParser(someShare)
        .conflicts('replications'),
    )
    .option(
      '--max-replications <count>',
      'where --precision (default: 100), or an objective that is not decided (default: 30), gives up',
      readCount,
    )
    .option('--no-advice', 'do not try what would help where the deployment is not well')
    .option('--check', 'say that the invariants of the simulation hold (they are checked after every run)')
    .action((reference: string, options: RunCommandOptions) => run(reference, options, session));
}

async function run(reference: string, options: RunCommandOptions, session: Session): Promise<void> {
  const { openModel } = await import('./model-file.js');
  const read = openModel(reference, options.set, session);
  if (read === null) return;
  const { placeWindows } = await import('../study/window/window.js');
  const { statesStart, statesWarmup } = await import('../study/experiment/model-source.js');
  const side = { ...read, statesStart: statesStart(read.data) };
  const place = (warmupSeconds: number | undefined) =>
    placeWindows([side], options.window, { durationSeconds: options.duration, warmupSeconds })[0]!;
  if (options.duration !== undefined && (await isTooLong(options.duration, read, session))) return;
  if (isVainLimit(read, options, session)) return;
  const { prepareResults } = await import('../study/results/results.js');
  const directory = await orRefuse(session, 'run', options.out, () =>
    prepareResults(options.out, read.model.name),
  );
  if (directory === null) return;
  const started = performance.now();
  const { warmupFor } = await import('./warmup.js');
  const words = { asked: options.warmup, stated: statesWarmup(read.data) };
  const warmup = await warmupFor([place(0).model], words, options, session);
  if (warmup === null) return;
  const opened = place(warmup.seconds);
  const replicated = await simulateAll(opened, warmup.seconds, directory, options, session);
  const { observations, planned } = replicated;
  const interrupted = observations.length < planned;
  if (interrupted) session.err(`interrupted: ${interruption(replicated)}\n`);
  if (observations.length === 0) {
    session.exitCode = EXIT.interrupted;
    return;
  }
  const context = await contextOf(opened, options, warmup, replicated, started);
  const { summarise } = await import('../study/summary/summarise.js');
  const judged = summarise(observations, context);
  const summary =
    options.advice && !interrupted
      ? await withAdvice(
          judged,
          opened,
          replicated,
          { ...context, warmupSeconds: warmup.seconds },
          options,
          session,
        )
      : judged;
  await deliver(summary, observations, directory, options, session);
  if (session.exitCode === EXIT.done)
    session.exitCode = interrupted ? EXIT.interrupted : await outcome(summary);
}

/** Whether `--max-replications` limits nothing, as nothing is repeated; the user is told. */
function isVainLimit({ model }: OpenedModel, options: RunCommandOptions, session: Session): boolean {
  if (options.maxReplications === undefined) return false;
  const repeats = options.precision !== undefined || Object.keys(model.objective).length > 0;
  if (repeats && options.replications === undefined) return false;
  session.err(
    '--max-replications: it limits what --precision or an objective repeats; write --replications for a fixed number\n',
  );
  session.exitCode = EXIT.badInput;
  return true;
}

/** Whether `--duration` asks for more intervals than can be kept; the user is told. */
async function isTooLong(duration: number, { model }: OpenedModel, session: Session): Promise<boolean> {
  const { intervalComplaint } = await import('../model/rules/simulation.js');
  const complaint = intervalComplaint(duration, model.simulation.interval);
  if (complaint === null) return false;
  session.err(`--duration: ${complaint.message}; ${complaint.remedy}\n`);
  session.exitCode = EXIT.badInput;
  return true;
}

async function simulateAll(
  { model }: OpenedModel,
  warmupSeconds: number | undefined,
  directory: string,
  options: RunCommandOptions,
  session: Session,
): Promise<Replicated> {
  const { replicate } = await import('./replicate.js');
  const { seed, duration: durationSeconds, workers } = options;
  const { quiet = false, resume = false } = options;
  const guard = (act: () => Promise<void>) => orRefuse(session, 'run', options.out, act);
  const replications = await replicationsOf(model, options);
  const common = { seed, replications, durationSeconds, warmupSeconds, workers, resume, quiet, guard };
  return replicate(model, directory, common, session);
}

/** How many replications: as asked, or in rounds until a precision is reached or the objective decided, else one. */
async function replicationsOf({ objective }: Model, options: RunCommandOptions): Promise<number | Rounds> {
  const aim = aimOf(options);
  if (aim !== null) return (await import('../study/run/precision.js')).roundsToPrecision(aim);
  if (options.replications !== undefined) return options.replications;
  if (Object.keys(objective).length === 0) return 1;
  const { roundsToDecision } = await import('../study/objective/rounds.js');
  return roundsToDecision(objective, options.maxReplications ?? MOST_FOR_OBJECTIVE);
}

const MOST_FOR_PRECISION = 100;
const MOST_FOR_OBJECTIVE = 30;

const aimOf = ({
  precision,
  maxReplications = MOST_FOR_PRECISION,
}: RunCommandOptions): PrecisionAim | null =>
  precision === undefined ? null : { relative: precision, maxReplications };

function interruption({ observations, planned }: Replicated): string {
  if (observations.length === 0) return 'no replication was finished, there is no result';
  return `${observations.length} of ${planned} replications were finished; --resume goes on from there`;
}

async function contextOf(
  { model, sha256, overrides }: OpenedModel,
  options: RunCommandOptions,
  warmup: StudyWarmup,
  { observations, planned }: Replicated,
  started: number,
): Promise<RunContext> {
  const [{ termsOf }, { precisionReached }, { packageVersion }, { windowOf }, { hoursOf }, { demandOf }] =
    await Promise.all([
      import('../study/summary/terms.js'),
      import('../study/run/precision.js'),
      import('./version.js'),
      import('../study/window/window.js'),
      import('../study/demand/demand.js'),
      import('../workload/demand.js'),
    ]);
  const aim = aimOf(options);
  return {
    cmgsim: packageVersion(),
    model: { name: model.name, sha256, overrides: [...overrides] },
    seed: options.seed,
    replicationsPlanned: planned,
    warmupMethod: warmup.method,
    window: windowOf(model, { durationSeconds: options.duration, warmupSeconds: warmup.seconds }),
    demand: { hours: hoursOf(demandOf(model).populations) },
    precision: aim === null ? null : precisionReached(observations, aim),
    ...termsOf(model),
    objective: model.objective,
    wallSeconds: (performance.now() - started) / 1000,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** The summary with what to do, where the run is not well. */
async function withAdvice(
  summary: Summary,
  { model }: OpenedModel,
  { observations }: Replicated,
  { warmupSeconds, ...context }: RunContext & { readonly warmupSeconds: number | undefined },
  options: RunCommandOptions,
  session: Session,
): Promise<Summary> {
  const { advise, needsAdvice } = await import('../study/advice/advice.js');
  if (!needsAdvice(summary)) return summary;
  const [{ runStudy }, { attend, progressCells }] = await Promise.all([
    import('../study/simulate/replications.js'),
    import('./attend.js'),
  ]);
  const { seed, duration: durationSeconds, quiet = false } = options;
  const cells = progressCells(1);
  const progress = { cells, total: () => 1, noun: 'changes' };
  const { advice, tried } = await attend(session, { quiet, progress }, ({ signal }) =>
    advise(model, observations, summary, {
      context,
      signal,
      simulateFirst: async (changed) => {
        const study = { seed, replications: 1, durationSeconds, warmupSeconds, signal, progress: cells };
        const [observation] = await runStudy(changed, study);
        return observation ?? null;
      },
    }),
  );
  return { ...summary, verdict: { ...summary.verdict, advice, tried } };
}

/** Files first: a reader who stops listening to standard output (`| head`) loses nothing. */
async function deliver(
  summary: Summary,
  observations: readonly Observation[],
  directory: string,
  options: RunCommandOptions,
  session: Session,
): Promise<void> {
  const [{ writeResults, summaryText, requestsText }, { runReport }] = await Promise.all([
    import('../study/results/results.js'),
    import('../report/run.js'),
  ]);
  const written = await orRefuse(session, 'run', options.out, () =>
    writeResults(directory, summary, observations),
  );
  if (written !== null && !options.quiet) session.err(`results are in ${directory}\n`);
  if (options.check) session.err(`invariants I1 to I5 held in all ${observations.length} replications\n`);
  tellNotes(session, options, summary);
  if (options.format === 'json') session.out(summaryText(summary));
  else if (options.format === 'csv') session.out(requestsText(summary));
  else session.out(runReport(summary, { colour: hasColours() }));
}

/** What the run tells the shell, once its results are written. */
async function outcome(summary: Summary): Promise<ExitCode> {
  const [{ objectiveKept }, { carriesLoad }] = await Promise.all([
    import('../study/objective/objective.js'),
    import('../study/verdict/state.js'),
  ]);
  if (!carriesLoad(summary.verdict.state)) return EXIT.cannotCarry;
  return objectiveKept(summary.objective) ? EXIT.done : EXIT.notMet;
}

function someShare(text: string): number {
  const reading = readQuantity('share', text);
  if (!('value' in reading)) throw new InvalidArgumentError(`${reading.message}; ${reading.remedy}`);
  if (reading.value === 0) throw new InvalidArgumentError('no number of replications is exact; write 5%');
  return reading.value;
}
