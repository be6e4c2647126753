import { contextOf, type StudyContext, type StudyOptions } from '../context.js';
import type { OpenedExperiment } from '../experiment/experiment.js';
import type { SimulationQuestion } from '../question.js';
import { keepSamples, type SampleSettings, type SimulateOne } from '../simulate/kept-samples.js';
import { attended, FINISHED, progressCells } from '../simulate/work.js';
import { VERSION } from '../version.js';
import { type StudyWarmup, warmupFor } from '../warmup/study-warmup.js';
import { tellWindow } from '../window/window-message.js';
import { type Candidates, placeCandidates } from './candidates.js';
import { describeAll } from './describe.js';
import { planOf } from './document.js';
import { findCheapest, type SearchSettings } from './find.js';
import { frontierOf } from './frontier-measure.js';
import type { Plan } from './result.js';
import { Samples } from './samples.js';
import { withSensitivity } from './sensitivity.js';

/** What `plan` is asked: the cheapest deployment that keeps an objective. What is left out is the experiment's. */
export interface PlanQuestion extends SimulationQuestion {
  readonly experiment: OpenedExperiment<'plan'>;
  /** Its candidates (see `openCandidates`). */
  readonly candidates: Candidates;
  readonly maxReplications?: number | undefined;
  /** Whether to rank which assumed parameter could change the decision, which takes many times as long. */
  readonly sensitivity?: boolean | undefined;
}

/**
 * Finds the cheapest candidate that keeps the objective in every scenario, the runner-up, and the frontier of cost
 * against latency.
 * @returns what is wrong with the experiment, in one line, when it has no objective that can be judged; null when it was
 * interrupted
 * @throws RefusedOption where the question cannot be followed, BrokenInvariant where the simulation is at fault
 */
export async function plan(
  question: PlanQuestion,
  options: StudyOptions = {},
): Promise<Plan | { readonly problem: string } | null> {
  const { experiment } = question.experiment;
  const { seed = experiment.seed ?? 1, durationSeconds = experiment.duration } = question;
  const context = contextOf(options);
  const place = (warmupSeconds: number | undefined) =>
    placeCandidates(question.candidates, question.window, { durationSeconds, warmupSeconds });
  const warmup = await warmupOf(place(0), question.warmup ?? experiment.warmup, seed, context);
  if (warmup === null) return null;
  const candidates = place(warmup.seconds);
  const times = { durationSeconds, warmupSeconds: warmup.seconds };
  for (const scenario of candidates.possible[0]!.deployments) tellWindow(scenario, times, context.onMessage);
  const settings = { cmgsim: VERSION, seed, ...times };
  const { simulateOne, settled } = await keepSamples(context, null, settings);
  try {
    return await decide({ ...question, candidates }, warmup, settings, simulateOne, context);
  } catch (error) {
    if (!context.signal.aborted) throw error;
    const text = 'nothing is decided yet';
    context.onMessage({ kind: 'interrupted', text, goesOn: 'from what was simulated' });
    return null;
  } finally {
    await settled();
  }
}

/** One warm-up for all: the longer of the cheapest and the dearest candidate on the first day. */
function warmupOf(
  { possible }: Candidates,
  asked: number | 'auto' | undefined,
  seed: string | number,
  context: StudyContext,
): ReturnType<typeof warmupFor> {
  const ends = [...new Set([possible[0]!, possible.at(-1)!])].map(({ deployments }) => deployments[0]!);
  const stated = ends.every(({ statesWarmup }) => statesWarmup);
  const models = ends.map(({ model }) => model);
  return warmupFor(models, { asked, stated, seed }, context);
}

/** Makes the plan, and adds what was asked for beside. */
async function decide(
  question: PlanQuestion,
  warmup: StudyWarmup,
  settings: SampleSettings,
  simulateOne: SimulateOne,
  context: StudyContext,
): Promise<Plan | { readonly problem: string }> {
  const { candidates } = question;
  const cells = progressCells(candidates.possible.length);
  const work = { cells, total: () => cells.length, noun: 'candidates' };
  return attended(context, work, async () => {
    const onCandidate = (done: number) => void cells.fill(FINISHED, 0, done);
    const search = { parallel: context.executor.parallel, onCandidate };
    const made = await makePlan(question, warmup, settings.seed, search, simulateOne);
    if ('problem' in made || !question.sensitivity) return made;
    const onParameter = (done: number, total: number) => cells.fill(Math.floor((FINISHED * done) / total));
    return withSensitivity(made, question.experiment, candidates, settings, simulateOne, onParameter);
  });
}

/** Searches, describes and puts together. */
async function makePlan(
  { experiment: { experiment }, candidates, ...question }: PlanQuestion,
  { method: warmupMethod }: StudyWarmup,
  seed: string | number,
  search: Omit<SearchSettings, 'maxReplications'>,
  simulateOne: SimulateOne,
): Promise<Plan | { readonly problem: string }> {
  const section = experiment.plan;
  const maxReplications = question.maxReplications ?? experiment.replications ?? section.maxReplications;
  const samples = new Samples(candidates.possible, simulateOne);
  const found = await findCheapest(section, candidates, samples, { ...search, maxReplications });
  if (!('result' in found)) return found;
  const { scenarios, result } = found;
  const judged = samples.simulated;
  const least = section.frontierReplications;
  const frontier = await frontierOf(least, scenarios, result, samples, candidates.possible.length);
  const frontierReplications = samples.simulated - judged;
  const { durationSeconds, warmupSeconds } = (await samples.take(0, 0, 0, 1))[0]!;
  const described = await describeAll(candidates, scenarios, result, samples, frontier, seed);
  const parts = { experiment, candidates, found, described, frontier, frontierReplications };
  return planOf({ ...parts, seed, warmupMethod, durationSeconds, warmupSeconds });
}
