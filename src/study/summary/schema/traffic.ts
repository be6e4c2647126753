import { z } from 'zod';
import { byCause, durations, metric, stages, total } from './figures.js';

export const requests = z
  .strictObject({
    offered: total.describe('Logical requests: completed + failed + inFlight'),
    completed: total,
    failed: byCause.describe('Given up after the last attempt, by cause of that attempt'),
    inFlight: total.describe('Neither completed nor failed at the end'),
    retried: total.describe('Attempts after the first'),
    attempts: total,
    attemptsFailed: byCause.describe('Failed attempts, whether or not a later one succeeded'),
    maxConcurrent: total.describe('Most in flight at once in any replication'),
    requestBytes: z.number(),
    replyBytes: z.number(),
    throughputPerSecond: metric.describe('Completed requests per second'),
    failedShare: metric.describe('failed / (completed + failed), 0..1'),
    latencySeconds: durations,
    stages,
  })
  .describe('Counts and bytes are totals over all replications; rates, shares and durations are means');

export const spread = z
  .strictObject({ mean: metric, p5: metric, p50: metric, p95: metric })
  .describe('Distribution over the intervals of the run');

export const content = z.strictObject({
  downloads: total.describe('completed + failed + inFlight'),
  completed: total,
  failed: byCause,
  inFlight: total,
  throttled: total.describe('Ranges that storage answered with 503'),
  bytes: z.number().describe('Bytes of content, over all replications'),
  throughputPerSecond: metric.describe('Completed downloads per second'),
  bitsPerSecond: metric.describe('Mean content egress over the measured time'),
  failedShare: metric,
  secondsToDownload: durations,
  stages,
});

export type RequestSummary = z.output<typeof requests>;
export type ContentSummary = z.output<typeof content>;
