import { NO_REQUEST, noMetric } from './summary/metric.js';
import type { Durations, Metric, ObjectiveSummary, RequestSummary } from './summary.js';

/** Upper bounds by request class or `all`: the section `objective` of a model. Seconds; `failed` is a share. */
export type Objective = Readonly<Record<string, Bounds | undefined>>;

type Bounds = Readonly<Record<string, number | undefined>>;

/**
 * Holds every bound against what was observed. Bounds of `all` hold for each class whose requests give the figure,
 * so that a rare class does not fail them for want of data; a class may have a bound of its own instead, and that
 * is `unknown` without a value.
 */
export function judgeObjective(
  objective: Objective,
  requests: Readonly<Record<string, RequestSummary>>,
): ObjectiveSummary[] {
  const { all, ...single } = objective;
  const classes = [...new Set([...Object.keys(requests), ...Object.keys(single)])];
  return classes.flatMap((name) => {
    const own = single[name] ?? {};
    return boundsOf({ ...all, ...own })
      .map(([measure, limit]) => judged(name, measure, limit, observedOf(requests[name], measure)))
      .filter(({ measure, result }) => result !== 'unknown' || own[measure] !== undefined);
  });
}

const boundsOf = (bounds: Bounds): [measure: string, limit: number][] =>
  Object.entries(bounds).filter((bound): bound is [string, number] => bound[1] !== undefined);

/** Whether every bound is kept; one that cannot be judged is not. */
export function objectiveKept(judgements: readonly ObjectiveSummary[]): boolean {
  return judgements.every(({ result }) => result === 'met');
}

function observedOf(request: RequestSummary | undefined, measure: string): Metric {
  if (request === undefined) return noMetric(NO_REQUEST);
  return measure === 'failed' ? request.failedShare : request.latencySeconds[measure as keyof Durations];
}

function judged(requests: string, measure: string, limit: number, observed: Metric): ObjectiveSummary {
  const { value, low, high } = observed;
  const result = value === null ? 'unknown' : value <= limit ? 'met' : 'missed';
  const certain = result === 'met' ? high !== null && high <= limit : low !== null && low > limit;
  return { requests, measure, limit, observed, result, certain };
}
