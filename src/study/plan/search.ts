import { CONFIDENCE } from '../../measure/interval.js';
import {
  nextRequest,
  observe,
  type SelectionProblem,
  type SelectionState,
  startSelection,
} from '../../measure/selection.js';

type Constraints = SelectionProblem['constraints'];

/** Candidates in order of rising cost, and what each must keep on every one of several days. */
export interface SearchProblem {
  readonly candidates: number;
  /** By scenario. */
  readonly scenarios: readonly Constraints[];
  /** Probability of correct selection, 0.95 by default. */
  readonly probability?: number | undefined;
  readonly firstStage: number;
  /** Most replications of a candidate in a scenario. */
  readonly maxReplications: number;
  /** Replications asked for at once after the first stage. */
  readonly batch?: number | undefined;
}

/** Replications to simulate: of a candidate in a scenario, from a number on. */
interface SampleRequest {
  readonly candidate: number;
  readonly scenario: number;
  readonly firstReplication: number;
  readonly replications: number;
}

/** What the requested replications yield: by replication the value of every constraint of the scenario. */
export type Sampler = (request: SampleRequest) => Promise<readonly (readonly number[])[]>;

/** A candidate in a scenario, as far as it was looked at. */
export interface Check {
  readonly candidate: number;
  readonly scenario: number;
  /** By constraint of the scenario. */
  readonly verdicts: readonly ('met' | 'broken' | null)[];
  readonly replications: number;
  /** null: not decided within the replications allowed. */
  readonly feasible: boolean | null;
}

export interface SearchResult {
  /** The cheapest candidate judged to keep everything, null when none is. */
  readonly selected: number | null;
  /** The next dearer one judged so. */
  readonly runnerUp: number | null;
  /** Candidates, cheaper than `selected` where there is one, that the replications allowed did not decide. */
  readonly undecided: readonly number[];
  readonly checks: readonly Check[];
  /** Of the checks, those that came before the selection was made. */
  readonly checksOfSelection: number;
}

/**
 * The error that each comparison with a limit is allowed: (1 - probability) / (k - 1 + s) for k candidates and s
 * limits over all scenarios, see `startSelection`.
 */
export function errorPerComparison({
  candidates,
  scenarios,
  probability = CONFIDENCE,
}: SearchProblem): number {
  return (1 - probability) / (candidates - 1 + scenarios.flat().length);
}

/**
 * Finds the cheapest candidate that keeps every constraint in all scenarios, and the next dearer one, by the
 * procedure of `startSelection`, one scenario of one candidate after the other. A candidate is refused at the first
 * scenario that it fails, and a scenario that refused one comes first for the next. Neither changes the probability
 * of correct selection: each constraint is judged by its own observations alone, with the error that it is
 * allowed, and a sum of errors does not depend on the order.
 */
export async function searchPlan(problem: SearchProblem, sample: Sampler): Promise<SearchResult> {
  const checks: Check[] = [];
  const undecided: number[] = [];
  const order = problem.scenarios.map((_, scenario) => scenario);
  const keeps = async (candidate: number): Promise<boolean | null> => {
    let verdict: boolean | null = true;
    for (const scenario of [...order]) {
      const check = await checkScenario(problem, candidate, scenario, sample);
      checks.push(check);
      if (check.feasible === false) {
        order.splice(order.indexOf(scenario), 1);
        order.unshift(scenario);
        return false;
      }
      verdict &&= check.feasible;
    }
    return verdict;
  };
  const nextKept = async (first: number): Promise<number | null> => {
    for (let candidate = first; candidate < problem.candidates; candidate++) {
      const verdict = await keeps(candidate);
      if (verdict === true) return candidate;
      if (verdict === null) undecided.push(candidate);
    }
    return null;
  };
  const selected = await nextKept(0);
  const checksOfSelection = checks.length;
  const open = [...undecided];
  const runnerUp = selected === null ? null : await nextKept(selected + 1);
  return { selected, runnerUp, undecided: open, checks, checksOfSelection };
}

/** Judges one candidate in one scenario, or gives up at the limit of replications. */
async function checkScenario(
  problem: SearchProblem,
  candidate: number,
  scenario: number,
  sample: Sampler,
): Promise<Check> {
  const constraints = problem.scenarios[scenario]!;
  let state = startSelection({
    candidates: 1,
    constraints,
    confidence: 1 - errorPerComparison(problem) * Math.max(1, constraints.length),
    firstStage: Math.min(problem.firstStage, problem.maxReplications),
    batch: problem.batch ?? 1,
  });
  for (let request = nextRequest(state); request !== null; request = nextRequest(state)) {
    const left = problem.maxReplications - request.firstReplication;
    if (left <= 0) break;
    const replications = Math.min(request.replications, left);
    state = observe(state, await sample({ ...request, candidate, scenario, replications }));
  }
  return { candidate, scenario, ...outcome(state) };
}

function outcome({ candidates }: SelectionState): Pick<Check, 'verdicts' | 'replications' | 'feasible'> {
  const { verdicts, observations, feasible } = candidates[0]!;
  return { verdicts, replications: observations.length, feasible };
}
