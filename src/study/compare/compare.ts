import { contextOf, type StudyContext, type StudyOptions } from '../context.js';
import type { Deployment } from '../experiment/deployment.js';
import { RefusedOption } from '../refused-option.js';
import { keepSamples } from '../simulate/kept-samples.js';
import { attended, FINISHED, progressCells } from '../simulate/work.js';
import { VERSION } from '../version.js';
import { warmupFor } from '../warmup/study-warmup.js';
import { placeWindows } from '../window/window.js';
import { tellWindow } from '../window/window-message.js';
import type { Comparison, ComparisonSensitivity } from './comparison.js';
import { compareDeployments, finishedByAll } from './differences.js';
import { type Pairs, simulatePairs } from './pairs.js';
import { type CompareQuestion, REPLICATIONS, refusalOf } from './question.js';
import { comparisonSensitivity } from './sensitivity.js';

/**
 * Holds deployments against the first: paired differences over common random numbers, with intervals.
 * @example
 * const source = { file: 'lab.yaml', text: 'name: lab\ngateway: {}\nclients: [{name: home, count: 20}]' };
 * const deployments = [deploymentOf('as it is', source), deploymentOf('larger', source, ['gateway.instances=3'])];
 * const question = { name: 'how many', deployments, replications: 2, durationSeconds: 120, warmup: 0 };
 * const { differences } = await compare(question);
 * console.log(differences.find(({ measure }) => measure === 'cost').verdict); // worse
 * @returns null when it was interrupted before all had finished two replications
 * @throws RefusedOption where the question cannot be followed, BrokenInvariant where the simulation is at fault
 */
export async function compare(
  question: CompareQuestion,
  options: StudyOptions = {},
): Promise<Comparison | null> {
  const { seed = 1, replications = REPLICATIONS, durationSeconds } = question;
  const refusal = refusalOf(question);
  if (refusal !== null) throw new RefusedOption(refusal.field, refusal.reason);
  const context = contextOf(options);
  const place = (warmupSeconds: number | undefined) =>
    placeWindows(question.deployments, question.window, { durationSeconds, warmupSeconds });
  const warmup = await warmupOf(place(0), question, seed, context);
  if (warmup === null) return null;
  const deployments = place(warmup.seconds);
  const times = { durationSeconds, warmupSeconds: warmup.seconds };
  tellWindow({ model: deployments[0]!.model }, times, context.onMessage);
  const study = { deployments, seed, replications, ...times };
  const simulated = await simulatePairs(study, context);
  const finished = finishedByAll(simulated).length;
  if (finished < replications)
    context.onMessage({
      kind: 'interrupted',
      text: `${finished} of ${replications} replications were finished by all`,
      goesOn: 'from there',
    });
  if (finished < 2) return null;
  const varied = question.sensitivity === true && finished === replications;
  const sensitivity = varied ? await vary(study, context) : null;
  const told = { cmgsim: VERSION, name: question.name, question: question.question ?? null, seed };
  const made = { ...told, replicationsPlanned: replications, warmupMethod: warmup.method };
  return { ...compareDeployments(simulated, made), sensitivity };
}

/** One warm-up for all, so that replication i of each is measured over the same hours. */
function warmupOf(
  deployments: readonly Deployment[],
  { warmup: asked }: CompareQuestion,
  seed: string | number,
  context: StudyContext,
): ReturnType<typeof warmupFor> {
  const stated = deployments.every(({ statesWarmup }) => statesWarmup);
  const models = deployments.map(({ model }) => model);
  return warmupFor(models, { asked, stated, seed }, context);
}

/** Replications at each end of a range: few, since they are paired. */
const VARIED = 3;

/** Moves the assumed parameters; null when it was interrupted, and then the comparison is delivered without it. */
async function vary(
  { deployments, seed, durationSeconds, warmupSeconds }: Pairs,
  context: StudyContext,
): Promise<ComparisonSensitivity | null> {
  const times = { seed, durationSeconds, warmupSeconds };
  const cells = progressCells(1);
  const onParameter = (done: number, total: number) => cells.fill(Math.floor((FINISHED * done) / total));
  const { simulateOne, settled } = await keepSamples(context, 'sensitivity', { cmgsim: VERSION, ...times });
  const input = { deployments, replications: VARIED, onParameter, ...times };
  try {
    return await attended(context, { cells, total: () => 1 }, () =>
      comparisonSensitivity(input, simulateOne),
    );
  } catch (error) {
    if (!context.signal.aborted) throw error;
    const text = 'the sensitivity is not known yet';
    context.onMessage({ kind: 'interrupted', text, goesOn: 'from there' });
    return null;
  } finally {
    await settled();
  }
}
