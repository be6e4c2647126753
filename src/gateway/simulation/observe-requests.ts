import { answeredQuantile, supportedQuantile } from '../../measure/quantile.js';
import { requestClasses } from '../../model/schema.js';
import { CAUSES } from '../request/causes.js';
import {
  CONTENT_CLASS,
  CONTENT_PATH,
  MANAGEMENT_POINT_PATH,
  type RequestClassId,
  UPDATE_POINT_PATH,
} from '../request/ids.js';
import type { ClassRecord } from '../request/recorder.js';
import {
  type ClassObservation,
  CONTENT_DOWNLOAD,
  type ContentObservation,
  type DurationObservation,
  type EndedObservation,
  type PopulationObservation,
} from './observation.js';
import type { System } from './system.js';

/** What has been recorded of the requests of each class that anybody asked for. */
export function observeClasses(system: System): Record<string, ClassObservation> {
  const observed: Record<string, ClassObservation> = {};
  requestClasses.forEach((requestClass, index) => {
    const record = system.recorder.classes[index];
    if (record.offered === 0) return;
    const path = requestClass === 'update-scan' ? UPDATE_POINT_PATH : MANAGEMENT_POINT_PATH;
    observed[requestClass] = {
      offered: record.offered,
      completed: record.completed,
      failed: byCause(record.failed),
      failedAt: record.failedAt.observe(),
      inFlight: record.inFlight,
      retried: record.retried,
      attemptsFailed: byCause(record.attemptsFailed),
      attempts: record.attempts,
      requestBytes: record.requestBytes,
      replyBytes: record.replyBytes,
      maxConcurrent: record.maxConcurrent,
      latency: observeDurations(record),
      curve: record.latency.curve(record.failures),
      within: Object.fromEntries(record.limits.map((limit, at) => [String(limit), record.within[at]])),
      stages: observeStages(record, system.paths[path]),
    };
  });
  return observed;
}

/** What has been recorded of downloads. */
export function observeContent(system: System): Omit<ContentObservation, 'throttled' | 'bytes'> {
  const record = system.recorder.classes[CONTENT_CLASS];
  return {
    downloads: record.offered,
    completed: record.completed,
    failed: byCause(record.failed),
    failedAt: record.failedAt.observe(),
    inFlight: record.inFlight,
    secondsToDownload: observeDurations(record),
    stages: observeStages(record, system.paths[CONTENT_PATH]),
  };
}

const byCause = (counts: Float64Array): Record<string, number> =>
  Object.fromEntries(CAUSES.flatMap((cause, index) => (counts[index] > 0 ? [[cause, counts[index]]] : [])));

const observeStages = (record: ClassRecord, path: readonly { readonly name: string }[]) =>
  Object.fromEntries(
    path.map(({ name }, index) => [
      name,
      { mean: record.stages[index].mean ?? 0, p95: supportedQuantile(record.stages[index], 0.95) },
    ]),
  );

function observeDurations({ latency, failures }: ClassRecord): DurationObservation {
  const within = (p: number): number | null => answeredQuantile(latency, failures, p);
  return {
    count: latency.count,
    unanswered: failures,
    histogram: latency.data(),
    mean: latency.mean,
    p50: within(0.5),
    p90: within(0.9),
    p95: within(0.95),
    p99: within(0.99),
    p999: within(0.999),
    max: latency.max,
  };
}

/** How the requests of each population ended, by class. */
export function observePopulations({ clients, recorder }: System): Record<string, PopulationObservation> {
  const names = [...requestClasses, CONTENT_DOWNLOAD];
  return Object.fromEntries(
    clients.populations.map(({ model, index, count }): [string, PopulationObservation] => {
      const ended = names.flatMap((name, requestClass): [string, EndedObservation][] => {
        const { answered, failed, endedByMinute, failedByMinute } = recorder.tallies.of(
          requestClass as RequestClassId,
          index,
        );
        if (answered === 0 && failedByMinute.size === 0) return [];
        const series = Array.from(failedByMinute, ([cause, minutes]) => [CAUSES[cause], minutes] as const);
        const byMinute = { endedByMinute, failedByMinute: Object.fromEntries(series) };
        return [[name, { answered, failed: byCause(failed), ...byMinute }]];
      });
      return [model.name, { clients: count, ended: Object.fromEntries(ended) }];
    }),
  );
}
