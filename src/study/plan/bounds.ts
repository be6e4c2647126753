import type { Observation } from '../../gateway/simulation/observation.js';
import { isNever, observationsNeeded, PUBLISHED_QUANTILES } from '../../measure/quantile.js';
import type { Objective } from '../objective/objective.js';

/** An upper limit on what a replication yields for one request class: seconds, or a share for `failed`. */
export interface Bound {
  readonly requests: string;
  readonly measure: string;
  readonly limit: number;
  /** Half the width of the zone in which either verdict is right, in the unit of the limit. */
  readonly tolerance: number;
}

/** A bound that the replications of a scenario cannot judge. */
export interface Unjudged extends Pick<Bound, 'requests' | 'measure'> {
  readonly reason: string;
}

/** Where nothing was answered, clients waited for ever: this many times the limit stands for it. */
const UNANSWERED = 10;
/** Least tolerances, for limits of zero. */
const LEAST = { failed: 1e-4, seconds: 1e-3 };

/**
 * The bounds of an objective that a scenario can judge, from one replication of it. A bound on `all` becomes one for
 * each class that has requests, unless the class has its own on the same measure, as in `judgeObjective`; the
 * demand is the same for every candidate, so one replication shows which classes have requests. A percentile is
 * left out where the class has too few requests to carry it.
 * @param tolerance as a share of the limit
 */
export function boundsOf(
  objective: Objective,
  pilot: Observation,
  tolerance: number,
): { readonly judged: readonly Bound[]; readonly unjudged: readonly Unjudged[] } {
  const { all, ...single } = objective;
  const judged: Bound[] = [];
  const unjudged: Unjudged[] = [];
  for (const requests of new Set([...Object.keys(pilot.requests), ...Object.keys(single)])) {
    const limits = { ...(requests in pilot.requests ? all : undefined), ...single[requests] };
    for (const [measure, limit] of Object.entries(limits)) {
      if (limit === undefined) continue;
      const reason = tooFew(pilot, requests, measure);
      if (reason !== null) unjudged.push({ requests, measure, reason });
      else judged.push({ requests, measure, limit, tolerance: Math.max(tolerance * limit, least(measure)) });
    }
  }
  return { judged, unjudged };
}

const least = (measure: string): number => (measure === 'failed' ? LEAST.failed : LEAST.seconds);

function tooFew(pilot: Observation, requests: string, measure: string): string | null {
  const offered = pilot.requests[requests]?.offered ?? 0;
  const p = PUBLISHED_QUANTILES[measure as keyof typeof PUBLISHED_QUANTILES];
  const needed = p === undefined ? 1 : observationsNeeded(p);
  return offered >= needed
    ? null
    : `${measure} needs ${needed} requests in a replication, there were ${offered}`;
}

/**
 * The value of a bound in one replication, always finite. Where requests were made and none was answered, or fewer than the
 * percentile's share were, a latency counts as ten times its limit; where the answers are too few for the percentile, the longest stands for it (no
 * percentile is above it); where nothing was asked, nobody waited and nothing failed: 0.
 */
export function boundValue({ requests, measure, limit }: Bound, observation: Observation): number {
  const seen = observation.requests[requests];
  if (seen === undefined) return 0;
  const failed = Object.values(seen.failed).reduce((sum, one) => sum + one, 0);
  if (measure === 'failed') return failed + seen.completed > 0 ? failed / (failed + seen.completed) : 0;
  const { latency } = seen;
  const p = PUBLISHED_QUANTILES[measure as keyof typeof PUBLISHED_QUANTILES];
  if (p !== undefined && isNever(latency.count, latency.unanswered, p))
    return UNANSWERED * Math.max(limit, LEAST.seconds);
  const observed = latency[measure as 'mean' | 'p95'] ?? latency.max;
  if (observed !== null) return observed;
  return failed > 0 || seen.inFlight > 0 ? UNANSWERED * Math.max(limit, LEAST.seconds) : 0;
}
