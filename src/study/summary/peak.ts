import type { IntervalObservation } from '../../gateway/simulation/observation.js';

/** Length of the busiest part of a run that headroom is judged by: a planner's busy hour. */
const BUSY_SECONDS = 3600;

/**
 * Utilisation of a resource in its busiest hour: the largest mean over consecutive intervals that span an hour
 * (over the whole run when it is shorter). Null when no such hour is fully observed.
 */
export function peakUtilisation(
  intervals: IntervalObservation,
  resource: string,
  intervalSeconds: number,
): number | null {
  const series = intervals.resources[resource]?.utilisation ?? [];
  const window = Math.min(series.length, Math.max(1, Math.round(BUSY_SECONDS / intervalSeconds)));
  let best: number | null = null;
  let sum = 0;
  let observed = 0;
  for (let end = 0; end < series.length; end++) {
    const entering = series[end] ?? null;
    if (entering !== null) {
      sum += entering;
      observed++;
    }
    const leaving = end >= window ? (series[end - window] ?? null) : null;
    if (leaving !== null) {
      sum -= leaving;
      observed--;
    }
    if (observed === window) best = Math.max(best ?? 0, sum / window);
  }
  return best;
}
