import type { ModelDocument } from '../../model/document.js';
import type { TypeOf } from '../../model/doubtful-numbers.js';
import { splitPath } from '../../model/override.js';
import type { ModelProblem } from '../../model/problem.js';
import { modelSchema } from '../../model/schema.js';
import { typeAt, typeAtSteps } from '../../model/schema-walk.js';
import { readTableText } from '../../model/table-text.js';
import { validateText } from '../../model/validate.js';
import { ruleBreaks } from './experiment-rules.js';
import { type Experiment, experimentSchema, KINDS, type Kind } from './experiment-schema.js';
import type { ModelSource, ReadBeside } from './model-source.js';

/** Kinds whose simulations all vary one model. */
type KindOfOneModel = 'sweep' | 'plan';

/** An experiment of one kind: what that kind needs is there. */
export type ExperimentOf<K extends Kind> = Experiment & {
  readonly [Section in K]-?: NonNullable<Experiment[Section]>;
} & (K extends KindOfOneModel ? { readonly model: string } : unknown);

/** The file of an experiment, with the places of its fields. */
export interface ExperimentFile {
  readonly document: ModelDocument;
  readonly file: string;
  readonly beside: FilesBeside;
}

/** An experiment that was read from a file. */
export interface OpenedExperiment<K extends Kind> extends ExperimentFile {
  readonly experiment: ExperimentOf<K>;
}

/** The files that an experiment may name, seen from where it stands. */
export interface FilesBeside {
  readonly readText?: ReadBeside | undefined;
  /** Finds a model; what is wrong, in one line, where there is none. */
  findModel(reference: string): ModelSource | string;
}

/**
 * Reads the text of an experiment file of one kind, or returns every problem with its place. Nothing is opened but tables
 * that a value draws from.
 * @param file how problems call it
 */
export function readExperiment<K extends Kind>(
  text: string,
  file: string,
  kind: K,
  beside: FilesBeside,
): OpenedExperiment<K> | { readonly problems: readonly ModelProblem[] } {
  const { readText } = beside;
  const rules = (experiment: Experiment) => [...ruleBreaks(experiment, kind)];
  const outcome = validateText(experimentSchema, rules, text, file, {
    ...(readText && { readTable: (name: string) => readTableText(readText(name)) }),
    openType: modelType,
  });
  if ('problems' in outcome) return { problems: outcome.problems.map(aboutExperiments) };
  const { value: experiment, document } = outcome;
  if (!isOf(experiment, kind)) throw new RangeError(`the rules let an experiment pass that is no ${kind}`);
  return { experiment, document, file, beside };
}

/** What the rules of the kinds hold, for the compiler. */
const isOf = <K extends Kind>(experiment: Experiment, kind: K): experiment is ExperimentOf<K> =>
  experiment[kind] !== undefined &&
  (experiment.model !== undefined || kind === 'compare' || kind === 'regress');

/** The type of a field of the model that an experiment sets, by a path such as `gateway.instances`, to one value or several. */
const modelType: TypeOf = (path) => {
  for (const [index, key] of path.entries()) {
    const type = typeof key === 'string' && index > 0 ? typeAtSteps(modelSchema, splitPath(key)) : undefined;
    if (type === undefined) continue;
    const inside = path.slice(index + 1);
    return typeAt(type, inside, undefined) ?? typeAt(type, inside.slice(1), undefined);
  }
  return undefined;
};

const aboutExperiments = (problem: ModelProblem): ModelProblem =>
  problem.message === 'the file is empty'
    ? { ...problem, remedy: `start with "name:", "question:", "model:" and one of ${KINDS.join(', ')}` }
    : problem;
