import type { QueueKind } from '../../../src/engine/index.js';

/** What one replication of a workload is asked to do. */
export interface WorkloadOptions {
  /** Customers or requests. */
  readonly jobs: number;
  readonly replication: number;
  /** Factor on arrivals and stations. */
  readonly scale: number;
  readonly queue?: QueueKind;
}

/** What it gave: logical events for the speed, mean and p99 to see that it is the same workload. */
export interface WorkloadResult {
  readonly events: number;
  readonly mean: number;
  readonly p99: number;
}
