import { setMaxListeners } from 'node:events';
import { BrokenInvariant } from '../../gateway/broken-invariant.js';
import type { Observation } from '../../gateway/observation.js';
import type { ReplicationTask } from './replication.js';
import { openWorkers } from './workers.js';

export interface BatchOptions {
  /** Threads; 1 when left out. */
  readonly workers?: number | undefined;
  /** Ends the batch with what is finished. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each finished replication with the index of its task, in whatever order they finish. */
  readonly onFinished: (observation: Observation, task: number) => void | Promise<void>;
}

/**
 * Simulates replications, of one model or of many, on worker threads, begun in the order of the list. What a task
 * yields does not depend on the threads; after an interruption the tasks that were cut off are left out.
 * @throws BrokenInvariant when a replication breaks one
 */
export async function runBatch(tasks: readonly ReplicationTask[], options: BatchOptions): Promise<void> {
  const { signal } = options;
  // Every waiting task listens to the one signal: that is no leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  const workers = openWorkers(Math.min(options.workers ?? 1, Math.max(1, tasks.length)));
  const simulated = async (task: ReplicationTask, index: number): Promise<void> => {
    const observation = await workers.run(task, signal);
    throwIfBroken(observation, task);
    await options.onFinished(observation, index);
  };
  try {
    const outcomes = await Promise.allSettled(tasks.map(simulated));
    if (signal?.aborted !== true) throwFirst(outcomes);
  } finally {
    await workers.close();
  }
}

/** No study goes on with a replication that breaks an invariant. */
function throwIfBroken({ violations }: Observation, { model, seed, replication }: ReplicationTask): void {
  if (violations.length === 0) return;
  const where = `model ${model.name}, seed ${seed}, replication ${replication}`;
  throw new BrokenInvariant(violations.map((violation) => `${violation} (${where})`));
}

/** After an interruption every task that was cut off has failed, and that is no fault; otherwise a failure is. */
function throwFirst(outcomes: readonly PromiseSettledResult<void>[]): void {
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
