import type { Observation } from '../../gateway/simulation/observation.js';
import { meanInterval } from '../../measure/interval.js';
import type { Deployment } from '../experiment/deployment.js';
import { summarise } from '../summary/summarise.js';
import type { Summary } from '../summary/summary.js';
import { termsOf } from '../summary/terms.js';
import { VERSION } from '../version.js';
import { boundValue } from './bounds.js';
import type { Candidates } from './candidates.js';
import { onFrontier } from './frontier.js';
import type { Frontier } from './frontier-measure.js';
import type { CandidateScenario, PlanCandidate, PlanScenario } from './result.js';
import type { Samples } from './samples.js';
import type { Check, SearchResult } from './search.js';

/** What was found of every candidate, in order of rising cost. */
export async function describeAll(
  { possible }: Candidates,
  scenarios: readonly PlanScenario[],
  found: SearchResult,
  samples: Samples,
  frontier: Frontier | null,
  seed: string | number,
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
          return observations.length === 0 ? null : summaryOf(deployments[scenario]!, observations, seed);
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
  seed: string | number,
): Summary {
  return summarise(observations, {
    cmgsim: VERSION,
    model: { name: model.name, sha256, overrides: [...overrides] },
    seed,
    replicationsPlanned: observations.length,
    precision: null,
    ...termsOf(model),
    objective: {},
  });
}
