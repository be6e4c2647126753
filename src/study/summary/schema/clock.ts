import { z } from 'zod';

const zone = z.strictObject({
  timeZone: z.string().nullable().describe('As the model names it; null where it states an offset'),
  offsetSeconds: z.number().describe('Local time minus UTC, for the whole simulation'),
});

export const clock = z.strictObject({
  date: z.string().describe('In the week that is simulated; offsets of named zones follow from it'),
  site: zone.describe('Of all clock times in results'),
  laterSeconds: z
    .number()
    .optional()
    .describe(
      'How much later all times of the model count, startSeconds too, where a clock time lies before Monday 00:00 UTC; left out where none does',
    ),
  populations: z.record(z.string(), zone).describe('Of the hours of each population'),
});

export type ClockSummary = z.output<typeof clock>;
