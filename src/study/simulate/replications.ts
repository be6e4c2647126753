import type { Observation } from '../../gateway/simulation/observation.js';
import type { Model } from '../../model/schema.js';
import { runBatch } from './batch.js';
import { type Executor, thisThread } from './executor.js';

export interface RunOptions {
  readonly seed: string | number;
  readonly replications: number;
  readonly durationSeconds?: number | undefined;
  readonly warmupSeconds?: number | undefined;
  /** Where they are simulated; in this thread when left out. */
  readonly executor?: Executor | undefined;
  /** Replications that were simulated before, to be taken over. */
  readonly finished?: readonly Observation[] | undefined;
  /** Called after each replication that this run finished, in whatever order they finish. */
  readonly onReplication?: ((observation: Observation) => void | Promise<void>) | undefined;
  /** Ends the study with what is finished. */
  readonly signal?: AbortSignal | undefined;
  /** One cell a replication: thousandths of it that are simulated. */
  readonly progress?: Int32Array | undefined;
}

/**
 * Runs independent replications of a model and returns the observations of those that were
 * finished, in order of replication: the same for any executor.
 */
export async function simulateReplications(model: Model, options: RunOptions): Promise<Observation[]> {
  const { seed, replications, durationSeconds, warmupSeconds, progress, signal } = options;
  const finished = new Map((options.finished ?? []).map((one) => [one.replication, one]));
  const missing = Array.from({ length: replications }, (_, replication) => replication).filter(
    (replication) => !finished.has(replication),
  );
  const tasks = missing.map((replication) => ({
    model,
    seed,
    replication,
    durationSeconds,
    warmupSeconds,
    progress: progress?.subarray(replication, replication + 1),
  }));
  await runBatch(tasks, {
    executor: options.executor ?? thisThread(),
    signal,
    onFinished: async (observation) => {
      finished.set(observation.replication, observation);
      await options.onReplication?.(observation);
    },
  });
  return [...finished.values()]
    .filter(({ replication }) => replication < replications)
    .sort((a, b) => a.replication - b.replication);
}
