import type { Path } from '../../model/problem.js';
import { broken, type RuleBreak } from '../../model/rules/rule.js';
import { levelsOf } from '../sweep/factors.js';
import { type Experiment, KINDS, type Kind } from './experiment-schema.js';

/** What is wrong with an experiment of one kind beyond the types of its fields. */
export function* ruleBreaks(experiment: Experiment, kind: Kind): Iterable<RuleBreak> {
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
