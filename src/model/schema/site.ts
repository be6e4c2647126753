import { z } from 'zod';
import { siteZone } from '../clock/zone-field.js';
import { count, durationDistribution, withDefault } from '../field.js';
import { firewallSchema } from './firewall.js';
import { assumed, chosen, doc } from './origin.js';

const siteSystem = {
  discipline: withDefault(
    z.enum(['fcfs', 'ps']),
    'fcfs',
    chosen(1),
    'How the workers serve: in order, or shared by all',
  ),
  queueLimit: count(0).optional().describe('Requests that may wait; more are refused. Left out: no limit'),
  rtt: withDefault(
    durationDistribution,
    '1ms',
    assumed(9, '0.1ms', '20ms'),
    'Round trip from the connection point',
  ),
};

export const siteSchema = z
  .strictObject({
    timeZone: withDefault(
      siteZone,
      'UTC',
      chosen(4),
      'Time zone of clock times, of results, and of populations without one of their own',
    ),
    managementPoints: z
      .strictObject({
        count: withDefault(count(1, 15), 1, doc(1), 'Management points that serve the gateway'),
        protocol: withDefault(z.enum(['https', 'http']), 'https', chosen(12), 'HTTPS 443 or HTTP 80'),
        workers: withDefault(
          count(1, 10_000),
          16,
          assumed(1, 4, 64),
          'Requests that a management point works on at once',
        ),
        clientLimit: withDefault(count(1), 25000, doc(1), 'Documented clients of a management point'),
        ...siteSystem,
      })
      .prefault({})
      .describe('Management points'),
    updatePoints: z
      .strictObject({
        count: withDefault(count(1, 100), 1, doc(1), 'Software update points that serve the gateway'),
        protocol: withDefault(z.enum(['https', 'http']), 'https', chosen(12), 'HTTPS or HTTP'),
        port: withDefault(
          z.union([z.literal('default'), z.literal('wsus')]),
          'wsus',
          chosen(12),
          'default: 443 or 80; wsus: 8531 or 8530',
        ),
        workers: withDefault(
          count(1, 10_000),
          16,
          assumed(1, 8, 64),
          'Requests that an update point works on at once',
        ),
        clientLimit: withDefault(count(1), 25000, doc(1), 'Documented clients of an update point'),
        ...siteSystem,
      })
      .prefault({})
      .describe('Software update points'),
    serviceConnectionPoint: z
      .strictObject({
        online: withDefault(
          z.boolean(),
          true,
          doc(3),
          'The service connection point is in online mode; without it nothing is deployed or scaled',
        ),
        firewall: firewallSchema.optional(),
      })
      .prefault({})
      .describe('Service connection point'),
  })
  .prefault({})
  .describe('The site on-premises');
