import { BrokenInvariant } from '../../gateway/request/broken-invariant.js';
import type { Observation } from '../../gateway/simulation/observation.js';
import type { Executor } from './executor.js';
import type { ReplicationTask } from './replication.js';

export interface BatchOptions {
  /** Where the tasks are simulated. */
  readonly executor: Executor;
  /** Ends the batch with what is finished. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each finished replication with the index of its task, in whatever order they finish. */
  readonly onFinished: (observation: Observation, task: number) => void | Promise<void>;
}

/**
 * Simulates replications, of one model or of many, begun in the order of the list: the one seam between studies and where
 * they are simulated. What a task yields does not depend on the executor; after an interruption the tasks that were cut off
 * are left out.
 * @throws BrokenInvariant when a replication breaks one
 */
export async function runBatch(tasks: readonly ReplicationTask[], options: BatchOptions): Promise<void> {
  const { executor, signal } = options;
  const simulated = async (task: ReplicationTask, index: number): Promise<void> => {
    const observation = await executor.run(task, signal);
    throwIfBroken(observation, task);
    await options.onFinished(observation, index);
  };
  const outcomes = await Promise.allSettled(tasks.map(simulated));
  if (signal?.aborted !== true) throwFirst(outcomes);
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
