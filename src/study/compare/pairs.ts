import type { Observation } from '../../gateway/simulation/observation.js';
import type { StudyContext } from '../context.js';
import type { Deployment } from '../experiment/deployment.js';
import { runBatch } from '../simulate/batch.js';
import { KeptReplications, studyKey } from '../simulate/keeper.js';
import { attended, FINISHED, progressCells } from '../simulate/work.js';
import { VERSION } from '../version.js';
import type { Simulated } from './differences.js';

/** Deployments whose replications are to be paired. */
export interface Pairs {
  readonly deployments: readonly Deployment[];
  readonly seed: string | number;
  readonly replications: number;
  readonly durationSeconds: number | undefined;
  readonly warmupSeconds: number | undefined;
}

/**
 * Simulates replication 0 of each deployment, then replication 1 and so on, so that an interruption leaves pairs. Each is
 * kept when it is finished, and taken over from there on resumption.
 */
export async function simulatePairs(study: Pairs, context: StudyContext): Promise<Simulated[]> {
  const { deployments, replications, seed, durationSeconds, warmupSeconds } = study;
  const { executor, signal, resume, onMessage, onSimulated } = context;
  const kept = deployments.map((deployment) => keeperOf(study, deployment, context));
  const before = await Promise.all(kept.map((one) => (resume ? one.load() : one.clear().then(() => []))));
  const found = before.map((all) => new Map(all.map((one) => [one.replication, one])));
  const pairs = Array.from({ length: replications }, (_, replication) =>
    deployments.map((deployment, index) => ({ deployment, index, replication })),
  ).flat();
  const cells = progressCells(pairs.length);
  const missing = pairs.flatMap((pair, cell) => {
    if (!found[pair.index]!.has(pair.replication)) return [{ ...pair, cell }];
    cells[cell] = FINISHED;
    return [];
  });
  if (resume) {
    const text = `${pairs.length - missing.length} of ${pairs.length} replications are kept from before`;
    onMessage({ kind: 'kept', text });
  }
  const tasks = missing.map(({ deployment: { model }, replication, cell }) => ({
    model,
    seed,
    replication,
    durationSeconds,
    warmupSeconds,
    progress: cells.subarray(cell, cell + 1),
  }));
  const onFinished = async (observation: Observation, task: number) => {
    onSimulated();
    const { index } = missing[task]!;
    found[index]!.set(observation.replication, observation);
    await kept[index]!.keep(observation);
  };
  await attended(context, { cells, total: () => pairs.length }, () =>
    runBatch(tasks, { executor, signal, onFinished }),
  );
  return deployments.map((deployment, index) => ({
    deployment,
    observations: upTo(replications, found[index]!),
  }));
}

function keeperOf(
  { seed, durationSeconds, warmupSeconds }: Pairs,
  { name, model }: Deployment,
  { keeper }: StudyContext,
): KeptReplications {
  const key = studyKey({ cmgsim: VERSION, model, seed, durationSeconds, warmupSeconds });
  return new KeptReplications(keeper, `deployments/${name}`, key);
}

const upTo = (count: number, found: ReadonlyMap<number, Observation>): Observation[] =>
  [...found.values()]
    .filter(({ replication }) => replication < count)
    .sort((a, b) => a.replication - b.replication);
