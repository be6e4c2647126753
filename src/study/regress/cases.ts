import type { ModelProblem, Path } from '../../model/problem.js';
import { type Deployment, modelOf, openDeployment } from '../experiment/deployment.js';
import type { OpenedExperiment } from '../experiment/experiment.js';
import { placeWindows } from '../window/window.js';

/** One simulation of a regression set. */
export interface RegressionCase {
  readonly name: string;
  readonly deployment: Deployment;
  /** undefined: the model's own. */
  readonly warmupSeconds: number | undefined;
  readonly durationSeconds: number | undefined;
}

/** A regression set with how its figures are judged. */
export interface RegressionSet {
  readonly name: string;
  /** A baseline holds for this seed alone. */
  readonly seed: string | number;
  /** Of every case at first, and most of one whose figures are not decided. */
  readonly replications: number;
  readonly maxReplications: number;
  /** Largest difference that does not matter, as a share of the baseline. */
  readonly margin: number;
  readonly cases: readonly RegressionCase[];
}

const REPLICATIONS = 4;

/** Reads the models of a regression set, or returns every problem of any of them, each once. */
export function openRegression(
  opened: OpenedExperiment<'regress'>,
): RegressionSet | { readonly problems: readonly ModelProblem[] } {
  const { name, model, set, seed = 1, replications = REPLICATIONS, ...times } = opened.experiment;
  const { margin, maxReplications, cases: asked } = opened.experiment.regress;
  const problems = new Map<string, ModelProblem>();
  const cases: RegressionCase[] = [];
  for (const [index, one] of asked.entries()) {
    const at: Path = ['regress', 'cases', index];
    const source = modelOf(
      opened,
      one.model ?? model!,
      one.model === undefined ? ['model'] : [...at, 'model'],
    );
    const settings = [
      { values: set, at: ['set'] },
      { values: one.set, at: [...at, 'set'] },
    ];
    const made = 'problems' in source ? source : openDeployment(one.name, source, opened, settings, []);
    if ('problems' in made) {
      for (const each of made.problems) problems.set(JSON.stringify(each), each);
      continue;
    }
    const warmup = one.warmup ?? times.warmup;
    const own = {
      warmupSeconds: warmup === 'auto' ? undefined : warmup,
      durationSeconds: one.duration ?? times.duration,
    };
    const [deployment] = placeWindows([made], undefined, own);
    cases.push({ name: one.name, deployment: deployment!, ...own });
  }
  if (problems.size > 0) return { problems: [...problems.values()] };
  return { name, seed, replications, maxReplications, margin, cases };
}
