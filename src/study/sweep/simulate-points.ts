import type { Observation } from '../../gateway/simulation/observation.js';
import type { StudyContext } from '../context.js';
import { runBatch } from '../simulate/batch.js';
import { parsed, studyKey } from '../simulate/keeper.js';
import { attended, FINISHED, progressCells } from '../simulate/work.js';
import { VERSION } from '../version.js';
import type { PlannedPoint } from './planned-points.js';
import { impossible, type PointResult, resultOf } from './point-result.js';

const SCHEMA = 'cmgsim/point/3';
const PLACE = 'points';

export interface PointStudy {
  readonly points: readonly PlannedPoint[];
  readonly seed: string | number;
  readonly replications: number;
  readonly durationSeconds: number | undefined;
  readonly warmupSeconds: number | undefined;
}

/**
 * Simulates the points, in parallel over points and replications, and keeps each when its last replication is done. All
 * points see the same random numbers.
 * @returns the results of the points that are finished, in order
 */
export async function simulatePoints(study: PointStudy, context: StudyContext): Promise<PointResult[]> {
  const { points, replications } = study;
  const finished = await keptPoints(study, context);
  if (context.resume)
    context.onMessage({
      kind: 'kept',
      text: `${finished.size} of ${points.length} points are kept from before`,
    });
  const cells = progressCells(points.length * replications);
  const weights = points.flatMap((point) => Array.from({ length: replications }, () => workOf(point)));
  for (const index of finished.keys()) cells.fill(FINISHED, index * replications, (index + 1) * replications);
  const work = { cells, total: () => cells.length, weights, noun: 'simulations' };
  await attended(context, work, () => simulateMissing(study, finished, cells, context));
  return [...finished].sort(([a], [b]) => a - b).map(([, result]) => result);
}

/** Results of points that an interrupted sweep has kept, by index; without `resume` they are forgotten. */
async function keptPoints(
  study: PointStudy,
  { keeper, resume }: StudyContext,
): Promise<Map<number, PointResult>> {
  if (!resume) {
    await keeper.forget(PLACE);
    return new Map();
  }
  const texts = await keeper.load(PLACE);
  const kept = new Map<number, PointResult>();
  for (const [index, point] of study.points.entries()) {
    const { schema, key, result } = parsed(texts.get(nameOf(index)) ?? '');
    if (schema === SCHEMA && key === keyOf(study, point)) kept.set(index, result as PointResult);
  }
  return kept;
}

/** Simulates the points that are not finished and adds them. */
async function simulateMissing(
  study: PointStudy,
  finished: Map<number, PointResult>,
  cells: Int32Array,
  { executor, signal, keeper, onSimulated }: StudyContext,
): Promise<void> {
  const { replications, seed, durationSeconds, warmupSeconds } = study;
  const tasks = study.points.flatMap((point, index) => {
    if (finished.has(index) || !('deployment' in point)) return [];
    const { model } = point.deployment;
    return Array.from({ length: replications }, (_, replication) => {
      const cell = index * replications + replication;
      const progress = cells.subarray(cell, cell + 1);
      const task = { model, seed, replication, durationSeconds, warmupSeconds, progress };
      return { index, point, task };
    });
  });
  for (const [index, point] of study.points.entries())
    if ('problems' in point) finished.set(index, impossible(point.factors, point.problems));
  const observed = new Map<number, Observation[]>();
  const onFinished = async (observation: Observation, at: number) => {
    onSimulated();
    const { index, point } = tasks[at]!;
    const all = [...(observed.get(index) ?? []), observation];
    observed.set(index, all);
    if (all.length < replications) return;
    observed.delete(index);
    const result = resultOf(study, point.factors, point.deployment, all);
    const text = JSON.stringify({ schema: SCHEMA, key: keyOf(study, point), result });
    await keeper.keep(PLACE, nameOf(index), text);
    finished.set(index, result);
  };
  await runBatch(
    tasks.map(({ task }) => task),
    { executor, signal, onFinished },
  );
}

/** Work of a point for its listener: it grows with the number of clients. */
const workOf = (point: PlannedPoint): number =>
  'deployment' in point ? point.deployment.model.clients.reduce((sum, one) => sum + one.count, 1) : 0;

const nameOf = (index: number): string => `${index}.json`;

function keyOf(
  { seed, replications, durationSeconds, warmupSeconds }: PointStudy,
  point: PlannedPoint,
): string {
  const model = 'deployment' in point ? point.deployment.model : null;
  return studyKey({ cmgsim: VERSION, model, seed, replications, durationSeconds, warmupSeconds });
}
