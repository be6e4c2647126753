import type { Observation } from '../../gateway/simulation/observation.js';
import type { Model } from '../../model/schema.js';
import { type RunOptions, simulateReplications } from './replications.js';

/** How many replications a study is to have, as far as is known by now; it never falls. */
export interface Rounds {
  /** The most that it may come to. */
  readonly most: number;
  /** Replications in all, given those that are finished. */
  planned(finished: readonly Observation[]): number;
}

interface RoundsOptions extends Omit<RunOptions, 'replications'> {
  readonly rounds: Rounds;
  /** Called before each round with the number of replications it will bring the study to. */
  readonly onRound?: ((replications: number) => void) | undefined;
}

/**
 * Adds rounds of replications until no more are asked for. What a round asks for follows from what is finished alone, so
 * the study is the same for any number of threads.
 * @returns the observations, and how many there would be without an interruption
 */
export async function runInRounds(
  model: Model,
  { rounds, onRound, ...options }: RoundsOptions,
): Promise<{ observations: Observation[]; planned: number }> {
  let observations: Observation[] = [];
  for (;;) {
    const planned = Math.min(rounds.most, rounds.planned(observations));
    if (planned <= observations.length || options.signal?.aborted)
      return { observations, planned: Math.max(planned, observations.length) };
    onRound?.(planned);
    const finished = [...(options.finished ?? []), ...observations];
    observations = await simulateReplications(model, { ...options, finished, replications: planned });
    if (observations.length < planned) return { observations, planned };
  }
}
