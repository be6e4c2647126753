import { join } from 'node:path';
import type { Observation } from '../../gateway/observation.js';
import type { Deployment } from '../experiment/deployment.js';
import { prepareResults } from '../results/results.js';
import { runBatch } from '../simulate/batch.js';
import { KeptReplications, studyKey } from '../simulate/kept.js';
import type { Simulated } from './differences.js';

export interface ComparisonRun {
  readonly deployments: readonly Deployment[];
  /** Version of the program, and folder of the results: finished replications are kept there. */
  readonly cmgsim: string;
  readonly directory: string;
  readonly seed: string | number;
  readonly replications: number;
  readonly durationSeconds?: number | undefined;
  readonly warmupSeconds?: number | undefined;
  /** Take over replications that an interrupted run has kept. */
  readonly resume: boolean;
}

/** Replications that are kept from before and those to be simulated, of every deployment of a comparison. */
export interface PreparedComparison {
  readonly cells: number;
  /** Cells of replications that are finished already. */
  readonly finished: readonly number[];
  run(options: {
    readonly workers: number;
    readonly signal: AbortSignal;
    /** One cell a replication of a deployment. */
    readonly progress: Int32Array;
    /** Told of each replication when it ends, before it is kept. */
    readonly onSimulated?: (() => void) | undefined;
  }): Promise<Simulated[]>;
}

/**
 * Prepares the replications of a comparison: replication 0 of each deployment, then replication 1 and so on, so that
 * an interruption leaves pairs.
 */
export async function prepareComparison(study: ComparisonRun): Promise<PreparedComparison> {
  const { deployments, replications, seed, durationSeconds, warmupSeconds } = study;
  const kept = await Promise.all(deployments.map((deployment) => keeperOf(study, deployment)));
  const before = await Promise.all(kept.map((one) => (study.resume ? one.load() : [])));
  const found = before.map((all) => new Map(all.map((one) => [one.replication, one])));
  const pairs = Array.from({ length: replications }, (_, replication) =>
    deployments.map((deployment, index) => ({ deployment, index, replication })),
  ).flat();
  const isFinished = ({ index, replication }: (typeof pairs)[number]) => found[index]!.has(replication);
  return {
    cells: pairs.length,
    finished: pairs.flatMap((pair, cell) => (isFinished(pair) ? [cell] : [])),
    run: async ({ workers, signal, progress, onSimulated }) => {
      const missing = pairs.flatMap((pair, cell) => (isFinished(pair) ? [] : [{ ...pair, cell }]));
      const tasks = missing.map(({ deployment: { model }, replication, cell }) => ({
        model,
        seed,
        replication,
        durationSeconds,
        warmupSeconds,
        progress: progress.subarray(cell, cell + 1),
      }));
      await runBatch(tasks, {
        workers,
        signal,
        onFinished: async (observation, task) => {
          onSimulated?.();
          const { index } = missing[task]!;
          found[index]!.set(observation.replication, observation);
          await kept[index]!.keep(observation);
        },
      });
      return deployments.map((deployment, index) => ({
        deployment,
        observations: upTo(replications, found[index]!),
      }));
    },
  };
}

async function keeperOf(study: ComparisonRun, { name, model }: Deployment): Promise<KeptReplications> {
  const { cmgsim, seed, durationSeconds, warmupSeconds } = study;
  const key = studyKey({ cmgsim, model, seed, durationSeconds, warmupSeconds });
  const kept = new KeptReplications(await prepareResults(join(study.directory, 'deployments'), name), key);
  if (!study.resume) await kept.clear();
  return kept;
}

const upTo = (count: number, found: ReadonlyMap<number, Observation>): Observation[] =>
  [...found.values()]
    .filter(({ replication }) => replication < count)
    .sort((a, b) => a.replication - b.replication);
