import { z } from 'zod';
import type { ModelDocument } from '../../model/document.js';
import type { TypeOf } from '../../model/doubtful-numbers.js';
import { count, duration, fixedDuration, NO_ZERO, ONE_VALUE, positive } from '../../model/field.js';
import { nearest } from '../../model/nearest.js';
import { splitPath } from '../../model/override.js';
import type { ModelProblem, Path } from '../../model/problem.js';
import { broken, type RuleBreak } from '../../model/rules/rule.js';
import { modelSchema } from '../../model/schema.js';
import { typeAt, typeAtSteps } from '../../model/schema-walk.js';
import { validateText } from '../../model/validate.js';
import { planSchema } from '../plan/plan-section.js';
import { regressSchema } from '../regress/regress-section.js';
import { levelsOf, sweepSchema } from '../sweep/factors.js';
import { isFile, shippedFile, shippedNames, tablesBeside } from './model-source.js';
import { readTextFile } from './text-file.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const name = z.string().regex(NAME, 'letters, digits, dots, hyphens');

const settings = z
  .record(z.string().min(1), z.unknown())
  .prefault({})
  .describe('Fields of the model to override, as path: value');

const deployment = z.strictObject({
  name: name.describe('What results call this deployment'),
  model: z.string().min(1).optional().describe('Its model, where it is not that of the experiment'),
  set: settings,
});

/** What an experiment file may say: a common head, and one key that says which kind of study it is. */
const experimentSchema = z
  .strictObject({
    name: name.describe('Name of the experiment; results go to a folder of this name'),
    question: z.string().min(1).describe('What the experiment is to answer, in one sentence'),
    model: z.string().min(1).optional().describe('Shipped model, or path of a model file, seen from here'),
    set: settings,
    replications: count(1).optional().describe('Independent repetitions of each simulation'),
    duration: positive(fixedDuration(ONE_VALUE.run), NO_ZERO.run)
      .optional()
      .describe("Time to measure, instead of the model's"),
    warmup: z
      .union([z.literal('auto'), duration])
      .optional()
      .describe("Time to simulate before, instead of the model's; auto: found by MSER-5"),
    seed: z
      .union([z.int().min(0), z.string().min(1)])
      .optional()
      .describe('What all random draws follow from'),
    compare: z.array(deployment).min(2).optional().describe('Deployments; each is held against the first'),
    sweep: sweepSchema.optional(),
    plan: planSchema.optional(),
    regress: regressSchema.optional(),
  })
  .describe('A study over deployments of the cloud management gateway');

export type Experiment = z.output<typeof experimentSchema>;

/** The kinds of study; an experiment file is of one. */
const KINDS = ['compare', 'sweep', 'plan', 'regress'] as const satisfies readonly (keyof Experiment)[];
export type Kind = (typeof KINDS)[number];

/** An experiment that was read from a file, with the places of its fields. */
export interface OpenedExperiment {
  readonly experiment: Experiment;
  readonly document: ModelDocument;
  readonly file: string;
}

/** The file of an experiment, given as a path or as the name of a shipped one; null when it is neither. */
export function findExperiment(reference: string): string | null {
  return isFile(reference) ? reference : shippedFile('experiments', reference);
}

/** Whether a file has the sections of a model and none of an experiment. */
export function isModelFile(file: string): boolean {
  const text = readTextFile(file);
  if (typeof text !== 'string') return false;
  const has = (names: string): boolean => new RegExp(`^["']?(${names})["']?\\s*:`, 'm').test(text);
  return has('clients|gateways?') && !has(['question', 'model', ...KINDS].join('|'));
}

/** What to say when there is no such experiment. */
export function noSuchExperiment(reference: string): string {
  const names = shippedNames('experiments');
  const meant = nearest(reference, names);
  const remedy = meant === undefined ? `a path, or one of ${names.join(', ')}` : `did you mean ${meant}?`;
  return `${reference}: there is no such file and no shipped experiment of this name; ${remedy}`;
}

/** Reads an experiment file of one kind, or returns every problem with its place. Model files are not opened. */
export function openExperiment(
  file: string,
  kind: Kind,
): OpenedExperiment | { readonly problems: readonly ModelProblem[] } {
  const text = readTextFile(file);
  return typeof text === 'string' ? readExperiment(text, file, kind) : { problems: [text] };
}

/** Same from the text of a file; nothing is opened but tables that a value draws from. */
export function readExperiment(
  text: string,
  file: string,
  kind: Kind,
): OpenedExperiment | { readonly problems: readonly ModelProblem[] } {
  const rules = (experiment: Experiment) => [...ruleBreaks(experiment, kind)];
  const outcome = validateText(experimentSchema, rules, text, file, {
    readTable: tablesBeside(file),
    openType: modelType,
  });
  if ('problems' in outcome) return { problems: outcome.problems.map(aboutExperiments) };
  return { experiment: outcome.value, document: outcome.document, file };
}

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

function* ruleBreaks(experiment: Experiment, kind: Kind): Iterable<RuleBreak> {
  yield* kindBreaks(experiment, kind);
  if (experiment.compare !== undefined) yield* compareBreaks(experiment, experiment.compare);
  if (experiment.sweep !== undefined) yield* sweepBreaks(experiment, experiment.sweep);
  if (experiment.regress !== undefined) yield* regressBreaks(experiment, experiment.regress);
  if (experiment.plan !== undefined) yield* planBreaks(experiment, experiment.plan);
}

function* kindBreaks(experiment: Experiment, kind: Kind): Iterable<RuleBreak> {
  const present = KINDS.filter((one) => experiment[one] !== undefined);
  const [first, ...others] = present;
  if (first === undefined)
    yield broken([], 'nothing is asked', `add one of ${KINDS.map((one) => `${one}:`).join(', ')}`);
  for (const other of others)
    yield broken([other], `${first} and ${other} stand in one experiment`, 'write a file for each');
  if (first !== undefined && !present.includes(kind))
    yield broken([first], `this experiment is not for cmgsim ${kind}`, `write cmgsim ${first}`);
}

const compareBreaks = (experiment: Experiment, deployments: readonly Named[]): Iterable<RuleBreak> =>
  namedBreaks(experiment, deployments, ['compare']);

function* regressBreaks(
  experiment: Experiment,
  { cases, maxReplications }: NonNullable<Experiment['regress']>,
): Iterable<RuleBreak> {
  yield* namedBreaks(experiment, cases, ['regress', 'cases']);
  const { replications = 2, warmup } = experiment;
  if (replications < 2) yield broken(['replications'], 'one replication has no interval', 'write 4 or more');
  if (replications > maxReplications)
    yield broken(
      ['regress', 'maxReplications'],
      `${maxReplications} is less than the ${replications} replications of every case`,
      `write ${replications} or more`,
    );
  if (warmup === 'auto')
    yield broken(['warmup'], 'a baseline needs the same warm-up every time', 'write for instance 5min');
}

interface Named {
  readonly name: string;
  readonly model?: string | undefined;
}

/** Names that stand twice in a list of simulations, and those without a model. */
function* namedBreaks(experiment: Experiment, simulations: readonly Named[], at: Path): Iterable<RuleBreak> {
  for (const [index, one] of simulations.entries()) {
    const path: Path = [...at, index];
    if (simulations.findIndex((other) => other.name === one.name) < index)
      yield broken([...path, 'name'], `"${one.name}" is named twice`, 'give each its own name');
    if (one.model === undefined && experiment.model === undefined)
      yield broken(path, 'has no model', 'add model: here, or once at the top for all');
  }
}

function* sweepBreaks(
  experiment: Experiment,
  { factors }: NonNullable<Experiment['sweep']>,
): Iterable<RuleBreak> {
  if (experiment.model === undefined)
    yield broken(['sweep'], 'there is no model to sweep over', 'add model: at the top');
  if (Object.keys(factors).length === 0)
    yield broken(['sweep', 'factors'], 'there is no factor', 'add for instance gateway.instances: [1, 2, 4]');
  for (const [path, factor] of Object.entries(factors)) {
    const levels = levelsOf(factor);
    if ('message' in levels) yield { paths: [['sweep', 'factors', path]], ...levels };
  }
}

function* planBreaks(
  experiment: Experiment,
  { candidates, scenarios }: NonNullable<Experiment['plan']>,
): Iterable<RuleBreak> {
  if (experiment.model === undefined)
    yield broken(['plan'], 'there is no model to plan with', 'add model: at the top');
  if (Object.keys(candidates).length === 0)
    yield broken(
      ['plan', 'candidates'],
      'there is no choice',
      'add for instance gateway.instances: [1, 2, 4]',
    );
  for (const [index, { name }] of scenarios.entries())
    if (scenarios.findIndex((other) => other.name === name) < index)
      yield broken(
        ['plan', 'scenarios', index, 'name'],
        `"${name}" is named twice`,
        'give each its own name',
      );
}
