import type { Observation } from '../../gateway/simulation/observation.js';
import type { Model } from '../../model/schema.js';
import type { StudyContext } from '../context.js';
import { KeptReplications, studyKey } from '../simulate/keeper.js';
import { simulateReplications } from '../simulate/replications.js';
import { type Rounds, runInRounds } from '../simulate/rounds.js';
import { attended, FINISHED, progressCells } from '../simulate/work.js';
import { VERSION } from '../version.js';

interface ReplicateOptions {
  readonly seed: string | number;
  /** How many replications, or in which rounds. */
  readonly replications: number | Rounds;
  readonly durationSeconds: number | undefined;
  readonly warmupSeconds: number | undefined;
}

/** Finished replications in order, and how many there were to be. */
export interface Replicated {
  readonly observations: Observation[];
  readonly planned: number;
}

/**
 * Simulates the replications of a model until they are done, precise enough or interrupted. Each of several is kept when
 * it is finished, and taken over from there on resumption.
 */
export async function replicate(
  model: Model,
  { replications, ...settings }: ReplicateOptions,
  context: StudyContext,
): Promise<Replicated> {
  const kept = new KeptReplications(context.keeper, null, studyKey({ cmgsim: VERSION, model, ...settings }));
  const finished = await startingPoint(kept, context);
  const rounds = typeof replications === 'number' ? null : replications;
  let planned = typeof replications === 'number' ? replications : replications.most;
  const cells = progressCells(planned);
  for (const { replication } of finished) cells[replication] = FINISHED;
  const { executor, signal } = context;
  const study = {
    ...settings,
    executor,
    signal,
    finished,
    progress: cells,
    onReplication: async (observation: Observation) => {
      context.onSimulated();
      if (planned > 1) await kept.keep(observation);
    },
  };
  return attended(context, { cells, total: () => planned }, async () => {
    if (rounds === null)
      return {
        observations: await simulateReplications(model, { ...study, replications: planned }),
        planned,
      };
    const onRound = (upTo: number) => {
      planned = upTo;
    };
    return runInRounds(model, { ...study, rounds, onRound });
  });
}

async function startingPoint(
  kept: KeptReplications,
  { resume, onMessage }: StudyContext,
): Promise<Observation[]> {
  if (!resume) {
    await kept.clear();
    return [];
  }
  const finished = await kept.load();
  onMessage({ kind: 'kept', text: `kept from before: ${finished.length} replications` });
  return finished;
}
