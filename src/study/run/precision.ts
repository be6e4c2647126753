import type { Observation } from '../../gateway/simulation/observation.js';
import { meanInterval } from '../../measure/interval.js';
import { moreReplications, relativeHalfWidth } from '../../measure/precision.js';
import type { Rounds } from '../simulate/rounds.js';
import { mergedKeys } from '../summary/metric.js';
import type { PrecisionSummary } from '../summary/schema/judgement.js';

/** The figures of each request class whose intervals are to become narrow. */
const MEASURES = ['mean', 'p95'] as const;

/** How precise results are to be: half-width of the 95 % intervals as a share of their value. */
export interface PrecisionAim {
  readonly relative: number;
  readonly maxReplications: number;
}

/**
 * Rounds of replications until the mean and p95 of every request class are precise enough or the most replications are
 * reached. Figures that some replication could not give are left aside (see `precisionReached`).
 */
export const roundsToPrecision = (aim: PrecisionAim): Rounds => ({
  most: aim.maxReplications,
  planned: (finished) => finished.length + furtherReplications(finished, aim),
});

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
