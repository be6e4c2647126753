import type { Observation } from '../../gateway/simulation/observation.js';
import type { ModelProblem } from '../../model/problem.js';
import type { Deployment } from '../experiment/deployment.js';
import { summarise } from '../summary/summarise.js';
import type { Summary } from '../summary/summary.js';
import { termsOf } from '../summary/terms.js';
import { VERSION } from '../version.js';
import { type PlacedWindow, placedWindow } from '../window/placed-window.js';
import type { Point } from './points.js';

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
> &
  PlacedWindow & { readonly bottleneckKind: string | null };

/** A point whose model does not validate, with everything that is wrong. */
export function impossible(factors: Point, problems: readonly ModelProblem[]): PointResult {
  const reasons = problems.map(({ path, message, remedy }) => `${path}: ${message}; ${remedy}`);
  return { factors, state: 'impossible', reason: reasons.join(' / ') };
}

/** What the replications of a point say of it. */
export function resultOf(
  study: { readonly seed: string | number; readonly replications: number },
  factors: Point,
  { model, sha256, overrides }: Deployment,
  observations: readonly Observation[],
): PointResult {
  const summary = summarise(observations, {
    cmgsim: VERSION,
    model: { name: model.name, sha256, overrides: [...overrides] },
    seed: study.seed,
    replicationsPlanned: study.replications,
    precision: null,
    ...termsOf(model),
    objective: model.objective,
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
    ...placedWindow(model, summary),
  };
  return { factors, state: verdict.state, summary: { ...kept, bottleneckKind } };
}
