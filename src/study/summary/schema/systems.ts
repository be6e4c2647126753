import { z } from 'zod';
import { metric, total } from './figures.js';

export const resource = z.strictObject({
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

export const channel = z.strictObject({
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

export const instance = z.strictObject({
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

export const connectionPoint = z.strictObject({
  name: z.string(),
  cpu: metric.describe('Utilisation, 0..1'),
  portsHeld: metric.describe('At the end'),
  maxPortsHeld: total.describe('Most held at once in any replication'),
  ports: total,
  requests: total,
});

export const siteSystem = z.strictObject({
  name: z.string(),
  kind: z.enum(['management-point', 'update-point']),
  workers: metric.describe('Utilisation of its workers, 0..1'),
  clients: total.describe('Clients that are assigned to it'),
  clientLimit: total.describe('Documented'),
  support: z.enum(['supported', 'over']),
  requests: total.describe('That it was asked for, those that it refused included'),
});

export type ResourceSummary = z.output<typeof resource>;
export type ChannelSummary = z.output<typeof channel>;
export type InstanceSummary = z.output<typeof instance>;
export type ConnectionPointSummary = z.output<typeof connectionPoint>;
export type SiteSystemSummary = z.output<typeof siteSystem>;
