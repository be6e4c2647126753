import type { Observation } from '../../gateway/simulation/observation.js';
import type { ShareCount } from '../../measure/share.js';
import { requestClasses } from '../../model/schema.js';
import {
  across,
  durations,
  largestOf,
  mergedKeys,
  NO_REQUEST,
  pooledShare,
  stages,
  sumOf,
  totalOf,
  totalsByCause,
} from './metric.js';
import type { ContentSummary, RequestSummary } from './schema/traffic.js';

/** Every request class that any replication saw, in the order of the product's list. */
export function requestSummaries(observations: readonly Observation[]): Record<string, RequestSummary> {
  const known = Object.fromEntries(requestClasses.map((name) => [name, true]));
  const names = mergedKeys([known, ...observations.map((one) => one.requests)]).filter((name) =>
    observations.some((one) => name in one.requests),
  );
  return Object.fromEntries(names.map((name) => [name, requestSummary(observations, name)]));
}

function requestSummary(observations: readonly Observation[], name: string): RequestSummary {
  const of = (one: Observation) => one.requests[name];
  return {
    offered: totalOf(observations, (one) => of(one)?.offered),
    completed: totalOf(observations, (one) => of(one)?.completed),
    failed: totalsByCause(observations, (one) => of(one)?.failed),
    inFlight: totalOf(observations, (one) => of(one)?.inFlight),
    retried: totalOf(observations, (one) => of(one)?.retried),
    attempts: totalOf(observations, (one) => of(one)?.attempts),
    attemptsFailed: totalsByCause(observations, (one) => of(one)?.attemptsFailed),
    maxConcurrent: largestOf(observations, (one) => of(one)?.maxConcurrent),
    requestBytes: totalOf(observations, (one) => of(one)?.requestBytes),
    replyBytes: totalOf(observations, (one) => of(one)?.replyBytes),
    throughputPerSecond: across(
      observations,
      (one) => rate(of(one)?.completed ?? 0, one.durationSeconds),
      NOTHING_MEASURED,
    ),
    failedShare: pooledShare(observations, (one) => failedCount(of(one)), NO_REQUEST),
    latencySeconds: durations(observations, (one) => of(one)?.latency),
    stages: stages(observations, (one) => {
      const observed = of(one);
      return observed && { stages: observed.stages, mean: observed.latency.mean };
    }),
  };
}

/** Downloads of content over the replications. */
export function contentSummary(observations: readonly Observation[]): ContentSummary {
  return {
    downloads: totalOf(observations, (one) => one.content.downloads),
    completed: totalOf(observations, (one) => one.content.completed),
    failed: totalsByCause(observations, (one) => one.content.failed),
    inFlight: totalOf(observations, (one) => one.content.inFlight),
    throttled: totalOf(observations, (one) => one.content.throttled),
    bytes: totalOf(observations, (one) => one.content.bytes),
    throughputPerSecond: across(
      observations,
      (one) => rate(one.content.completed, one.durationSeconds),
      NOTHING_MEASURED,
    ),
    bitsPerSecond: across(
      observations,
      (one) => rate(one.content.bytes * 8, one.durationSeconds),
      NOTHING_MEASURED,
    ),
    failedShare: pooledShare(observations, (one) => failedCount(one.content), 'no download ended'),
    secondsToDownload: durations(observations, (one) => one.content.secondsToDownload),
    stages: stages(observations, (one) => ({
      stages: one.content.stages,
      mean: one.content.secondsToDownload.mean,
    })),
  };
}

const NOTHING_MEASURED = 'the measured part has no length';

const rate = (amount: number, seconds: number): number | null => (seconds > 0 ? amount / seconds : null);

/** Failed among those that ended. */
function failedCount(
  ended: { readonly completed: number; readonly failed: Readonly<Record<string, number>> } | undefined,
): ShareCount | undefined {
  if (ended === undefined) return undefined;
  const failed = sumOf(ended.failed);
  return { successes: failed, trials: failed + ended.completed };
}
