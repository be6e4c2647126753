import type { Observation } from '../../gateway/simulation/observation.js';
import { mser5 } from '../../measure/warmup.js';
import type { Model } from '../../model/schema.js';
import type { Executor } from '../simulate/executor.js';
import { simulateReplications } from '../simulate/replications.js';

/** Replications of a pilot, whose series are averaged (Hoad, Robinson and Davies 2010 take five). */
const PILOTS = 5;
/** Intervals of a pilot, for 60 batches of five. */
const INTERVALS = 300;
/** Length of the first pilot, and of the last that is tried when a shorter one shows no steady state; seconds. */
const FIRST = 3600;
const LAST = 4 * 3600;
/** Warm-ups are whole minutes, one at least. */
const MINUTE = 60;

export interface FoundWarmup {
  /** null when no steady state was found: the load changes with the hour, or grows without end. */
  readonly seconds: number | null;
  /** Of the pilot that it was found in, or of the last one. */
  readonly pilotSeconds: number;
}

export interface WarmupOptions {
  readonly seed: string | number;
  readonly executor?: Executor | undefined;
  readonly signal: AbortSignal;
  /** Told of each pilot replication when it ends. */
  readonly onSimulated?: (() => void) | undefined;
}

/**
 * Finds how long a model takes to leave its empty start behind, by MSER-5 on the means over five pilot replications
 * (with random numbers of their own) of two series: the mean latency and the number of requests of each interval; the
 * longer of the two cuts counts. MSER-5 because it needs no parameter, was the best of the 42 heuristics that Hoad,
 * Robinson and Davies, "Automating warm-up length estimation", Journal of the Operational Research Society 61, 2010,
 * hold against each other, and says itself when its answer cannot be trusted; the pilot is then doubled, up to 4 h.
 * @returns null when it was interrupted
 */
export async function findWarmup(
  model: Model,
  { seed, executor, signal, onSimulated }: WarmupOptions,
): Promise<FoundWarmup | null> {
  for (let pilotSeconds = FIRST; ; pilotSeconds *= 2) {
    const interval = pilotSeconds / INTERVALS;
    const pilots = await simulateReplications(
      { ...model, simulation: { ...model.simulation, interval } },
      {
        seed: `${seed}/warm-up`,
        replications: PILOTS,
        durationSeconds: pilotSeconds,
        warmupSeconds: 0,
        executor,
        signal,
        onReplication: () => onSimulated?.(),
      },
    );
    if (pilots.length < PILOTS) return null;
    const cut = endOfTransient(pilots);
    if (cut !== null)
      return { seconds: MINUTE * Math.max(1, Math.ceil((cut * interval) / MINUTE - 1e-9)), pilotSeconds };
    if (2 * pilotSeconds > LAST) return { seconds: null, pilotSeconds };
  }
}

/** Intervals to drop from the front, null when that cannot be told. */
export function endOfTransient(pilots: readonly Pick<Observation, 'intervals'>[]): number | null {
  const completed = summed(pilots, ({ completedRequests }) => completedRequests);
  const waited = summed(pilots, ({ completedRequests, meanLatencySeconds }) =>
    completedRequests.map((count, i) => count * (meanLatencySeconds[i] ?? 0)),
  );
  const width = widthWithoutGaps(completed);
  if (width === null) return null;
  const [requests, seconds] = [grouped(completed, width), grouped(waited, width)];
  const cuts = [requests, seconds.map((sum, i) => sum / Math.max(1, requests[i]!))].map(mser5);
  if (cuts.some(({ trustworthy }) => !trustworthy)) return null;
  return width * Math.max(...cuts.map(({ truncation }) => truncation));
}

function summed(
  pilots: readonly Pick<Observation, 'intervals'>[],
  read: (intervals: Observation['intervals']) => readonly number[],
): number[] {
  return pilots
    .map(({ intervals }) => read(intervals))
    .reduce<number[]>((sums, values) => values.map((value, i) => value + (sums[i] ?? 0)), []);
}

/** Fewest intervals, wide ones, that still make ten batches of five. */
const FEWEST = 50;

/** Intervals to be taken together so that each has a request, the very first apart; null when those are too few. */
function widthWithoutGaps(completed: readonly number[]): number | null {
  for (let width = 1; completed.length / width >= FEWEST; width++)
    if (!grouped(completed, width).slice(1).includes(0)) return width;
  return null;
}

const grouped = (values: readonly number[], width: number): number[] =>
  Array.from({ length: Math.floor(values.length / width) }, (_, group) =>
    values.slice(group * width, (group + 1) * width).reduce((sum, value) => sum + value, 0),
  );
