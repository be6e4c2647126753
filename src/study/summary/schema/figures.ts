import { z } from 'zod';

/** A figure with its interval. */
export const metric = z
  .strictObject({
    value: z
      .number()
      .nullable()
      .describe('Mean over the replications; null when a replication cannot give it'),
    low: z
      .number()
      .nullable()
      .describe(
        'Lower end of the confidence interval; null with fewer than five replications, or where it would lie below 0',
      ),
    high: z.number().nullable().describe('Upper end of the confidence interval; null where low is'),
    reason: z.string().optional().describe('Why the value is null'),
  })
  .describe('Mean over independent replications with a Student-t interval of the stated confidence');

/** A count over all replications. */
export const total = z.number().int().min(0);
export const byCause = z.record(z.string(), total);

export const durations = z
  .strictObject({
    mean: metric,
    p50: metric,
    p90: metric,
    p95: metric,
    p99: metric,
    p999: metric,
    max: metric.describe('Longest of a replication'),
  })
  .describe(
    'Time to an answer. Mean and max are of the answered. A percentile is the time within which that share of all that ended was answered, null with the reason "failed" where fewer were answered at all; percentiles are those of each replication, then averaged',
  );

export const stages = z
  .record(
    z.string(),
    z.strictObject({
      meanSeconds: metric,
      p95Seconds: metric,
      meanShare: metric.describe('meanSeconds over the mean of the whole, 0..1, of each replication'),
    }),
  )
  .describe('In the order of the journey; the means add up to the mean of the whole');

export type Metric = z.output<typeof metric>;
export type Durations = z.output<typeof durations>;
export type StageSummaries = z.output<typeof stages>;
