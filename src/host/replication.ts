import type { Observation } from '../gateway/simulation/observation.js';
import { type ReplicationTask, simulateReplication } from '../study/simulate/replication.js';
import { compileFor } from './compiler.js';

/** What a worker thread runs: one replication, by a compiler that knows how long it is. */
export default function simulateOnHost(task: ReplicationTask): Observation {
  const { duration, warmup } = task.model.simulation;
  compileFor(task.model, (task.warmupSeconds ?? warmup) + (task.durationSeconds ?? duration));
  return simulateReplication(task);
}
