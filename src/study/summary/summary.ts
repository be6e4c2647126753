import { z } from 'zod';
import { demandHours } from '../demand/answer.js';
import { BILLED } from '../money/bill.js';
import { STATES } from '../verdict/state.js';
import { WARMUP_METHODS } from '../warmup/warmup-method.js';

/** Identifies the layout of `summary.json`; the number rises when a field changes its meaning or goes away. */
export const SUMMARY_SCHEMA = 'cmgsim/summary/4';

export const warmupMethod = z
  .enum(WARMUP_METHODS)
  .describe(
    'stated by command line, experiment or model; mser-5: found in pilot replications; fallback: nothing was found there',
  );

const metric = z
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

const total = z.number().int().min(0);
const byCause = z.record(z.string(), total);

const durations = z
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

const stages = z
  .record(
    z.string(),
    z.strictObject({
      meanSeconds: metric,
      p95Seconds: metric,
      meanShare: metric.describe('meanSeconds over the mean of the whole, 0..1, of each replication'),
    }),
  )
  .describe('In the order of the journey; the means add up to the mean of the whole');

const requests = z
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

const spread = z
  .strictObject({ mean: metric, p5: metric, p50: metric, p95: metric })
  .describe('Distribution over the intervals of the run');

const content = z.strictObject({
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

const resource = z.strictObject({
  kind: z.string(),
  servers: z.number(),
  utilisation: metric.describe('Busy share of the capacity over the measured time, 0..1'),
  peakUtilisation: metric.describe('Same in the busiest hour (in a shorter run: over all of it)'),
  meanQueue: metric.describe('Time-weighted mean of jobs that wait'),
  maxQueue: total.describe('Most that waited in any replication'),
  meanWaitSeconds: metric,
  refused: total,
  arrivals: total,
  completions: total,
  inProgressAtStart: total,
  inProgressAtEnd: total,
});

const channel = z.strictObject({
  gateway: z.string(),
  connectionPoint: z.string(),
  vm: z.string(),
  protocol: z.enum(['tcp-tls', 'https']).nullable().describe('null when none could be built'),
  port: z.number().int().nullable(),
  state: z
    .enum(['up', 'down', 'impossible'])
    .describe('At the end; down when it is not up in every replication'),
  availability: metric.describe('Share of the time in which it was up while its instance existed'),
  rebuilds: total,
  messages: total,
  reason: z.string().nullable(),
});

const instance = z.strictObject({
  gateway: z.string(),
  vm: z.string(),
  size: z.string(),
  cpu: metric.describe('Utilisation, 0..1'),
  nic: metric.describe('Utilisation, 0..1'),
  maxClients: total.describe('Most clients connected at once in any replication'),
  clientLimit: total.nullable().describe('Documented for the size'),
  support: z.enum(['supported', 'over', 'unknown']),
  requests: total,
  failed: total,
  credits: metric.describe('CPU credits left at the end'),
});

const connectionPoint = z.strictObject({
  name: z.string(),
  cpu: metric.describe('Utilisation, 0..1'),
  portsHeld: metric.describe('At the end'),
  maxPortsHeld: total.describe('Most held at once in any replication'),
  ports: total,
  requests: total,
});

const siteSystem = z.strictObject({
  name: z.string(),
  kind: z.enum(['management-point', 'update-point']),
  workers: metric.describe('Utilisation of its workers, 0..1'),
  clients: total.describe('Clients that are assigned to it'),
  clientLimit: total.describe('Documented'),
  support: z.enum(['supported', 'over']),
  requests: total.describe('That it was asked for, those that it refused included'),
});

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
    set: z.array(z.string()).describe('path=value, as for --set'),
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

const objective = z.strictObject({
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

const billItem = z.strictObject({
  what: z.enum(BILLED),
  part: z.string().describe('Gateway, cloud distribution point or VM size'),
  measured: metric.describe('How much of it in the measured time, in the same unit'),
  quantity: metric.describe('In a month, as it is expected: without an interval'),
  unit: z.string(),
  unitPrice: z
    .number()
    .nullable()
    .describe('amount / quantity, for egress the mean over the tiers; null where there is nothing of it'),
  amount: metric,
});

const cost = z
  .strictObject({
    list: z.string().describe('built-in, or the price file'),
    currency: z.string().describe('Of every amount'),
    pricesOf: z.string().describe('When the prices were read'),
    region: z.string().describe('Azure region that the prices are of'),
    discount: z.number().describe('Share that is taken off every price'),
    note: z.string().nullable().describe('Where the prices are of another region than the gateway'),
    items: z.array(billItem),
    totalPerMonth: metric,
    perClient: metric,
  })
  .describe(
    'A month: the expected demand of its weeks, content and events as often as the model says, instances as deployed in the end, whatever was measured; without tax',
  );

const precision = z
  .strictObject({
    aim: z.number().describe('Half-width of the intervals as a share of their value'),
    maxReplications: total,
    reached: z.number().nullable().describe('The widest of all; null when nothing could be judged'),
    widest: z.string().nullable().describe('Figure with the widest interval'),
    met: z.boolean(),
    notJudged: z.array(z.string()).describe('Figures that some replication could not give'),
  })
  .describe('How precise the mean and p95 of every request class are');

const zone = z.strictObject({
  timeZone: z.string().nullable().describe('As the model names it; null where it states an offset'),
  offsetSeconds: z.number().describe('Local time minus UTC, for the whole simulation'),
});

const clock = z.strictObject({
  date: z.string().describe('In the week that is simulated; offsets of named zones follow from it'),
  site: zone.describe('Of all clock times in results'),
  populations: z.record(z.string(), zone).describe('Of the hours of each population'),
});

const simulation = z
  .strictObject({ events: total.describe('Of all replications') })
  .describe('The program itself; what it took stands in timing.json');

/** What a study of one deployment answers: the content of `summary.json`. */
export const summarySchema = z
  .strictObject({
    schema: z.literal(SUMMARY_SCHEMA),
    cmgsim: z.string().describe('Version of the program'),
    model: z.strictObject({
      name: z.string(),
      sha256: z.string().describe('Of the model file'),
      overrides: z.array(z.string()).describe('path=value, as given to --set'),
    }),
    seed: z.union([z.string(), z.number()]),
    replications: total.describe('That this summary is made of'),
    replicationsPlanned: total.describe('More than `replications` when the run was interrupted'),
    startSeconds: z
      .number()
      .describe("When the measured time begins, after Monday 00:00 of the model's clock"),
    durationSeconds: z.number().describe('Measured time of a replication, after the warm-up'),
    warmupSeconds: z.number(),
    warmupMethod: warmupMethod
      .optional()
      .describe('Where warmupSeconds comes from; left out by versions that did not say'),
    window: z
      .strictObject({
        shareOfPeak: z
          .number()
          .describe('Busiest hour of the measured time over that of the week, in expected requests, 0..1'),
        busiest: z.boolean().describe('No other time of this length has more expected requests'),
        outside: z
          .array(z.string())
          .optional()
          .describe('Events and deployments of the model that cannot be felt in the measured time'),
      })
      .optional()
      .describe('The measured time among the hours of the week; left out by versions that did not say'),
    demand: z
      .strictObject({ hours: demandHours })
      .optional()
      .describe(
        'What all clients are expected to ask for in the week; left out by versions that did not say',
      ),
    clock: clock.optional().describe('What clock times mean; left out by versions that knew UTC alone'),
    intervalSeconds: z.number().describe('Width of an interval of throughput and time series'),
    confidence: z.number().describe('Of every low..high'),
    precision: precision.nullable().describe('null unless a precision was asked for'),
    verdict,
    objective: z.array(objective),
    requests: z.record(z.string(), requests),
    throughput: z.strictObject({ requestsPerSecond: spread, bytesPerSecond: spread }),
    content,
    resources: z.record(z.string(), resource),
    channels: z.array(channel),
    instances: z.array(instance),
    connectionPoints: z.array(connectionPoint),
    siteSystems: z.array(siteSystem),
    notes: z.array(z.string()).describe('What is true of the deployment whatever was measured'),
    availability: z.string().nullable().describe('Sizes and regions whose offer was not checked'),
    clients: z
      .strictObject({
        count: total.describe('Simulated clients'),
        online: metric.describe('Online at some time of the measured time'),
        someUnanswered: metric.describe('Of these: had a request or download that was never answered'),
        noneAnswered: metric.describe('Of those of which one ended: had none answered'),
      })
      .describe('Clients, not requests'),
    cost,
    simulation,
  })
  .describe('Result of cmgsim run. Seconds, bytes, bits per second, shares of 1. null: no observation');

export type Summary = z.output<typeof summarySchema>;
export type Metric = z.output<typeof metric>;
export type ClockSummary = z.output<typeof clock>;
export type Durations = z.output<typeof durations>;
export type StageSummaries = z.output<typeof stages>;
export type RequestSummary = z.output<typeof requests>;
export type ContentSummary = z.output<typeof content>;
export type ResourceSummary = z.output<typeof resource>;
export type ChannelSummary = z.output<typeof channel>;
export type InstanceSummary = z.output<typeof instance>;
export type ConnectionPointSummary = z.output<typeof connectionPoint>;
export type SiteSystemSummary = z.output<typeof siteSystem>;
export type ObjectiveSummary = z.output<typeof objective>;
export type CostSummary = z.output<typeof cost>;
export type PrecisionSummary = z.output<typeof precision>;
export type Verdict = z.output<typeof verdict>;
export type Advice = z.output<typeof advice>;
