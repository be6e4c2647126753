import { sampleVariance } from 'simple-statistics';
import { CONFIDENCE } from './interval.js';

/** An upper limit on the expectation of what a replication yields: `policy p95 <= 2 s`. */
interface Constraint {
  readonly name: string;
  readonly limit: number;
  /**
   * Half the width of the zone of indifference, in the unit of the limit, > 0: an expectation within
   * limit - tolerance .. limit + tolerance may be called either way.
   */
  readonly tolerance: number;
}

export interface SelectionProblem {
  /** Number of candidates; they are numbered from 0 in order of rising cost. */
  readonly candidates: number;
  readonly constraints: readonly Constraint[];
  /** Probability of correct selection, 0.95 by default. */
  readonly confidence?: number;
  /** Replications that estimate a candidate's variances before it is judged (n0), 10 by default. */
  readonly firstStage?: number;
  /** Replications asked for at once after the first stage, 1 by default; more keep several workers busy. */
  readonly batch?: number;
}

/** What is known of one candidate. A constraint's verdict, once given, stands. */
interface CandidateState {
  readonly candidate: number;
  /** By replication, then by constraint. */
  readonly observations: readonly (readonly number[])[];
  readonly verdicts: readonly ('met' | 'broken' | null)[];
  readonly feasible: boolean | null;
}

export interface SelectionState {
  readonly problem: SelectionProblem;
  /** Candidates looked at so far, in order of cost; the last is the one under study. */
  readonly candidates: readonly CandidateState[];
  /** The cheapest candidate judged feasible, null when none is, undefined while the search goes on. */
  readonly selected: number | null | undefined;
}

/** Replications of a candidate that the search needs next. */
export interface SelectionRequest {
  readonly candidate: number;
  /** Number of the first of them, counted from 0: equal numbers mean common random numbers. */
  readonly firstReplication: number;
  readonly replications: number;
}

const FIRST_STAGE = 10;

/**
 * Finds the cheapest feasible of candidates with known costs and simulated performance, by studying them in order
 * of rising cost, each with the sequential feasibility check F_B of Batur and Kim, "Finding feasible systems in
 * the presence of constraints on multiple performance measures", ACM TOMACS 20(3), 2010 (c = 1, a triangular
 * continuation region, no restart).
 *
 * A check ends when the sum of r differences to the limit leaves +- max(0, h^2 S^2 / (2 e) - e r / 2), where e is
 * the tolerance, S^2 the variance of the first n0 replications, h^2 = (n0 - 1) ((2 b)^(-2 / (n0 - 1)) - 1) and b the
 * error allowed to it; it errs with a probability of at most b for normal observations, whatever the variance.
 *
 * The right answer is the cheapest candidate that meets every limit by its tolerance, or a cheaper one that breaks
 * none by more. The choice is wrong only if a cheaper candidate that breaks a limit is accepted, which takes an
 * error in that constraint, or if the right one is refused, which takes an error in one of its s constraints. Of
 * k candidates at most k - 1 are cheaper, so by Bonferroni's inequality b = (1 - confidence) / (k - 1 + s) holds the
 * probability of correct selection. It needs no independence: candidates may share random numbers. (Batur and
 * Kim's own (1 - confidence) / (k s) is for who wants the whole feasible set.)
 * @throws RangeError for a problem without candidates, a tolerance <= 0, or a first stage below 2.
 */
export function startSelection(problem: SelectionProblem): SelectionState {
  const { candidates, constraints, confidence = CONFIDENCE, firstStage = FIRST_STAGE, batch = 1 } = problem;
  if (!(candidates >= 1)) throw new RangeError('a selection needs a candidate');
  if (!(confidence >= 0.5 && confidence < 1))
    throw new RangeError(`no selection at confidence ${confidence}`);
  if (!(firstStage >= 2)) throw new RangeError('a first stage needs two or more replications');
  if (!(batch >= 1)) throw new RangeError('a batch needs one or more replications');
  for (const { name, tolerance } of constraints)
    if (!(tolerance > 0)) throw new RangeError(`${name}: the tolerance must be > 0, not ${tolerance}`);
  return advance({ problem, candidates: [untouched(problem, 0)], selected: undefined });
}

/** What to run next, null once the selection is made. */
export function nextRequest(state: SelectionState): SelectionRequest | null {
  if (state.selected !== undefined) return null;
  const { firstStage = FIRST_STAGE, batch = 1 } = state.problem;
  const current = state.candidates.at(-1)!;
  const done = current.observations.length;
  const replications =
    done < firstStage ? firstStage - done : Math.min(batch, longestRest(state.problem, current));
  return { candidate: current.candidate, firstReplication: done, replications };
}

/**
 * Takes in what the requested replications yielded, in order of replication: for each the value of every
 * constraint. The check stops at the first replication that decides it, so batches change no decision.
 */
export function observe(state: SelectionState, observations: readonly (readonly number[])[]): SelectionState {
  if (state.selected !== undefined) throw new RangeError('the selection is already made');
  for (const values of observations)
    if (values.length !== state.problem.constraints.length || !values.every(Number.isFinite))
      throw new RangeError('a replication must yield one finite number for each constraint');
  let current = state.candidates.at(-1)!;
  for (const values of observations) current = check(state.problem, current, values);
  return advance({ ...state, candidates: [...state.candidates.slice(0, -1), current] });
}

const untouched = ({ constraints }: SelectionProblem, candidate: number): CandidateState => ({
  candidate,
  observations: [],
  verdicts: constraints.map(() => null),
  feasible: constraints.length === 0 ? true : null,
});

/** Ends the search at a feasible candidate, or goes on to the next dearer one. */
function advance(state: SelectionState): SelectionState {
  const current = state.candidates.at(-1)!;
  if (current.feasible === null) return state;
  if (current.feasible) return { ...state, selected: current.candidate };
  const next = current.candidate + 1;
  if (next === state.problem.candidates) return { ...state, selected: null };
  return { ...state, candidates: [...state.candidates, untouched(state.problem, next)] };
}

/** Adds one replication to a candidate and judges the constraints that are still open. */
function check(
  problem: SelectionProblem,
  current: CandidateState,
  values: readonly number[],
): CandidateState {
  const observations = [...current.observations, values];
  if (current.feasible !== null || observations.length < (problem.firstStage ?? FIRST_STAGE))
    return { ...current, observations };
  const verdicts = current.verdicts.map(
    (verdict, constraint) => verdict ?? judge(problem, observations, constraint),
  );
  const feasible = verdicts.includes('broken') ? false : verdicts.includes(null) ? null : true;
  return { ...current, observations, verdicts, feasible };
}

function judge(
  problem: SelectionProblem,
  observations: readonly (readonly number[])[],
  constraint: number,
): 'met' | 'broken' | null {
  const { limit } = problem.constraints[constraint]!;
  const excess = observations.reduce((sum, values) => sum + values[constraint]! - limit, 0);
  const bound = continuation(problem, observations, constraint);
  if (excess <= -bound) return 'met';
  return excess >= bound ? 'broken' : null;
}

/** Half the width of the continuation region after these observations: R(r; e, h^2, S^2) of Batur and Kim. */
function continuation(
  problem: SelectionProblem,
  observations: readonly (readonly number[])[],
  constraint: number,
): number {
  const { tolerance } = problem.constraints[constraint]!;
  const start = firstStageWidth(problem, observations, constraint) / (2 * tolerance);
  return Math.max(0, start - (tolerance * observations.length) / 2);
}

/** h^2 S^2, from the first stage alone. */
function firstStageWidth(
  problem: SelectionProblem,
  observations: readonly (readonly number[])[],
  constraint: number,
): number {
  const { candidates, constraints, confidence = CONFIDENCE, firstStage = FIRST_STAGE } = problem;
  const error = (1 - confidence) / (candidates - 1 + constraints.length);
  const df = firstStage - 1;
  const first = observations.slice(0, firstStage).map((values) => values[constraint]!);
  return df * ((2 * error) ** (-2 / df) - 1) * sampleVariance(first);
}

/** Replications after which the continuation region of every open constraint is closed, less those done. */
function longestRest(problem: SelectionProblem, { observations, verdicts }: CandidateState): number {
  const ends = problem.constraints.map(({ tolerance }, constraint) =>
    verdicts[constraint] === null ? firstStageWidth(problem, observations, constraint) / tolerance ** 2 : 0,
  );
  return Math.max(1, Math.ceil(Math.max(...ends)) - observations.length);
}
