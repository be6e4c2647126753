import type { Observation } from '../../gateway/simulation/observation.js';
import type { Rounds } from '../simulate/rounds.js';
import { requestSummaries } from '../summary/requests.js';
import { judgeObjective, type Objective } from './objective.js';

/** Replications of the first round: fewer give a spread too uncertain to judge by. */
const FIRST = 10;
/** Rounds are multiples of this: a study of many small rounds keeps its threads waiting. */
const STEP = 5;

/**
 * Rounds of replications until each bound of an objective is decided, or the most replications are reached: ten at first,
 * then as many as would decide what can still be decided, never more than doubling what was run. A bound that would take
 * more than the most costs none.
 */
export const roundsToDecision = (objective: Objective, most: number): Rounds => ({
  most,
  planned: (finished) => (finished.length === 0 ? FIRST : plannedAfter(finished, objective, most)),
});

function plannedAfter(finished: readonly Observation[], objective: Objective, most: number): number {
  const needed = judgeObjective(objective, requestSummaries(finished), finished).flatMap(
    ({ replicationsNeeded }) =>
      replicationsNeeded === null || replicationsNeeded > most ? [] : [replicationsNeeded],
  );
  if (needed.length === 0) return finished.length;
  // A bound that by its estimate should have been decided gets some more.
  const least = Math.max(...needed, finished.length + 1);
  return Math.min(Math.ceil(least / STEP) * STEP, 2 * finished.length);
}
