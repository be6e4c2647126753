import type { Observation } from '../gateway/observation.js';
import type { Model } from '../model/schema.js';
import { KeptReplications, studyKey } from '../study/simulate/kept.js';
import { runStudy } from '../study/simulate/replications.js';
import { type Rounds, runInRounds } from '../study/simulate/rounds.js';
import { defaultThreads } from '../study/simulate/workers.js';
import { attend, FINISHED, progressCells } from './attend.js';
import type { Session } from './session.js';
import { packageVersion } from './version.js';

export interface ReplicateOptions {
  readonly seed: string | number;
  /** How many replications, or in which rounds. */
  readonly replications: number | Rounds;
  readonly durationSeconds: number | undefined;
  readonly warmupSeconds: number | undefined;
  readonly workers: number | undefined;
  readonly resume: boolean;
  readonly quiet: boolean;
  /** Does something with files; a refusal of the host is reported, not thrown. */
  readonly guard: (act: () => Promise<void>) => Promise<unknown>;
}

/** Finished replications in order, and how many there were to be. */
export interface Replicated {
  readonly observations: Observation[];
  readonly planned: number;
}

/**
 * Simulates the replications of a model on all threads until they are done, precise enough or interrupted, with
 * progress on the terminal. Each is kept in the folder of the results when it is finished, and taken over from
 * there on resumption.
 */
export async function replicate(
  model: Model,
  directory: string,
  options: ReplicateOptions,
  session: Session,
): Promise<Replicated> {
  const { seed, durationSeconds, warmupSeconds, replications, quiet } = options;
  const key = studyKey({ cmgsim: packageVersion(), model, seed, durationSeconds, warmupSeconds });
  const kept = new KeptReplications(directory, key);
  const finished = await startingPoint(kept, options, session);
  const rounds = typeof replications === 'number' ? null : replications;
  let planned = typeof replications === 'number' ? replications : replications.most;
  const cells = progressCells(planned);
  for (const { replication } of finished) cells[replication] = FINISHED;
  return attend(
    session,
    { quiet, progress: { cells, total: () => planned } },
    async ({ signal, onSimulated }) => {
      const study = {
        seed,
        durationSeconds,
        warmupSeconds,
        workers: options.workers ?? defaultThreads(),
        finished,
        signal,
        progress: cells,
        onReplication: async (observation: Observation) => {
          onSimulated();
          if (planned > 1) await options.guard(() => kept.keep(observation));
        },
      };
      if (rounds === null)
        return { observations: await runStudy(model, { ...study, replications: planned }), planned };
      const onRound = (upTo: number) => {
        planned = upTo;
      };
      return runInRounds(model, { ...study, rounds, onRound });
    },
  );
}

async function startingPoint(
  kept: KeptReplications,
  { resume, quiet }: ReplicateOptions,
  session: Session,
): Promise<Observation[]> {
  if (!resume) {
    await kept.clear();
    return [];
  }
  const finished = await kept.load();
  if (!quiet) session.err(`kept from before: ${finished.length} replications\n`);
  return finished;
}
