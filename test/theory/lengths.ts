/** Requests measured in a replication, by load: what a test of one queue runs. */
export type Customers = Readonly<Record<number, number>>;

/**
 * Loads of every run of the tests. The mean of a queue is known to within about 1.4, 2.5 and 4 % there: as well at load 0.9
 * as at 0.95 with five times the work, which the long tests do.
 */
export const MODERATE: Customers = { 0.5: 4_000, 0.8: 8_000, 0.9: 12_000 };
export const HEAVY: Customers = { 0.95: 40_000 };
