import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Observation } from '../../gateway/observation.js';
import type { ModelProblem } from '../../model/problem.js';
import { type Deployment, modelOf, openDeployment } from '../experiment/deployment.js';
import type { OpenedExperiment } from '../experiment/experiment.js';
import { writeTexts } from '../results/results.js';
import { runBatch } from '../simulate/batch.js';
import { studyKey } from '../simulate/kept.js';
import { summarise } from '../summary/summarise.js';
import type { Summary } from '../summary/summary.js';
import { termsOf, termsOfAll } from '../summary/terms.js';
import type { WarmupMethod } from '../warmup/warmup-method.js';
import { type AskedWindow, placeWindows } from '../window/window.js';
import { type Point, pointsOf } from './points.js';

const SCHEMA = 'cmgsim/point/3';

/** A point that was simulated, or that cannot be: a model that does not validate, and why. */
export type PointResult =
  | { readonly factors: Point; readonly state: 'impossible'; readonly reason: string }
  | { readonly factors: Point; readonly state: Summary['verdict']['state']; readonly summary: PointSummary };

/** What a sweep keeps of the summary of a point. */
type PointSummary = Pick<
  Summary,
  | 'replications'
  | 'durationSeconds'
  | 'warmupSeconds'
  | 'verdict'
  | 'objective'
  | 'requests'
  | 'content'
  | 'instances'
  | 'notes'
  | 'cost'
> & { readonly bottleneckKind: string | null };

/** A point that is to be simulated, or why it cannot be. */
export type PlannedPoint = { readonly factors: Point } & (
  | { readonly deployment: Deployment }
  | { readonly problems: readonly ModelProblem[] }
);

/** The points of a sweep with their models, in order; or the problem that its model cannot be found. */
export function planSweep(
  opened: OpenedExperiment,
  overrides: readonly string[],
  seed: string | number,
): { readonly points: readonly PlannedPoint[] } | { readonly problems: readonly ModelProblem[] } {
  const { model, set, sweep } = opened.experiment;
  const source = modelOf(opened, model!, ['model']);
  if ('problems' in source) return source;
  const points = pointsOf(sweep!, seed).map((factors, index): PlannedPoint => {
    const settings = [
      { values: set, at: ['set'] },
      { values: factors, at: ['sweep', 'factors'] },
    ];
    const made = openDeployment(`point-${index}`, source, opened, settings, overrides);
    return 'problems' in made ? { factors, problems: made.problems } : { factors, deployment: made };
  });
  return { points };
}

/** Places the measured windows of the points that can be: where the first of them has most expected requests, or as asked. */
export function placePoints(
  points: readonly PlannedPoint[],
  asked: AskedWindow | undefined,
  times: Parameters<typeof placeWindows>[2],
): PlannedPoint[] {
  const possible = points.flatMap((point) => ('deployment' in point ? [point.deployment] : []));
  const placed = placeWindows(possible, asked, times).values();
  return points.map((point) =>
    'deployment' in point ? { ...point, deployment: placed.next().value as Deployment } : point,
  );
}

/** What a sweep says of its points, whatever was measured; of some of them by their number. */
export function termsOfPoints(points: readonly PlannedPoint[]): ReturnType<typeof termsOfAll> {
  const deployments = points.flatMap((point) => ('deployment' in point ? [point.deployment] : []));
  return termsOfAll(deployments, (some) => `${some.length} of ${deployments.length} points`);
}

export interface SweepStudy {
  readonly points: readonly PlannedPoint[];
  /** Folder of the results: finished points are kept in `points` below it. */
  readonly directory: string;
  readonly cmgsim: string;
  readonly seed: string | number;
  readonly replications: number;
  readonly durationSeconds: number | undefined;
  readonly warmupSeconds: number | undefined;
  readonly warmupMethod: WarmupMethod;
}

/** Results of points that an interrupted sweep has kept, by index; without `resume` they are forgotten. */
export async function keptPoints(study: SweepStudy, resume: boolean): Promise<Map<number, PointResult>> {
  const folder = join(study.directory, 'points');
  if (!resume) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const kept = new Map<number, PointResult>();
  for (const [index, point] of study.points.entries()) {
    const result = resume ? await readPoint(join(folder, fileOf(index)), keyOf(study, point)) : null;
    if (result !== null) kept.set(index, result);
  }
  return kept;
}

/**
 * Simulates the points that are not finished, in parallel over points and replications, and keeps each in a file when
 * its last replication is done. All points see the same random numbers. Finished points are added to `finished`.
 */
export async function runSweep(
  study: SweepStudy,
  finished: Map<number, PointResult>,
  options: {
    readonly workers: number;
    readonly signal: AbortSignal;
    /** One cell a replication of a point, those of a point side by side. */
    readonly progress: Int32Array;
    /** Told of each replication when it ends, before its point is kept. */
    readonly onSimulated?: (() => void) | undefined;
  },
): Promise<void> {
  const { replications, seed, durationSeconds, warmupSeconds } = study;
  const tasks = study.points.flatMap((point, index) => {
    if (finished.has(index) || !('deployment' in point)) return [];
    const { model } = point.deployment;
    return Array.from({ length: replications }, (_, replication) => {
      const cell = index * replications + replication;
      const progress = options.progress.subarray(cell, cell + 1);
      return { index, task: { model, seed, replication, durationSeconds, warmupSeconds, progress } };
    });
  });
  for (const [index, point] of study.points.entries())
    if ('problems' in point) finished.set(index, impossible(point.factors, point.problems));
  const observed = new Map<number, Observation[]>();
  await runBatch(
    tasks.map(({ task }) => task),
    {
      workers: options.workers,
      signal: options.signal,
      onFinished: async (observation, at) => {
        options.onSimulated?.();
        const { index } = tasks[at]!;
        const all = [...(observed.get(index) ?? []), observation];
        observed.set(index, all);
        if (all.length < replications) return;
        const point = study.points[index]!;
        if (!('deployment' in point)) return;
        observed.delete(index);
        const result = resultOf(study, point.factors, point.deployment, all);
        await keepPoint(study, index, result);
        finished.set(index, result);
      },
    },
  );
}

function impossible(factors: Point, problems: readonly ModelProblem[]): PointResult {
  const reasons = problems.map(({ path, message, remedy }) => `${path}: ${message}; ${remedy}`);
  return { factors, state: 'impossible', reason: reasons.join(' / ') };
}

function resultOf(
  study: SweepStudy,
  factors: Point,
  { model, sha256, overrides }: Deployment,
  observations: readonly Observation[],
): PointResult {
  const summary = summarise(observations, {
    cmgsim: study.cmgsim,
    model: { name: model.name, sha256, overrides: [...overrides] },
    seed: study.seed,
    replicationsPlanned: study.replications,
    precision: null,
    ...termsOf(model),
    objective: model.objective,
    wallSeconds: 0,
    peakMemoryBytes: 0,
  });
  const { verdict, resources } = summary;
  const bottleneckKind = verdict.bottleneck === null ? null : resources[verdict.bottleneck]!.kind;
  const kept = {
    replications: summary.replications,
    durationSeconds: summary.durationSeconds,
    warmupSeconds: summary.warmupSeconds,
    verdict,
    objective: summary.objective,
    requests: summary.requests,
    content: summary.content,
    instances: summary.instances,
    notes: summary.notes,
    cost: summary.cost,
  };
  return { factors, state: verdict.state, summary: { ...kept, bottleneckKind } };
}

const fileOf = (index: number): string => `${index}.json`;

function keyOf(
  { cmgsim, seed, replications, durationSeconds, warmupSeconds }: SweepStudy,
  point: PlannedPoint,
) {
  const model = 'deployment' in point ? point.deployment.model : null;
  return studyKey({ cmgsim, model, seed, replications, durationSeconds, warmupSeconds });
}

async function keepPoint(study: SweepStudy, index: number, result: PointResult): Promise<void> {
  const key = keyOf(study, study.points[index]!);
  const text = JSON.stringify({ schema: SCHEMA, key, result });
  await writeTexts(join(study.directory, 'points'), { [fileOf(index)]: text });
}

async function readPoint(file: string, wanted: string): Promise<PointResult | null> {
  try {
    const { schema, key, result } = JSON.parse(await readFile(file, 'utf8'));
    return schema === SCHEMA && key === wanted ? result : null;
  } catch {
    return null;
  }
}
