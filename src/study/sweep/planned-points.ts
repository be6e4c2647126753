import type { ModelProblem } from '../../model/problem.js';
import { type Deployment, modelOf, openDeployment } from '../experiment/deployment.js';
import type { OpenedExperiment } from '../experiment/experiment.js';
import { termsOfAll } from '../summary/terms.js';
import { type AskedWindow, placeWindows } from '../window/window.js';
import { type Point, pointsOf } from './points.js';

/** A point that is to be simulated, or why it cannot be. */
export type PlannedPoint = { readonly factors: Point } & (
  | { readonly deployment: Deployment }
  | { readonly problems: readonly ModelProblem[] }
);

/** The points of a sweep with their models, in order; or the problem that its model cannot be found. */
export function planSweep(
  opened: OpenedExperiment<'sweep'>,
  overrides: readonly string[],
  seed: string | number,
): { readonly points: readonly PlannedPoint[] } | { readonly problems: readonly ModelProblem[] } {
  const { model, set, sweep } = opened.experiment;
  const source = modelOf(opened, model, ['model']);
  if ('problems' in source) return source;
  const points = pointsOf(sweep, seed).map((factors, index): PlannedPoint => {
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
