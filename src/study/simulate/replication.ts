import type { Observation } from '../../gateway/simulation/observation.js';
import { simulate } from '../../gateway/simulation/simulate.js';
import type { Model } from '../../model/schema.js';

/** One replication to be simulated: data alone, so that it can be sent to a worker. */
export interface ReplicationTask {
  readonly model: Model;
  readonly seed: string | number;
  readonly replication: number;
  readonly durationSeconds?: number | undefined;
  readonly warmupSeconds?: number | undefined;
  /** Where the worker leaves how far it is: thousandths of the simulated time, in one cell of shared memory. */
  readonly progress?: Int32Array | undefined;
}

/** Simulates one replication, in whatever thread this is called. */
export function simulateReplication({ progress, model, ...options }: ReplicationTask): Observation {
  return simulate(model, {
    ...options,
    onProgress: progress && ((share) => Atomics.store(progress, 0, Math.floor(share * 1000))),
  });
}
