import { type QueueKind, Simulation } from '../../../src/engine/index.js';
import type { Histogram } from './histogram.js';

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

/** A workload that has begun: its simulation, and the times in system that it counts. */
interface Workload {
  readonly simulation: Simulation;
  readonly times: Histogram;
}

/** The simulation that a workload runs in. */
export const createSimulation = ({ replication, queue }: WorkloadOptions): Simulation =>
  new Simulation(queue === undefined ? { replication } : { replication, queue });

/** Runs a workload until nothing is left to happen. */
export function runToEnd({ simulation, times }: Workload, events: number): WorkloadResult {
  simulation.run(Infinity);
  return { events, mean: times.mean(), p99: times.quantile(0.99) };
}
