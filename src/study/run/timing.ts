/** Identifies the layout of `timing.json`. */
const TIMING_SCHEMA = 'cmgsim/timing/1';

/** What a run took: the content of `timing.json`, the only result that differs between two runs of one seed. */
export interface Timing {
  readonly schema: typeof TIMING_SCHEMA;
  /** From the question to the last replication. */
  readonly wallSeconds: number;
  /** null where no time was taken. */
  readonly eventsPerSecond: number | null;
  /** Most memory that the program held, all threads together. */
  readonly peakMemoryBytes: number;
}

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
