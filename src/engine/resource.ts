/** What a resource has counted and integrated since its creation, as of now; measure a span by the difference of two. */
export interface ResourceTotals {
  /** Simulated time of these totals, seconds. */
  readonly time: number;
  /** Integral of busy servers (or held slots, or the used share of a line), server-seconds. */
  readonly busySeconds: number;
  /** Integral of waiting jobs, job-seconds: from the length of the queue alone, where waiting is summed from the times of the jobs. */
  readonly queueSeconds: number;
  /** Integral of servers: utilisation is the difference in busySeconds over the difference in this. */
  readonly capacitySeconds: number;
  /** Jobs that asked, refused ones included: arrivals = completions + refused + withdrawn + inProgress. */
  readonly arrivals: number;
  readonly completions: number;
  /** Jobs turned away on arrival. */
  readonly refused: number;
  /** Jobs evicted or aborted before they were done. */
  readonly withdrawn: number;
  /** Jobs waiting or served now. */
  readonly inProgress: number;
  /** Waiting summed over the jobs counted in `started` (shared service: time in system less service alone, over completed jobs). */
  readonly waitSeconds: number;
  /** Waiting of all other jobs: of those that wait now so far, and of those taken away until then. */
  readonly unservedWaitSeconds: number;
  /** Jobs that began service. */
  readonly started: number;
}

/** What every resource tells of itself. */
export interface Resource {
  readonly name: string;
  readonly kind: string;
  /** Servers (slots, lines) now. */
  readonly servers: number;
  /** Longest queue since creation or the last `resetMaximum`. */
  readonly maxQueue: number;
  totals(): ResourceTotals;
  /** Starts the search for the longest queue afresh, from the queue as it is. */
  resetMaximum(): void;
}

/** Most servers of a resource, and most jobs in a line: both are 32-bit integers. */
export const MOST = 2147483647;

/** Throws a RangeError unless a number of servers is whole and from 0 to `MOST`. */
export function requireCount(resource: string, what: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 0 && value <= MOST)) {
    throw new RangeError(`${resource}: ${what} must be a whole number of 0 to ${MOST}, not ${value}`);
  }
}

/** Throws a RangeError unless a limit is a whole number of 0 to `MOST`, or Infinity. */
export function requireLimit(resource: string, value: number): void {
  if (value !== Infinity) requireCount(resource, 'queueLimit', value);
}

/** Throws a RangeError unless a rate, a size or a time is 0 or more. Infinity passes. */
export function requireNotNegative(resource: string, what: string, value: number): void {
  if (!(value >= 0)) refuseNegative(resource, what, value);
}

/**
 * Throws the RangeError of `requireNotNegative`. Where a value is checked once a job, the comparison stands there: the call of
 * an imported function is checked at each use, and that costs more.
 */
export function refuseNegative(resource: string, what: string, value: number): never {
  throw new RangeError(`${resource}: ${what} must be 0 or more, not ${value}`);
}

/** Throws a RangeError unless a speed is 0 or more and finite. */
export function requireSpeed(name: string, speed: number): void {
  requireNotNegative(name, 'speed', speed);
  if (speed === Infinity)
    throw new RangeError(`${name}: speed must be finite; give jobs a service of 0 instead`);
}
