import { type QueueKind, Simulation } from '../../../src/engine/index.js';

/** What one replication of a workload is asked to do. */
export interface WorkloadOptions {
  /** Customers or requests. */
  readonly jobs: number;
  readonly replication: number;
  /** Factor on arrivals and stations. */
  readonly scale: number;
  /** Layout of the event queue, instead of the engine's own choice. */
  readonly queue?: QueueKind;
}

/** What it gave: logical events for the speed, mean and p99 to see that it is the same workload. */
export interface WorkloadResult {
  readonly events: number;
  readonly mean: number;
  readonly p99: number;
}

/** The simulation that a workload runs in. */
export const createSimulation = ({ replication, queue }: WorkloadOptions): Simulation =>
  new Simulation(queue === undefined ? { replication } : { replication, queue });
