import type { Observation } from '../../gateway/simulation/observation.js';
import { compare, type Difference, type PairedMetric } from '../../measure/comparison.js';
import { CONFIDENCE } from '../../measure/interval.js';
import type { Deployment } from '../experiment/deployment.js';
import { objectiveAnswer } from '../objective/objective.js';
import { type Measure, measuresOf } from '../summary/measures.js';
import { published } from '../summary/metric.js';
import { type RunContext, summarise } from '../summary/summarise.js';
import type { Summary } from '../summary/summary.js';
import { termsOf, termsOfAll } from '../summary/terms.js';
import { placedWindow } from '../window/placed-window.js';
import {
  COMPARISON_SCHEMA,
  type ComparedDeployment,
  type Comparison,
  type DifferenceSummary,
} from './comparison.js';

/** A deployment with what its replications yielded. */
export interface Simulated {
  readonly deployment: Deployment;
  readonly observations: readonly Observation[];
}

/** What a comparison says of itself beside the observations. */
export type CompareContext = Pick<
  Comparison,
  'cmgsim' | 'name' | 'question' | 'seed' | 'replicationsPlanned' | 'warmupMethod'
>;

/**
 * Holds every deployment against the first, figure by figure, over the replications that all of them finished.
 * All have the same seed, so that replication i of each sees the same clients, arrivals and sizes (common random
 * numbers); each figure is judged by a paired t-test, all figures of all deployments together by the method of Holm, with
 * intervals by that of Bonferroni.
 * @throws RangeError with fewer than two deployments, or fewer than two replications that all of them finished
 */
export function compareDeployments(simulated: readonly Simulated[], context: CompareContext): Comparison {
  const [base, ...others] = pairedSummaries(simulated, context);
  if (base === undefined || others.length === 0) throw new RangeError('a comparison needs two deployments');
  const { replications, durationSeconds, warmupSeconds } = base.whole;
  if (replications < 2) throw new RangeError('a comparison needs two replications of each deployment');
  const measures = measuresOf([base, ...others].flatMap(({ single }) => single));
  const pairs = others.flatMap((other) => measures.map((measure) => pairOf(base, other, measure)));
  const judged = compare(pairs.flatMap(({ paired }) => (paired === null ? [] : [paired])));
  const results = judged.values();
  return {
    schema: COMPARISON_SCHEMA,
    ...context,
    replications,
    durationSeconds,
    warmupSeconds,
    confidence: CONFIDENCE,
    ...termsOfAll(simulated.map(({ deployment }) => deployment)),
    deployments: [base, ...others].map(describeDeployment),
    differences: pairs.map((pair) =>
      pair.paired === null ? lacking(pair) : shown(pair, results.next().value!),
    ),
    sensitivity: null,
  };
}

interface Summarised {
  readonly deployment: Deployment;
  /** Over all paired replications. */
  readonly whole: Summary;
  /** One a replication, in order: whatever a summary says, it says of each. */
  readonly single: readonly Summary[];
}

function pairedSummaries(simulated: readonly Simulated[], context: CompareContext): Summarised[] {
  const common = finishedByAll(simulated);
  if (common.length === 0) throw new RangeError('no replication was finished by every deployment');
  return simulated.map(({ deployment, observations }) => {
    const paired = common.map((replication) => observations.find((one) => one.replication === replication)!);
    const told = { ...runContext(deployment, context), replicationsPlanned: context.replicationsPlanned };
    return {
      deployment,
      whole: summarise(paired, told),
      single: paired.map((one) => summarise([one], told)),
    };
  });
}

/** The replications that every deployment has finished, rising: those that can be paired. */
export function finishedByAll(simulated: readonly Pick<Simulated, 'observations'>[]): number[] {
  const [first, ...others] = simulated.map(({ observations }) => observations.map((one) => one.replication));
  return (first ?? []).filter((one) => others.every((other) => other.includes(one))).sort((a, b) => a - b);
}

function runContext(
  { model, sha256, overrides }: Deployment,
  { cmgsim, seed, replicationsPlanned }: CompareContext,
): RunContext {
  return {
    cmgsim,
    model: { name: model.name, sha256, overrides: [...overrides] },
    seed,
    replicationsPlanned,
    precision: null,
    ...termsOf(model),
    objective: model.objective,
  };
}

interface Pair {
  readonly deployment: string;
  readonly measure: Measure;
  /** null when a replication of either side lacks the figure. */
  readonly paired: PairedMetric | null;
  readonly reason: string;
}

function pairOf(base: Summarised, other: Summarised, measure: Measure): Pair {
  const values = ({ single }: Summarised) => single.map((one) => measure.read(one).value);
  const [before, after] = [values(base), values(other)];
  const complete = (figures: (number | null)[]): figures is number[] => !figures.includes(null);
  const paired: PairedMetric | null =
    complete(before) && complete(after)
      ? {
          name: `${measure.requests} ${measure.measure}`,
          better: measure.better,
          base: before,
          alternative: after,
        }
      : null;
  const reasons = [base, other].map(({ whole }) => measure.read(whole).reason);
  const reason = reasons.find((one) => one !== undefined) ?? 'a replication lacks it';
  return { deployment: other.deployment.name, measure, paired, reason };
}

const NONE = { value: null, low: null, high: null } as const;

function lacking({ deployment, measure, reason }: Pair): DifferenceSummary {
  const { requests, measure: name, unit, better } = measure;
  return {
    deployment,
    requests,
    measure: name,
    unit,
    better,
    base: NONE,
    value: NONE,
    difference: NONE,
    relative: NONE,
    pValue: null,
    verdict: null,
    varianceRatio: null,
    independentReplications: null,
    reason,
  };
}

function shown({ deployment, measure, paired }: Pair, found: Difference): DifferenceSummary {
  const { requests, measure: name, unit, better } = measure;
  const replications = paired!.base.length;
  return {
    deployment,
    requests,
    measure: name,
    unit,
    better,
    base: published(found.base, replications, ''),
    value: published(found.alternative, replications, ''),
    difference: found.difference,
    relative: found.relative ?? NONE,
    pValue: found.pValue,
    verdict: found.verdict,
    varianceRatio: found.varianceRatio,
    independentReplications: found.independentReplications,
  };
}

function describeDeployment({ deployment, whole }: Summarised): ComparedDeployment {
  const { name, sha256, overrides, model } = deployment;
  const { verdict, objective } = whole;
  return {
    name,
    model: model.name,
    sha256,
    overrides: [...overrides],
    verdict,
    objective: objectiveAnswer(objective),
    ...placedWindow(model, whole),
  };
}
