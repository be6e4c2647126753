/** Median, smallest and largest of some values. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What a process tells of each replication. */
export interface Replication {
  /** Events, operations or requests: what is counted. */
  readonly events: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Work a second, by CPU and by wall-clock time. */
export interface Speed {
  readonly cpu: number;
  readonly wall: number;
}

/** Median (of an even number: the mean of the two in the middle), smallest and largest. Throws when there is no value. */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('no value to take the median of');
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** Speed over all replications but the first, which compiles the code; over that one when it is alone. */
export function speedOf(replications: readonly Replication[]): Speed {
  const counted = replications.length > 1 ? replications.slice(1) : replications;
  const total = (of: (one: Replication) => number) => counted.reduce((sum, one) => sum + of(one), 0);
  const events = total((one) => one.events);
  return { cpu: events / total((one) => one.cpuSeconds), wall: events / total((one) => one.seconds) };
}

/** Ratios of the first to the second of each pair. */
export const pairedRatios = (pairs: readonly (readonly [number, number])[]): Spread =>
  spread(pairs.map(([ours, reference]) => ours / reference));
