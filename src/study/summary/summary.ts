import { z } from 'zod';
import { demandHours, demandWeek } from '../demand/hours.js';
import { WARMUP_METHODS } from '../warmup/warmup-method.js';
import { clock } from './schema/clock.js';
import { cost } from './schema/cost.js';
import { metric, total } from './schema/figures.js';
import { objective, precision, verdict } from './schema/judgement.js';
import { channel, connectionPoint, instance, resource, siteSystem } from './schema/systems.js';
import { content, requests, spread } from './schema/traffic.js';
import { measuredWindow } from './schema/window.js';

/** Identifies the layout of `summary.json`; the number rises when a field changes its meaning or goes away. */
export const SUMMARY_SCHEMA = 'cmgsim/summary/5';

export const warmupMethod = z
  .enum(WARMUP_METHODS)
  .describe(
    'stated by command line, experiment or model; mser-5: found in pilot replications; fallback: nothing was found there',
  );

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
      overrides: z.array(z.string()).describe('Each path=value, in their order'),
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
    window: measuredWindow
      .optional()
      .describe('The measured time among the hours of the week; left out by versions that did not say'),
    demand: z
      .strictObject({ week: demandWeek, hours: demandHours })
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
        count: total.describe('Simulated clients: those that are remote'),
        inAll: total.optional().describe('Those on the intranet too; left out where all are remote'),
        populations: z
          .record(z.string(), z.strictObject({ inAll: total, remote: total }))
          .optional()
          .describe('Left out where all clients are remote'),
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
