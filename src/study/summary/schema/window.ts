import { z } from 'zod';

/** What of the week's demand, and of what a model dates, lies in the measured time. */
export const measuredWindow = z.strictObject({
  shareOfPeak: z
    .number()
    .nullable()
    .describe(
      'Busiest hour of the measured time over that of all weeks, in expected requests, 0..1; null where none are expected',
    ),
  busiest: z.boolean().describe('No other time of this length has more expected requests'),
  outside: z
    .array(z.string())
    .optional()
    .describe('Events and deployments of the model that cannot be felt in the measured time'),
});

export type WindowSummary = z.output<typeof measuredWindow>;
