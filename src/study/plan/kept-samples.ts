import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Observation } from '../../gateway/observation.js';
import type { Deployment } from '../experiment/deployment.js';
import { KeptReplications, studyKey } from '../simulate/kept.js';
import type { SimulateOne } from './samples.js';

/** What replications depend on beside their model and number. */
export interface SampleSettings {
  /** Version of the program. */
  readonly cmgsim: string;
  readonly seed: string | number;
  readonly durationSeconds: number | undefined;
  readonly warmupSeconds: number | undefined;
}

interface Cell {
  readonly keeper: KeptReplications;
  readonly found: Promise<ReadonlyMap<number, Observation>>;
}

/** Simulations of deployments, of which each is kept. */
interface KeptSamples {
  readonly simulateOne: SimulateOne;
  /** Resolves when all that was simulated so far is kept: to be awaited after an interruption. */
  settled(): Promise<void>;
}

/**
 * Simulates through `simulateOne` and keeps every replication in the folder of the results, one folder a deployment,
 * so that a study that was interrupted can go on. Replications kept before are taken over with `resume`, and
 * forgotten without.
 */
export async function keepSamples(
  simulateOne: SimulateOne,
  directory: string,
  settings: SampleSettings,
  resume: boolean,
): Promise<KeptSamples> {
  const folder = join(directory, 'deployments');
  if (!resume) await rm(folder, { recursive: true, force: true });
  const cells = new Map<Deployment, Cell>();
  const cellOf = (deployment: Deployment): Cell => {
    const known = cells.get(deployment);
    if (known !== undefined) return known;
    const key = studyKey({ ...settings, model: deployment.model });
    const keeper = new KeptReplications(join(folder, key.slice(0, 16)), key);
    const found = keeper.load().then((all) => new Map(all.map((one) => [one.replication, one])));
    const made = { keeper, found };
    cells.set(deployment, made);
    return made;
  };
  const sampled = async (deployment: Deployment, replication: number): Promise<Observation> => {
    const { keeper, found } = cellOf(deployment);
    const kept = (await found).get(replication);
    if (kept !== undefined) return kept;
    const observation = await simulateOne(deployment, replication);
    await keeper.keep(observation);
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
