import { z } from 'zod';
import { requestClasses } from '../../model/schema.js';
import { clock } from '../summary/schema/clock.js';
import { demandHour, demandHours, demandWeek } from './hours.js';

/** Identifies the layout of the JSON of `cmgsim demand`; the number rises when a field changes its meaning or goes away. */
export const DEMAND_SCHEMA = 'cmgsim/demand/2';

const rate = z.number().min(0);
const classHour = demandHour.pick({ requestsPerSecond: true, bytesPerSecond: true, cpu: true });

const demandSchema = z
  .strictObject({
    schema: z.literal(DEMAND_SCHEMA),
    cmgsim: z.string().describe('Version of the program'),
    model: z.strictObject({ name: z.string(), sha256: z.string(), overrides: z.array(z.string()) }),
    clients: z.int().min(0).describe('Remote clients of all populations'),
    inAll: z.int().min(0).optional().describe('Those on the intranet too; left out where all are remote'),
    busiest: z
      .strictObject({
        startSeconds: z
          .number()
          .describe('After Monday 00:00 UTC of the first week; below 0 on a Monday morning in the east'),
        durationSeconds: rate.describe('That the model measures'),
        requestsPerSecond: rate,
      })
      .describe('The time with most expected requests, found by the minute'),
    week: demandWeek,
    hours: demandHours,
    halfHours: z
      .array(rate)
      .length(336)
      .describe('Requests a second by half hour of that week, Monday 00:00 on the clock of the site first'),
    clock: clock.describe('The zones of the site, whose clock times are told, and of the populations'),
    populations: z.record(
      z.string(),
      z.strictObject({
        clients: z.int().min(0).describe('Remote ones'),
        inAll: z.int().min(0).optional(),
        hours: demandHours,
        requests: z.partialRecord(z.enum(requestClasses), z.array(classHour).length(168)),
      }),
    ),
  })
  .describe('Expected demand by hour of the week, from the model alone');

export type DemandAnswer = z.output<typeof demandSchema>;

/** The JSON Schema of the answer (draft 2020-12). */
export function demandJsonSchema(): z.core.JSONSchema.BaseSchema {
  return { ...z.toJSONSchema(demandSchema, { reused: 'ref' }), title: DEMAND_SCHEMA };
}
