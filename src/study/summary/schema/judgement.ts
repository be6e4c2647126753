import { z } from 'zod';
import { STATES } from '../../verdict/state.js';
import { metric, total } from './figures.js';

const episode = z
  .strictObject({
    state: z.enum(['disconnected', 'failing', 'saturated']),
    part: z.string().describe('Instance or resource, or where most of the requests failed'),
    requests: z.string().nullable().describe('Class of the requests that failed'),
    population: z.string().nullable().describe('Whose requests failed; null: those of all clients'),
    fromSeconds: z.number().describe('After the start of the measured time; median of the replications'),
    toSeconds: z
      .number()
      .describe('Until it was over, or drained; the end of the measured time where it was not'),
    fromClock: z.string().describe('fromSeconds on the clock of the site, as in Tue 09:05'),
    toClock: z.string().describe('toSeconds likewise'),
    lasts: z.boolean().describe('It was not over at the end'),
    replications: total.describe('That have it: at least half of them'),
    text: z.string().describe('The same in words, with clock times'),
  })
  .describe('A time in which something was wrong, found minute by minute');

const advice = z
  .strictObject({
    what: z.string().describe('The change'),
    set: z.array(z.string()).describe('Overrides that make it, each path=value'),
    state: z.enum(STATES).describe('Of the changed deployment'),
    leaves: z.array(z.string()).describe('What is still wrong with it'),
    brings: z.array(z.string()).describe('figure before -> after'),
    cost: z.string().describe('What it costs more a month'),
  })
  .describe('Tried by one replication of the same window and random numbers, without an interval');

export const verdict = z.strictObject({
  state: z.enum(STATES).describe('The first of these that applies; the others that apply are reasons'),
  bottleneck: z
    .string()
    .nullable()
    .describe('Resource with the least headroom; null where it cannot connect'),
  headroom: z.strictObject({
    supported: metric.describe('Share by which clients can grow until a documented limit is reached'),
    full: metric.describe(
      'Share by which the load can grow until the bottleneck is full: 1 / busiest hour - 1',
    ),
  }),
  reasons: z.array(z.string()),
  episodes: z.array(episode),
  advice: z.array(advice),
  tried: z.array(z.string()).describe('Every change that was tried for the advice'),
});

export const objective = z.strictObject({
  requests: z.string().describe('Request class, or all'),
  measure: z.string().describe('mean, p50, ... in seconds, or failed as a share'),
  limit: z.number(),
  observed: metric,
  within: metric
    .nullable()
    .describe('Of a percentile: the share of those that ended that was answered within the limit'),
  result: z
    .enum(['met', 'missed', 'not shown', 'left out'])
    .describe(
      'met or missed where the interval of 95 % decides, else not shown; left out: a bound of `all` that these replications cannot decide for this class',
    ),
  reason: z.string().optional().describe('Why it is not shown, or left out'),
  replicationsNeeded: total
    .nullable()
    .describe('That would show it, were they like these; null where it is shown, or none would'),
});

export const precision = z
  .strictObject({
    aim: z.number().describe('Half-width of the intervals as a share of their value'),
    maxReplications: total,
    reached: z.number().nullable().describe('The widest of all; null when nothing could be judged'),
    widest: z.string().nullable().describe('Figure with the widest interval'),
    met: z.boolean(),
    notJudged: z.array(z.string()).describe('Figures that some replication could not give'),
  })
  .describe('How precise the mean and p95 of every request class are');

export type ObjectiveSummary = z.output<typeof objective>;
export type PrecisionSummary = z.output<typeof precision>;
export type Verdict = z.output<typeof verdict>;
export type Advice = z.output<typeof advice>;
