import type { Objective } from '../objective/objective.js';
import { type Bound, boundsOf } from './bounds.js';
import type { Candidates } from './candidates.js';
import type { PlanSection } from './plan-section.js';
import type { PlanScenario } from './result.js';
import { type Samples, valuesOf } from './samples.js';
import { type SearchProblem, type SearchResult, searchPlan } from './search.js';

/** What a search goes by, beside the candidates. */
export interface SearchSettings {
  /** Most replications of a candidate in a scenario. */
  readonly maxReplications: number;
  /** Replications that are simulated at the same time. */
  readonly parallel: number;
  /** Told how many candidates need no more looking at. */
  readonly onCandidate: (done: number) => void;
}

/** What was searched, and what was found. */
export interface Found {
  readonly scenarios: readonly PlanScenario[];
  readonly problem: SearchProblem;
  readonly result: SearchResult;
}

/**
 * Searches the candidates for the cheapest that keeps the objective in every scenario.
 * @returns what is wrong, in one line, when the objective is empty or no scenario can judge a bound
 */
export async function findCheapest(
  section: PlanSection,
  { possible }: Candidates,
  samples: Samples,
  settings: SearchSettings,
): Promise<Found | { readonly problem: string }> {
  const own: Objective = section.objective ?? {};
  const objective = Object.keys(own).length > 0 ? own : possible[0]!.deployments[0]!.model.objective;
  const scenarios: PlanScenario[] = [];
  for (const [index, { name }] of section.scenarios.entries()) {
    const [pilot] = await samples.take(0, index, 0, 1);
    const { judged, unjudged } = boundsOf(objective, pilot!, section.tolerance);
    scenarios.push({ name, bounds: judged, unjudged });
  }
  const fault = faultOf(objective, scenarios);
  if (fault !== null) return { problem: fault };
  const problem: SearchProblem = {
    candidates: possible.length,
    scenarios: scenarios.map(({ bounds }) => bounds.map((bound) => ({ name: nameOf(bound), ...bound }))),
    probability: section.probability,
    firstStage: section.firstStage,
    maxReplications: settings.maxReplications,
    batch: settings.parallel,
  };
  const result = await searchPlan(problem, async (request) => {
    settings.onCandidate(request.candidate);
    const { candidate, scenario, firstReplication, replications } = request;
    const taken = await samples.take(candidate, scenario, firstReplication, replications);
    return valuesOf(scenarios[scenario]!.bounds, taken);
  });
  return { scenarios, problem, result };
}

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
