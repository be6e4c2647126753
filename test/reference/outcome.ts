import type { RequestClass } from '../../src/model/schema.js';

/** A request that was answered, or given up. */
export interface Ended {
  readonly client: number;
  readonly requestClass: RequestClass;
  readonly arrival: number;
  readonly attempts: number;
  /** Of its last attempt, null when it was answered. */
  readonly cause: string | null;
  /** By stage; those that took no time may be left out. */
  readonly seconds: ReadonlyMap<string, number>;
}

/** What both simulators tell of one replication. */
export interface Outcome {
  readonly ended: readonly Ended[];
  /** Requests of each instance, connection point and site system, messages of each channel. */
  readonly counters: Readonly<Record<string, number>>;
}
