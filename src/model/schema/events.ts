import { z } from 'zod';
import { weekPoint } from '../clock/week-field.js';
import {
  count,
  durationDistribution,
  fixedDuration,
  NO_ZERO,
  ONE_VALUE,
  positive,
  share,
  withDefault,
} from '../field.js';
import { OCCURS } from '../occurs.js';
import { requestClasses } from './activities.js';
import { chosen } from './origin.js';

const at = weekPoint().describe('Point in the week');
const occurs = z.enum(OCCURS).describe('With `at`: once, or also every week or four weeks before and after');
const when = {
  at: at.optional(),
  occurs: occurs.optional(),
  mtbf: durationDistribution
    .optional()
    .describe('Instead of `at`: time between the end of one and the start of the next'),
};
const lasting = { ...when, duration: durationDistribution.describe('How long it lasts') };
const gateway = z.string().optional().describe('Name of the gateway; left out: the first');
const number = (what: string) => count(1).describe(`Number of the ${what}, from 1`);

export const eventSchema = z
  .discriminatedUnion('event', [
    z.strictObject({ event: z.literal('vm-restart'), ...when, gateway, instance: number('instance') }),
    z.strictObject({ event: z.literal('vm-rebuild'), ...when, gateway, instance: number('instance') }),
    z.strictObject({
      event: z.literal('connection-point-down'),
      ...lasting,
      gateway,
      connectionPoint: number('connection point'),
    }),
    z.strictObject({ event: z.literal('proxy-down'), ...lasting }),
    z.strictObject({
      event: z.literal('management-point-down'),
      ...lasting,
      managementPoint: number('management point'),
    }),
    z.strictObject({
      event: z.literal('update-point-down'),
      ...lasting,
      updatePoint: number('update point'),
    }),
    z.strictObject({
      event: z.literal('storage-throttled'),
      ...lasting,
      gateway,
      factor: share.describe('What is left of its request rates and egress'),
    }),
    z.strictObject({
      event: z.literal('link-degraded'),
      ...lasting,
      leg: z
        .enum(['channel', 'clients'])
        .describe('Between connection points and gateway, or clients and gateway'),
      rttFactor: withDefault(z.number().min(1), 1, chosen(9), 'Round trips take this many times as long'),
      rateFactor: withDefault(positive(share, NO_ZERO.rate), 1, chosen(9), 'What is left of the bandwidth'),
    }),
    z.strictObject({
      event: z.literal('scale'),
      at,
      gateway,
      instances: count(1, 16).describe('New number of instances'),
    }),
    z.strictObject({
      event: z.literal('notify'),
      at,
      occurs: occurs.optional(),
      activity: z.enum(requestClasses).describe('What clients that are online are told to do'),
      population: z.string().optional().describe('Only this population'),
      share: withDefault(share, 1, chosen(4), 'Share of its clients'),
      within: withDefault(
        fixedDuration(ONE_VALUE.width),
        '0s',
        chosen(4),
        'Each at a random time within this',
      ),
    }),
  ])
  .describe('Something that happens');
