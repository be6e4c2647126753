import { placeOf } from '../../model/document.js';
import { originOf } from '../../model/override.js';
import type { ModelProblem, Path } from '../../model/problem.js';
import type { Model } from '../../model/schema.js';
import type { ExperimentFile, OpenedExperiment } from './experiment.js';
import { type ModelSource, type OpenedModel, openSource, statesStart, statesWarmup } from './model-source.js';

/** A deployment of a study: its model, and what identifies it in results. */
export interface Deployment {
  readonly name: string;
  readonly model: Model;
  /** From which the model is loaded under other overrides. */
  readonly source: ModelSource;
  /** Name of the model, which several deployments may share. */
  readonly sha256: string;
  readonly overrides: readonly string[];
  /** Whether its model says how long the warm-up is. */
  readonly statesWarmup: boolean;
  /** Whether its model says from when on it is simulated. */
  readonly statesStart: boolean;
}

/** Fields of an experiment that override fields of a model, with the place where they stand. */
export interface Settings {
  readonly values: Readonly<Record<string, unknown>>;
  readonly at: Path;
}

type Problems = { readonly problems: readonly ModelProblem[] };

/** A deployment from the text of its model, with overrides, each `path=value`. */
export function deploymentOf(
  name: string,
  source: ModelSource,
  overrides: readonly string[] = [],
): Deployment | Problems {
  const opened = openSource(source, overrides);
  return 'problems' in opened ? opened : deploymentFrom(name, source, opened);
}

const deploymentFrom = (
  name: string,
  source: ModelSource,
  { model, sha256, overrides, data }: OpenedModel,
): Deployment => ({
  name,
  model,
  source,
  sha256,
  overrides,
  statesWarmup: statesWarmup(data),
  statesStart: statesStart(data),
});

/** Finds the model that an experiment names at `at`, seen from where the experiment stands. */
export function modelOf(opened: ExperimentFile, reference: string, at: Path): ModelSource | Problems {
  const found = opened.beside.findModel(reference);
  if (typeof found !== 'string') return found;
  const [message = '', remedy = ''] = found.split('; ');
  return { problems: [{ ...placeOf(opened.document, at), path: at.join('.'), message, remedy }] };
}

/**
 * Loads the model of a deployment with the settings of the experiment applied, the later ones last, and after them
 * the overrides of the command line. What a setting breaks is reported where it stands in the experiment.
 */
export function openDeployment(
  name: string,
  source: ModelSource,
  opened: ExperimentFile,
  settings: readonly Settings[],
  overrides: readonly string[],
): Deployment | Problems {
  const written = settings.flatMap(({ values, at }) =>
    Object.entries(values).map(([path, value]) => ({
      text: `${path}=${JSON.stringify(value)}`,
      at: [...at, path],
    })),
  );
  const texts = [...written.map(({ text }) => text), ...overrides];
  const model = openSource(source, texts);
  if (!('problems' in model)) return deploymentFrom(name, source, model);
  return {
    problems: model.problems.map((problem) => {
      const origin = written.findLast(({ text }) => problem.file === originOf(text));
      return origin === undefined ? problem : { ...problem, ...placeOf(opened.document, origin.at) };
    }),
  };
}

/** The deployments that an experiment compares, or every problem of any of them, each once. */
export function openComparison(
  opened: OpenedExperiment<'compare'>,
  overrides: readonly string[],
): { readonly deployments: readonly Deployment[] } | Problems {
  const { experiment } = opened;
  const problems = new Map<string, ModelProblem>();
  const deployments: Deployment[] = [];
  for (const [index, one] of experiment.compare.entries()) {
    const at: Path = one.model === undefined ? ['model'] : ['compare', index, 'model'];
    const source = modelOf(opened, one.model ?? experiment.model!, at);
    const settings = [
      { values: experiment.set, at: ['set'] },
      { values: one.set, at: ['compare', index, 'set'] },
    ];
    const made =
      'problems' in source ? source : openDeployment(one.name, source, opened, settings, overrides);
    if ('problems' in made) for (const each of made.problems) problems.set(JSON.stringify(each), each);
    else deployments.push(made);
  }
  return problems.size > 0 ? { problems: [...problems.values()] } : { deployments };
}
