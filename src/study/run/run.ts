import type { Observation } from '../../gateway/simulation/observation.js';
import type { Model } from '../../model/schema.js';
import { demandOf } from '../../workload/demand.js';
import { advise, needsAdvice } from '../advice/advice.js';
import { contextOf, type StudyContext, type StudyOptions } from '../context.js';
import { hoursOf } from '../demand/demand.js';
import { shownWeek } from '../demand/shown-week.js';
import { type OpenedModel, statesStart, statesWarmup } from '../experiment/model-source.js';
import { roundsToDecision } from '../objective/rounds.js';
import { RefusedOption } from '../refused-option.js';
import { simulateReplications } from '../simulate/replications.js';
import type { Rounds } from '../simulate/rounds.js';
import { attended, progressCells } from '../simulate/work.js';
import { type RunContext, summarise } from '../summary/summarise.js';
import type { Summary } from '../summary/summary.js';
import { termsOf } from '../summary/terms.js';
import { VERSION } from '../version.js';
import { type StudyWarmup, warmupFor } from '../warmup/study-warmup.js';
import { placeWindows, windowOf } from '../window/window.js';
import { type PrecisionAim, precisionReached, roundsToPrecision } from './precision.js';
import { type RunQuestion, refusalOf } from './question.js';
import { type Replicated, replicate } from './replicate.js';

/** How one deployment does, and what that was seen from. */
export interface RunAnswer {
  readonly summary: Summary;
  /** Of the replications that were finished, in order. */
  readonly observations: readonly Observation[];
  /** Not all replications were finished. */
  readonly interrupted: boolean;
  /** Seconds from the question to the last replication; 0 where no clock was handed in. */
  readonly wallSeconds: number;
}

const MOST_FOR_PRECISION = 100;
const MOST_FOR_OBJECTIVE = 30;

/**
 * Simulates one deployment: waiting times by class and stage, throughput, bottleneck, verdict, advice and cost.
 * @example
 * const model = openSource({ file: 'lab.yaml', text: 'name: lab\ngateway: {}\nclients: [{name: home, count: 20}]' });
 * const answer = await run({ model, durationSeconds: 120, warmup: 0 });
 * console.log(answer.summary.verdict.state); // holds
 * @returns null when it was interrupted before it had a result
 * @throws RefusedOption where the question cannot be followed, BrokenInvariant where the simulation is at fault
 */
export async function run(question: RunQuestion, options: StudyOptions = {}): Promise<RunAnswer | null> {
  const refusal = refusalOf(question);
  if (refusal !== null) throw new RefusedOption(refusal.field, refusal.reason);
  const context = contextOf(options);
  const started = context.now();
  const { model: opened, seed = 1, durationSeconds } = question;
  const asked = { asked: question.warmup, stated: statesWarmup(opened.data), seed };
  const warmup = await warmupFor([placed(question, 0)], asked, context);
  if (warmup === null) return null;
  const warmupSeconds = warmup.seconds;
  const model = placed(question, warmupSeconds);
  const settings = { seed, durationSeconds, warmupSeconds };
  const replications = replicationsOf(model, question);
  const replicated = await replicate(model, { ...settings, replications }, context);
  const { observations, planned } = replicated;
  const interrupted = observations.length < planned;
  if (interrupted) context.onMessage(interruption(replicated));
  if (observations.length === 0) return null;
  const wallSeconds = context.now() - started;
  await context.executor.rest();
  const told = toldOf({ ...opened, model }, question, warmup, replicated);
  const summary = summarise(observations, told);
  const answer = { observations, interrupted, wallSeconds };
  if (interrupted || question.advice === false || !needsAdvice(summary)) return { summary, ...answer };
  return { summary: await advised(summary, model, observations, told, settings, context), ...answer };
}

/** The model with its measured window where it is asked to lie. */
function placed({ model: opened, window, durationSeconds }: RunQuestion, warmupSeconds?: number): Model {
  const side = { model: opened.model, statesStart: statesStart(opened.data) };
  return placeWindows([side], window, { durationSeconds, warmupSeconds })[0]!.model;
}

/** How many replications: as asked, or in rounds until a precision is reached or the objective decided, else one. */
function replicationsOf({ objective }: Model, question: RunQuestion): number | Rounds {
  const aim = aimOf(question);
  if (aim !== null) return roundsToPrecision(aim);
  if (question.replications !== undefined) return question.replications;
  if (Object.keys(objective).length === 0) return 1;
  return roundsToDecision(objective, question.maxReplications ?? MOST_FOR_OBJECTIVE);
}

const aimOf = ({ precision, maxReplications = MOST_FOR_PRECISION }: RunQuestion): PrecisionAim | null =>
  precision === undefined ? null : { relative: precision, maxReplications };

const interruption = ({ observations, planned }: Replicated) =>
  observations.length === 0
    ? ({
        kind: 'interrupted',
        text: 'no replication was finished, there is no result',
        goesOn: null,
      } as const)
    : ({
        kind: 'interrupted',
        text: `${observations.length} of ${planned} replications were finished`,
        goesOn: 'from there',
      } as const);

/** What the summary says of the run beside the observations. */
function toldOf(
  { model, sha256, overrides }: OpenedModel,
  question: RunQuestion,
  warmup: StudyWarmup,
  { observations, planned }: Replicated,
): RunContext {
  const aim = aimOf(question);
  const times = { durationSeconds: question.durationSeconds, warmupSeconds: warmup.seconds };
  const demand = demandOf(model);
  const week = shownWeek(model, demand);
  return {
    cmgsim: VERSION,
    model: { name: model.name, sha256, overrides: [...overrides] },
    seed: question.seed ?? 1,
    replicationsPlanned: planned,
    warmupMethod: warmup.method,
    window: windowOf(model, times),
    demand: { week, hours: hoursOf(demand.populations, week.startSeconds) },
    precision: aim === null ? null : precisionReached(observations, aim),
    ...termsOf(model),
    objective: model.objective,
  };
}

/** The summary with what to do, where the run is not well. */
async function advised(
  summary: Summary,
  model: Model,
  observations: readonly Observation[],
  told: RunContext,
  settings: Pick<Parameters<typeof simulateReplications>[1], 'seed' | 'durationSeconds' | 'warmupSeconds'>,
  context: StudyContext,
): Promise<Summary> {
  const { executor, signal } = context;
  const cells = progressCells(1);
  const study = { ...settings, replications: 1, executor, signal, progress: cells };
  const simulateFirst = async (changed: Model) => (await simulateReplications(changed, study))[0] ?? null;
  const { advice, tried } = await attended(context, { cells, total: () => 1, noun: 'changes' }, () =>
    advise(model, observations, summary, { context: told, signal, simulateFirst }),
  );
  return { ...summary, verdict: { ...summary.verdict, advice, tried } };
}
