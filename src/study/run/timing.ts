import { z } from 'zod';

/** Identifies the layout of `timing.json`. */
const TIMING_SCHEMA = 'cmgsim/timing/1';

const timing = z
  .strictObject({
    schema: z.literal(TIMING_SCHEMA),
    wallSeconds: z.number().min(0).describe('From the question to the last replication'),
    eventsPerSecond: z.number().min(0).nullable().describe('Null where no time was taken'),
    peakMemoryBytes: z.number().min(0).describe('Most memory that the program held, all threads together'),
  })
  .describe('What a run took: the only result that differs between two runs of one model, seed and version');

/** What a run took: the content of `timing.json`. */
export type Timing = Readonly<z.output<typeof timing>>;

/** The timing of a run of so many events. */
export const timingOf = (
  events: number,
  { wallSeconds, peakMemoryBytes }: Pick<Timing, 'wallSeconds' | 'peakMemoryBytes'>,
): Timing => ({
  schema: TIMING_SCHEMA,
  wallSeconds,
  eventsPerSecond: wallSeconds > 0 ? events / wallSeconds : null,
  peakMemoryBytes,
});

/** The JSON Schema of `timing.json` (draft 2020-12). */
export function timingJsonSchema(): z.core.JSONSchema.BaseSchema {
  return { ...z.toJSONSchema(timing), title: TIMING_SCHEMA };
}
