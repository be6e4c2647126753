import type { ClassObservation, Observation } from '../../gateway/simulation/observation.js';
import { PUBLISHED_QUANTILES } from '../../measure/quantile.js';
import { NO_REQUEST, noMetric, sumOf } from '../summary/metric.js';
import type { Durations, Metric } from '../summary/schema/figures.js';
import type { ObjectiveSummary } from '../summary/schema/judgement.js';
import type { RequestSummary } from '../summary/schema/traffic.js';
import { type Decision, decideMean, decideShare } from './decision.js';

/** Upper bounds by request class or `all`: the section `objective` of a model. Seconds; `failed` is a share. */
export type Objective = Readonly<Record<string, Bounds | undefined>>;

type Bounds = Readonly<Record<string, number | undefined>>;

/** What one replication tells of a class. */
type Seen = ClassObservation | undefined;

/** A row before it is known what becomes of the bounds of `all`. */
interface Judged extends ObjectiveSummary {
  /** It follows from `all` alone. */
  readonly isOfAll: boolean;
}

/**
 * Holds every bound against what was observed: met or missed where the interval of 95 % decides, else not shown; one
 * replication decides nothing. `p95: 2s` is judged as "at least 95 % of those that ended were answered within 2 s", which
 * needs no percentile: a share that was never answered counts against it. Bounds of `all` hold for each class that has
 * requests, unless the class has its own; those that these replications cannot decide are left out, and listed, so that a
 * rare class does not fail the others for want of data.
 */
export function judgeObjective(
  objective: Objective,
  requests: Readonly<Record<string, RequestSummary>>,
  observations: readonly Observation[],
): ObjectiveSummary[] {
  const { all, ...single } = objective;
  const classes = [...new Set([...Object.keys(requests), ...Object.keys(single)])];
  const rows = classes.flatMap((name) => {
    const own = single[name] ?? {};
    const bounds = boundsOf({ ...(name in requests ? all : undefined), ...own });
    return bounds.map(([measure, limit]): Judged => {
      const seen = observations.map((one) => one.requests[name]);
      const observed = observedOf(requests[name], measure);
      return { ...judged(name, measure, limit, observed, seen), isOfAll: own[measure] === undefined };
    });
  });
  return [...rows.map((row) => withoutUndecided(row, rows)), ...unasked(boundsOf(all ?? {}), rows)];
}

/** Whether every bound is shown to be kept, those aside that were left out. */
export const objectiveKept = (judgements: readonly ObjectiveSummary[]): boolean =>
  judgements.every(({ result }) => result === 'met' || result === 'left out');

/** The answer to the objective as a whole. */
export function objectiveAnswer(
  judgements: readonly ObjectiveSummary[],
): 'met' | 'missed' | 'not shown' | 'none' {
  if (judgements.length === 0) return 'none';
  if (judgements.some(({ result }) => result === 'missed')) return 'missed';
  return objectiveKept(judgements) ? 'met' : 'not shown';
}

const boundsOf = (bounds: Bounds): [measure: string, limit: number][] =>
  Object.entries(bounds).filter((bound): bound is [string, number] => bound[1] !== undefined);

function judged(
  requests: string,
  measure: string,
  limit: number,
  observed: Metric,
  seen: readonly Seen[],
): ObjectiveSummary {
  const { within, result, reason, replicationsNeeded } = decide(measure, limit, seen);
  return {
    requests,
    measure,
    limit,
    observed,
    within,
    result,
    ...(reason !== null && { reason }),
    replicationsNeeded,
  };
}

/** What the replications say of one bound. */
function decide(measure: string, limit: number, seen: readonly Seen[]): Decision {
  if (measure === 'mean')
    return decideMean(
      seen.map((one) => one?.latency.mean ?? null),
      limit,
    );
  const ended = (one: Seen): number => (one === undefined ? 0 : one.completed + sumOf(one.failed));
  if (measure === 'failed')
    return decideShare(
      seen.map((one) => ({ successes: one === undefined ? 0 : sumOf(one.failed), trials: ended(one) })),
      { most: limit },
    );
  return decideShare(
    seen.map((one) => ({ successes: one?.within[String(limit)] ?? 0, trials: ended(one) })),
    { least: PUBLISHED_QUANTILES[measure as keyof typeof PUBLISHED_QUANTILES] },
  );
}

function observedOf(request: RequestSummary | undefined, measure: string): Metric {
  if (request === undefined) return noMetric(NO_REQUEST);
  return measure === 'failed' ? request.failedShare : request.latencySeconds[measure as keyof Durations];
}

/** A bound of `all` is left out of a class that could not be decided, where another class could. */
function withoutUndecided({ isOfAll, ...row }: Judged, rows: readonly Judged[]): ObjectiveSummary {
  const isDecided = rows.some(
    (one) => one.isOfAll && one.measure === row.measure && one.result !== 'not shown',
  );
  return isOfAll && row.result === 'not shown' && isDecided ? { ...row, result: 'left out' } : row;
}

/** Bounds of `all` that no class was held to, as nothing was asked. */
function unasked(
  bounds: readonly [measure: string, limit: number][],
  rows: readonly Judged[],
): ObjectiveSummary[] {
  return bounds
    .filter(([measure]) => !rows.some((one) => one.measure === measure))
    .map(([measure, limit]) => judged('all', measure, limit, noMetric(NO_REQUEST), []));
}
