import type { Observation } from '../../gateway/simulation/observation.js';
import type { StudyContext } from '../context.js';
import type { Deployment } from '../experiment/deployment.js';
import { KeptReplications, studyKey } from './keeper.js';

/** Simulates one replication of a deployment. */
export type SimulateOne = (deployment: Deployment, replication: number) => Promise<Observation>;

/** What replications depend on beside their model and number. */
export interface SampleSettings {
  /** Version of the program. */
  readonly cmgsim: string;
  readonly seed: string | number;
  readonly durationSeconds: number | undefined;
  readonly warmupSeconds: number | undefined;
}

interface Cell {
  readonly kept: KeptReplications;
  readonly found: Promise<ReadonlyMap<number, Observation>>;
}

/** Simulations of deployments, of which each is kept. */
interface KeptSamples {
  readonly simulateOne: SimulateOne;
  /** Resolves when all that was simulated so far is kept: to be awaited after an interruption. */
  settled(): Promise<void>;
}

/**
 * Simulates one replication after the other as they are asked for, and keeps each at a place of its deployment, so that a
 * study that was interrupted can go on. Replications kept before are taken over with `resume`, and forgotten without.
 * @param place of the study; null where the keeper holds it alone
 */
export async function keepSamples(
  { executor, keeper, signal, resume, onSimulated }: StudyContext,
  place: string | null,
  settings: SampleSettings,
): Promise<KeptSamples> {
  const folder = place === null ? 'deployments' : `${place}/deployments`;
  if (!resume) await keeper.forget(folder);
  const { seed, durationSeconds, warmupSeconds } = settings;
  const cells = new Map<Deployment, Cell>();
  const cellOf = (deployment: Deployment): Cell => {
    const known = cells.get(deployment);
    if (known !== undefined) return known;
    const key = studyKey({ ...settings, model: deployment.model });
    const kept = new KeptReplications(keeper, `${folder}/${key.slice(0, 16)}`, key);
    const found = kept.load().then((all) => new Map(all.map((one) => [one.replication, one])));
    const made = { kept, found };
    cells.set(deployment, made);
    return made;
  };
  const sampled = async (deployment: Deployment, replication: number): Promise<Observation> => {
    const { kept, found } = cellOf(deployment);
    const before = (await found).get(replication);
    if (before !== undefined) return before;
    const task = { model: deployment.model, seed, replication, durationSeconds, warmupSeconds };
    const observation = await executor.run(task, signal);
    onSimulated();
    await kept.keep(observation);
    return observation;
  };
  const begun: Promise<Observation>[] = [];
  return {
    simulateOne: (deployment, replication) => {
      const sample = sampled(deployment, replication);
      begun.push(sample);
      return sample;
    },
    settled: async () => void (await Promise.allSettled(begun)),
  };
}
