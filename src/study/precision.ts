import type { Observation } from '../gateway/observation.js';
import { meanInterval } from '../measure/interval.js';
import { moreReplications, relativeHalfWidth } from '../measure/precision.js';
import type { Model } from '../model/schema.js';
import { type RunOptions, runStudy } from './run.js';
import { mergedKeys } from './summary/metric.js';
import type { PrecisionSummary } from './summary.js';

/** The figures of each request class whose intervals are to become narrow. */
const MEASURES = ['mean', 'p95'] as const;

/** How precise results are to be: half-width of the 95 % intervals as a share of their value. */
export interface PrecisionAim {
  readonly relative: number;
  readonly maxReplications: number;
}

interface PrecisionOptions extends Omit<RunOptions, 'replications'> {
  readonly aim: PrecisionAim;
  /** Called before each round with the number of replications it will bring the study to. */
  readonly onRound?: ((replications: number) => void) | undefined;
}

/**
 * Adds rounds of replications until the mean and p95 of every request class are precise enough or the most
 * replications are reached. Figures that some replication could not give are left aside (see `precisionReached`).
 * @returns the observations, and how many there would be without an interruption
 */
export async function runToPrecision(
  model: Model,
  { aim, onRound, ...options }: PrecisionOptions,
): Promise<{ observations: Observation[]; planned: number }> {
  let observations: Observation[] = [];
  for (;;) {
    const planned = observations.length + furtherReplications(observations, aim);
    if (planned === observations.length || options.signal?.aborted) return { observations, planned };
    onRound?.(planned);
    const finished = [...(options.finished ?? []), ...observations];
    observations = await runStudy(model, { ...options, finished, replications: planned });
    if (observations.length < planned) return { observations, planned };
  }
}

function furtherReplications(observations: readonly Observation[], aim: PrecisionAim): number {
  const figures = [...figuresOf(observations).judged.values()];
  const nothingToJudge = observations.length > 0 && figures.length === 0;
  return nothingToJudge ? 0 : moreReplications(figures, aim.relative, aim.maxReplications);
}

/** What a study with this aim has reached, and by which figure it is bounded. */
export function precisionReached(observations: readonly Observation[], aim: PrecisionAim): PrecisionSummary {
  const { judged, lacking } = figuresOf(observations);
  let reached: number | null = null;
  let widest: string | null = null;
  for (const [figure, values] of judged) {
    const width = relativeHalfWidth(meanInterval(values));
    if (width !== null && width >= (reached ?? 0)) [reached, widest] = [width, figure];
  }
  return {
    aim: aim.relative,
    maxReplications: aim.maxReplications,
    reached,
    widest,
    met: reached !== null && reached <= aim.relative,
    notJudged: lacking,
  };
}

/** The values of every figure, in order of replication; figures that a replication lacks are named apart. */
function figuresOf(observations: readonly Observation[]): {
  judged: Map<string, number[]>;
  lacking: string[];
} {
  const judged = new Map<string, number[]>();
  const lacking: string[] = [];
  for (const name of mergedKeys(observations.map((one) => one.requests))) {
    for (const measure of MEASURES) {
      const values = observations.flatMap((one) => one.requests[name]?.latency[measure] ?? []);
      if (values.length === observations.length) judged.set(`${name} ${measure}`, values);
      else lacking.push(`${name} ${measure}`);
    }
  }
  return { judged, lacking };
}
