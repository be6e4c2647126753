import type { ExperimentOf } from '../experiment/experiment.js';
import { pricesOf } from '../money/prices.js';
import { termsOfAll } from '../summary/terms.js';
import { VERSION } from '../version.js';
import type { WarmupMethod } from '../warmup/warmup-method.js';
import { placedWindow } from '../window/placed-window.js';
import type { Candidates } from './candidates.js';
import type { Found } from './find.js';
import type { Frontier } from './frontier-measure.js';
import { PLAN_SCHEMA, type Plan, type PlanCandidate, type Spent } from './result.js';
import { errorPerComparison, type SearchProblem, type SearchResult } from './search.js';

/** What a plan is made of, when all is searched and described. */
interface PlanParts {
  readonly experiment: ExperimentOf<'plan'>;
  readonly candidates: Candidates;
  readonly found: Found;
  readonly described: readonly PlanCandidate[];
  readonly frontier: Frontier | null;
  /** Replications that were simulated for the frontier alone. */
  readonly frontierReplications: number;
  readonly seed: string | number;
  readonly warmupMethod: WarmupMethod;
  /** What was simulated. */
  readonly durationSeconds: number;
  readonly warmupSeconds: number;
}

const PROCEDURE = {
  name: 'sequential feasibility check F_B in order of rising cost, Bonferroni over candidates and limits',
  reference:
    'Batur and Kim, Finding feasible systems in the presence of constraints on multiple performance measures, ' +
    'ACM TOMACS 20(3), 2010',
} as const;

/** The hours that are measured, as the first candidate has them. */
function windowsOf({ candidates, durationSeconds, warmupSeconds }: PlanParts): Plan['windows'] {
  return candidates.possible[0]!.deployments.map(({ name, model }) => ({
    scenario: name,
    ...placedWindow(model, { durationSeconds, warmupSeconds }),
  }));
}

/** Puts a plan together: the content of `plan.json`, without its sensitivity. */
export function planOf(parts: PlanParts): Plan {
  const { experiment, candidates, found, described, frontier, seed, warmupMethod } = parts;
  const { problem, scenarios } = found;
  const { selected, runnerUp, undecided } = found.result;
  const section = experiment.plan;
  const { model, sha256 } = candidates.possible[0]!.deployments[0]!;
  return {
    schema: PLAN_SCHEMA,
    cmgsim: VERSION,
    name: experiment.name,
    question: experiment.question,
    model: { name: model.name, sha256 },
    seed,
    durationSeconds: parts.durationSeconds,
    warmupSeconds: parts.warmupSeconds,
    warmupMethod,
    factors: Object.keys(section.candidates),
    scenarios,
    windows: windowsOf(parts),
    procedure: {
      ...PROCEDURE,
      probability: section.probability,
      errorPerComparison: errorPerComparison(problem),
      toleranceShare: section.tolerance,
      firstStage: section.firstStage,
      maxReplications: problem.maxReplications,
    },
    outcome: undecided.length > 0 ? 'undecided' : selected === null ? 'none' : 'selected',
    selected,
    runnerUp,
    nextCheaper: nextCheaper(described, selected),
    undecided,
    availability: termsOfAll(candidates.possible.map(({ deployments }) => deployments[0]!)).availability,
    currency: model.prices.currency,
    pricesNote: pricesOf(model).note,
    candidates: described,
    impossible: candidates.impossible,
    frontierMeasure: frontier && { ...frontier.bound, scenario: scenarios[frontier.scenario]!.name },
    replications: spent(problem, found.result, parts.frontierReplications),
    sensitivity: null,
  };
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
