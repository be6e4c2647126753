import type { Model } from '../../model/schema.js';
import { contextOf, type StudyContext, type StudyOptions } from '../context.js';
import { termsOfAll } from '../summary/terms.js';
import { VERSION } from '../version.js';
import { tellWindow } from '../window/window-message.js';
import { BASELINE_SCHEMA, type Baseline } from './baseline.js';
import type { RegressionSet } from './cases.js';
import {
  differenceConfidence,
  type Figures,
  joinFigures,
  judgeRegression,
  looksOf,
  type RegressionFigure,
  undecidedCases,
} from './judgement.js';
import { simulateCases } from './simulate-cases.js';

/** What a set of cases is simulated with. */
interface CasesQuestion {
  readonly set: RegressionSet;
  /** Times the program on a model, when no other thread is at work: against a calibration loop (see `speedRatio`). */
  readonly timeSpeed: (model: Model) => number;
}

/** What `regress` is asked: did an answer get worse since a baseline was written. */
export interface RegressQuestion extends CasesQuestion {
  readonly baseline: Baseline;
}

/** The answer: the content of `regression.json`. */
export interface Regression {
  readonly schema: 'cmgsim/regression/1';
  readonly margin: number;
  /** Confidence of the interval of a difference. */
  readonly differenceConfidence: number;
  readonly notes: readonly string[];
  readonly speed: { readonly baseline: number; readonly current: number; readonly slower: boolean };
  readonly figures: readonly RegressionFigure[];
}

/** Speed may vary this much before it counts as slower: machines differ in more than the calibration loop sees. */
const SPEED_MARGIN = 0.5;

/**
 * Simulates the cases of a set and holds every figure against a baseline.
 * @returns null when it was interrupted: the answers are judged together
 */
export async function regress(
  question: RegressQuestion,
  options: StudyOptions = {},
): Promise<Regression | null> {
  const { set, baseline } = question;
  const context = contextOf(options);
  const figures = await judgedFigures(set, baseline.cases, context);
  if (figures === null) return interrupted(context);
  const current = await timed(question, context);
  const slower = current > baseline.speedRatio * (1 + SPEED_MARGIN);
  const { notes } = termsOfAll(set.cases.map(({ name, deployment: { model } }) => ({ name, model })));
  return {
    schema: 'cmgsim/regression/1',
    margin: set.margin,
    differenceConfidence: differenceConfidence(set),
    notes,
    speed: { baseline: baseline.speedRatio, current, slower },
    figures,
  };
}

/**
 * Simulates the cases of a set for a new baseline, which holds the most replications that a comparison may ask for.
 * @returns null when it was interrupted
 */
export async function makeBaseline(
  question: CasesQuestion,
  options: StudyOptions = {},
): Promise<Baseline | null> {
  const { cases, seed, maxReplications } = question.set;
  const context = contextOf(options);
  const figures = await simulateCases(question.set, { cases, from: 0, to: maxReplications }, context);
  if (figures === null) return interrupted(context);
  const speedRatio = await timed(question, context);
  return { schema: BASELINE_SCHEMA, cmgsim: VERSION, seed, speedRatio, cases: figures };
}

/** Tells over which hours the cases of a set are measured. */
export function tellCases({ cases }: RegressionSet, onMessage: StudyContext['onMessage']): void {
  for (const { deployment, ...times } of cases) tellWindow(deployment, times, onMessage);
}

/** Judges all cases, and those with undecided figures again after more replications; null when interrupted. */
async function judgedFigures(
  set: RegressionSet,
  baseline: Figures,
  context: StudyContext,
): Promise<RegressionFigure[] | null> {
  let current: Figures = {};
  let from = 0;
  let { cases } = set;
  for (const to of looksOf(set)) {
    const more = await simulateCases(set, { cases, from, to }, context);
    if (more === null) return null;
    current = from === 0 ? more : joinFigures(current, more);
    from = to;
    const undecided = undecidedCases(judgeRegression(baseline, current, set));
    cases = set.cases.filter(({ name }) => undecided.has(name));
    if (cases.length === 0) break;
  }
  return judgeRegression(baseline, current, set);
}

async function timed({ set, timeSpeed }: CasesQuestion, { executor }: StudyContext): Promise<number> {
  await executor.rest();
  return timeSpeed(set.cases[0]!.deployment.model);
}

function interrupted({ onMessage }: StudyContext): null {
  const text = 'the answers are judged together, so there is no result';
  onMessage({ kind: 'interrupted', text, goesOn: null });
  return null;
}
