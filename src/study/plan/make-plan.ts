import type { Observation } from '../../gateway/observation.js';
import { meanInterval } from '../../measure/interval.js';
import type { Deployment } from '../experiment/deployment.js';
import type { Experiment } from '../experiment/experiment.js';
import { pricesOf } from '../money/prices.js';
import type { Objective } from '../objective/objective.js';
import { summarise } from '../summary/summarise.js';
import type { Summary } from '../summary/summary.js';
import { termsOf, termsOfAll } from '../summary/terms.js';
import { type Bound, boundsOf, boundValue } from './bounds.js';
import type { Candidates } from './candidates.js';
import { onFrontier } from './frontier.js';
import {
  type CandidateScenario,
  PLAN_SCHEMA,
  type Plan,
  type PlanCandidate,
  type PlanScenario,
  type Spent,
} from './result.js';
import { Samples, type SimulateOne, valuesOf } from './samples.js';
import {
  type Check,
  errorPerComparison,
  type SearchProblem,
  type SearchResult,
  searchPlan,
} from './search.js';

/** What a plan says of itself beside what it finds. */
export interface PlanContext extends Pick<Plan, 'cmgsim' | 'seed' | 'warmupMethod'> {
  /** Instead of the experiment's own. */
  readonly maxReplications?: number | undefined;
  /** Replications that are simulated at the same time. */
  readonly parallel?: number | undefined;
  /** Told how many candidates need no more looking at. */
  readonly onCandidate?: ((done: number) => void) | undefined;
}

const PROCEDURE = {
  name: 'sequential feasibility check F_B in order of rising cost, Bonferroni over candidates and limits',
  reference:
    'Batur and Kim, Finding feasible systems in the presence of constraints on multiple performance measures, ' +
    'ACM TOMACS 20(3), 2010',
} as const;

/**
 * Finds the cheapest candidate that keeps the objective in every scenario, the runner-up, and the frontier of cost
 * against latency.
 * @returns what is wrong, in one line, when the objective is empty or no scenario can judge a bound
 */
export async function makePlan(
  experiment: Experiment,
  candidates: Candidates,
  context: PlanContext,
  simulateOne: SimulateOne,
): Promise<Plan | string> {
  const section = experiment.plan!;
  const maxReplications = context.maxReplications ?? section.maxReplications;
  const first = candidates.possible[0]!.deployments;
  const own: Objective = section.objective ?? {};
  const objective = Object.keys(own).length > 0 ? own : first[0]!.model.objective;
  const samples = new Samples(candidates.possible, simulateOne);
  const scenarios: PlanScenario[] = [];
  for (const [index, { name }] of section.scenarios.entries()) {
    const [pilot] = await samples.take(0, index, 0, 1);
    const { judged, unjudged } = boundsOf(objective, pilot!, section.tolerance);
    scenarios.push({ name, bounds: judged, unjudged });
  }
  const fault = faultOf(objective, scenarios);
  if (fault !== null) return fault;

  const problem: SearchProblem = {
    candidates: candidates.possible.length,
    scenarios: scenarios.map(({ bounds }) => bounds.map((bound) => ({ name: nameOf(bound), ...bound }))),
    probability: section.probability,
    firstStage: section.firstStage,
    maxReplications,
    batch: context.parallel,
  };
  const found = await searchPlan(problem, async ({ candidate, scenario, firstReplication, replications }) => {
    context.onCandidate?.(candidate);
    return valuesOf(
      scenarios[scenario]!.bounds,
      await samples.take(candidate, scenario, firstReplication, replications),
    );
  });
  const judged = samples.simulated;
  const frontier = await frontierOf(
    section.frontierReplications,
    scenarios,
    found,
    samples,
    problem.candidates,
  );
  const { durationSeconds, warmupSeconds } = (await samples.take(0, 0, 0, 1))[0]!;
  const described = await describeAll(candidates, scenarios, found, samples, frontier, context);
  const { selected, runnerUp, undecided } = found;
  return {
    schema: PLAN_SCHEMA,
    cmgsim: context.cmgsim,
    name: experiment.name,
    question: experiment.question,
    model: { name: first[0]!.model.name, sha256: first[0]!.sha256 },
    seed: context.seed,
    durationSeconds,
    warmupSeconds,
    warmupMethod: context.warmupMethod,
    factors: Object.keys(section.candidates),
    scenarios,
    procedure: {
      ...PROCEDURE,
      probability: section.probability,
      errorPerComparison: errorPerComparison(problem),
      toleranceShare: section.tolerance,
      firstStage: section.firstStage,
      maxReplications,
    },
    outcome: undecided.length > 0 ? 'undecided' : selected === null ? 'none' : 'selected',
    selected,
    runnerUp,
    nextCheaper: nextCheaper(described, selected),
    undecided,
    availability: availabilityOf(candidates),
    currency: first[0]!.model.prices.currency,
    pricesNote: pricesOf(first[0]!.model).note,
    candidates: described,
    impossible: candidates.impossible,
    frontierMeasure: frontier && { ...frontier.bound, scenario: scenarios[frontier.scenario]!.name },
    replications: spent(problem, found, samples.simulated - judged),
    sensitivity: null,
  };
}

const availabilityOf = ({ possible }: Candidates): string | null =>
  termsOfAll(possible.map(({ deployments }) => deployments[0]!)).availability;

const nameOf = ({ requests, measure }: Bound): string => `${requests} ${measure}`;

/** A bound that names its class must be judged somewhere; otherwise the answer would be to another question. */
function faultOf(objective: Objective, scenarios: readonly PlanScenario[]): string | null {
  if (Object.keys(objective).length === 0)
    return 'there is no objective; add plan.objective, as in "policy p95 <= 2s, failed <= 0.1%"';
  for (const requests of Object.keys(objective).filter((name) => name !== 'all')) {
    const unjudged = scenarios.flatMap((one) =>
      one.unjudged.map((each) => ({ scenario: one.name, ...each })),
    );
    const first = unjudged.find((one) => one.requests === requests);
    if (first !== undefined)
      return `${requests} ${first.measure} cannot be judged in "${first.scenario}": ${first.reason}; write a longer duration`;
  }
  const empty = scenarios.find(({ bounds }) => bounds.length === 0);
  return empty === undefined ? null : `nothing can be judged in "${empty.name}"; write a longer duration`;
}

interface Frontier {
  readonly bound: Bound;
  readonly scenario: number;
}

/**
 * Holds cost against the first latency of the objective, in the scenario in which the selected candidate (or else the
 * dearest) waits longest, and simulates there those candidates that nobody had to judge.
 */
async function frontierOf(
  replications: number,
  scenarios: readonly PlanScenario[],
  { selected }: SearchResult,
  samples: Samples,
  candidates: number,
): Promise<Frontier | null> {
  let slowest: (Frontier & { seconds: number }) | null = null;
  for (const [scenario, { bounds }] of scenarios.entries()) {
    const bound = bounds.find(({ measure }) => measure !== 'failed');
    if (bound === undefined) continue;
    const seen = await samples.all(selected ?? candidates - 1, scenario);
    const seconds = Math.max(...seen.map((one) => boundValue(bound, one)));
    if (slowest === null || seconds > slowest.seconds) slowest = { bound, scenario, seconds };
  }
  if (slowest === null) return null;
  for (let candidate = 0; candidate < candidates && replications > 0; candidate++) {
    const done = (await samples.all(candidate, slowest.scenario)).length;
    if (done < replications) await samples.take(candidate, slowest.scenario, 0, replications);
  }
  return slowest;
}

async function describeAll(
  { possible }: Candidates,
  scenarios: readonly PlanScenario[],
  found: SearchResult,
  samples: Samples,
  frontier: Frontier | null,
  context: PlanContext,
): Promise<PlanCandidate[]> {
  const waits = await Promise.all(
    possible.map(async (_, candidate) =>
      frontier === null
        ? []
        : (await samples.all(candidate, frontier.scenario)).map((one) => boundValue(frontier.bound, one)),
    ),
  );
  const offers = onFrontier(
    possible.map(({ costPerMonth }, candidate) => ({ costPerMonth, seconds: waits[candidate]! })),
  );
  return Promise.all(
    possible.map(async ({ values, costPerMonth, availability, deployments }, candidate) => {
      const summaries = await Promise.all(
        scenarios.map(async (_, scenario) => {
          const observations = await samples.all(candidate, scenario);
          return observations.length === 0 ? null : summaryOf(deployments[scenario]!, observations, context);
        }),
      );
      const seen = await Promise.all(
        scenarios.map(async (planned, scenario) => {
          const verdicts = found.checks.find(
            (one) => one.candidate === candidate && one.scenario === scenario,
          )?.verdicts;
          return describeScenario(
            planned,
            await samples.all(candidate, scenario),
            summaries[scenario]!,
            verdicts,
          );
        }),
      );
      return {
        values,
        costPerMonth,
        availability,
        state: stateOf(candidate, found),
        scenarios: seen.filter((one) => one !== null),
        frontierSeconds: waits[candidate]!.length === 0 ? null : meanInterval(waits[candidate]!),
        onFrontier: offers[candidate]!,
      };
    }),
  );
}

function describeScenario(
  { name, bounds }: PlanScenario,
  observations: readonly Observation[],
  summary: Summary | null,
  verdicts: Check['verdicts'] | undefined,
): CandidateScenario | null {
  if (summary === null) return null;
  const { state, bottleneck } = summary.verdict;
  return {
    scenario: name,
    replications: observations.length,
    verdict: { state, bottleneck },
    bounds: bounds.map((bound, index) => ({
      requests: bound.requests,
      measure: bound.measure,
      limit: bound.limit,
      observed: meanInterval(observations.map((one) => boundValue(bound, one))),
      verdict: verdicts?.[index] ?? null,
    })),
  };
}

function stateOf(candidate: number, { selected, runnerUp, checks }: SearchResult): PlanCandidate['state'] {
  if (candidate === selected) return 'selected';
  if (candidate === runnerUp) return 'runner-up';
  const own = checks.filter((one) => one.candidate === candidate);
  if (own.length === 0) return 'not judged';
  return own.some(({ feasible }) => feasible === false) ? 'breaks' : 'undecided';
}

function summaryOf(
  { model, sha256, overrides }: Deployment,
  observations: readonly Observation[],
  { cmgsim, seed }: PlanContext,
): Summary {
  return summarise(observations, {
    cmgsim,
    model: { name: model.name, sha256, overrides: [...overrides] },
    seed,
    replicationsPlanned: observations.length,
    precision: null,
    ...termsOf(model),
    objective: {},
    wallSeconds: 0,
    peakMemoryBytes: 0,
  });
}

function nextCheaper(candidates: readonly PlanCandidate[], selected: number | null): number | null {
  if (selected === null) return null;
  const { costPerMonth } = candidates[selected]!;
  const index = candidates.findLastIndex((one) => one.state === 'breaks' && one.costPerMonth < costPerMonth);
  return index < 0 ? null : index;
}

function spent({ candidates, scenarios }: SearchProblem, found: SearchResult, frontier: number): Spent {
  const total = (checks: SearchResult['checks']) =>
    checks.reduce((sum, { replications }) => sum + replications, 0);
  const before = found.checks.slice(0, found.checksOfSelection);
  const selection = total(before);
  const hardest = Math.max(...before.map(({ replications }) => replications));
  const equalAllocation = candidates * scenarios.length * hardest;
  return {
    selection,
    runnerUp: total(found.checks.slice(found.checksOfSelection)),
    frontier,
    equalAllocation,
    savedShare: 1 - selection / equalAllocation,
  };
}
