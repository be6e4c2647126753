import { contextOf, type StudyContext, type StudyOptions } from '../context.js';
import type { SimulationQuestion } from '../question.js';
import { VERSION } from '../version.js';
import { warmupFor } from '../warmup/study-warmup.js';
import type { WarmupMethod } from '../warmup/warmup-method.js';
import { tellWindow } from '../window/window-message.js';
import { type PlannedPoint, placePoints, termsOfPoints } from './planned-points.js';
import type { PointResult } from './point-result.js';
import { simulatePoints } from './simulate-points.js';

/** What `sweep` is asked: what holds over a grid of factors, and what limits it. */
export interface SweepQuestion extends SimulationQuestion {
  readonly name: string;
  /** In one sentence. */
  readonly question: string;
  /** See `planSweep`. */
  readonly points: readonly PlannedPoint[];
  /** Of each point; 1 when left out. */
  readonly replications?: number | undefined;
}

/** The answer of a sweep: the content of `sweep.json`. */
export interface Sweep {
  readonly schema: 'cmgsim/sweep/1';
  /** Version of the program. */
  readonly cmgsim: string;
  readonly name: string;
  readonly question: string;
  readonly seed: string | number;
  readonly replications: number;
  readonly warmupMethod: WarmupMethod;
  /** Points there were to be: more than there are when the sweep was interrupted. */
  readonly planned: number;
  readonly notes: readonly string[];
  readonly availability: string | null;
  readonly points: readonly PointResult[];
}

/**
 * Simulates every point of a grid of factors, or of a sample of it.
 * @returns null when it was interrupted before its warm-up was found
 * @throws RefusedOption where the question cannot be followed, BrokenInvariant where the simulation is at fault
 */
export async function sweep(question: SweepQuestion, options: StudyOptions = {}): Promise<Sweep | null> {
  const { name, points, seed = 1, replications = 1, durationSeconds } = question;
  const context = contextOf(options);
  const place = (warmupSeconds: number | undefined) =>
    placePoints(points, question.window, { durationSeconds, warmupSeconds });
  const warmup = await warmupOf(place(0), question.warmup, seed, context);
  if (warmup === null) return null;
  const placed = place(warmup.seconds);
  const times = { durationSeconds, warmupSeconds: warmup.seconds };
  const base = placed.find((point) => 'deployment' in point);
  if (base !== undefined) tellWindow({ model: base.deployment.model }, times, context.onMessage);
  const results = await simulatePoints({ points: placed, seed, replications, ...times }, context);
  const planned = points.length;
  if (results.length < planned)
    context.onMessage({
      kind: 'interrupted',
      text: `${results.length} of ${planned} points were finished`,
      goesOn: 'from there',
    });
  return {
    schema: 'cmgsim/sweep/1',
    cmgsim: VERSION,
    name,
    question: question.question,
    seed,
    replications,
    warmupMethod: warmup.method,
    planned,
    ...termsOfPoints(placed),
    points: results,
  };
}

/** One warm-up for all points: the longer of the first and the last possible one, the corners of a grid. */
function warmupOf(
  points: readonly PlannedPoint[],
  asked: number | 'auto' | undefined,
  seed: string | number,
  context: StudyContext,
): ReturnType<typeof warmupFor> {
  const possible = points.flatMap((point) => ('deployment' in point ? [point.deployment] : []));
  const corners = [...new Set([possible[0], possible.at(-1)])].filter((one) => one !== undefined);
  const stated = possible.every(({ statesWarmup }) => statesWarmup);
  const models = corners.map(({ model }) => model);
  return warmupFor(models, { asked, stated, seed }, context);
}
