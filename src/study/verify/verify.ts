import { Simulation } from '../../engine/index.js';
import { type Interval, meanInterval } from '../../measure/interval.js';
import { normalQuantile } from '../../measure/normal.js';
import { kolmogorovSmirnov, type Normality } from '../../measure/normality.js';
import { zScore } from '../../measure/z-score.js';
import type { Model } from '../../model/schema.js';
import { contextOf, type StudyContext, type StudyOptions } from '../context.js';
import { attended, FINISHED, progressCells } from '../simulate/work.js';
import { fluidShareCases, serialLineCases, sharedLinkCases } from './link-cases.js';
import { littleCases, modelLittleCase } from './little-cases.js';
import { closedCases, openNetworkCases } from './network-cases.js';
import { periodicCases } from './periodic-cases.js';
import { lossCases, unlimitedCases, waitedSlotCases } from './slot-cases.js';
import { generalServiceCases, limitedQueueCases, markovCases, sharingCases } from './station-cases.js';
import type { TheoryCase } from './theory-case.js';

/** Probability of a false alarm that each of the two judgements is given. */
const LEVEL = 0.01;
/** What a case without chance may differ by, relative: rounding. */
const ROUNDING = 1e-9;

export interface VerifiedCase {
  readonly system: string;
  readonly metric: string;
  readonly unit: TheoryCase['unit'];
  readonly theory: string;
  readonly exact: number;
  readonly simulated: Interval;
  /** Standard normal score of the deviation; null for a case without chance. */
  readonly zScore: number | null;
  /** Whether this case alone agrees with its theory. */
  readonly agrees: boolean;
}

export interface Verification {
  readonly seed: string | number;
  readonly replications: number;
  readonly cases: readonly VerifiedCase[];
  /** Kolmogorov-Smirnov test of all z-scores together against the standard normal distribution. */
  readonly normality: Normality;
  /** No single z-score may lie farther out: the 1 % level over all cases by Bonferroni's inequality. */
  readonly zScoreLimit: number;
  readonly agrees: boolean;
}

/** What `verify` is asked. */
export interface VerifyQuestion {
  readonly seed: string | number;
  /** Replications of each case, two or more. */
  readonly replications: number;
  /** When left out: the textbook systems. */
  readonly cases?: readonly TheoryCase[] | undefined;
}

/**
 * The textbook systems that the engine is held to, each judged from runs of its own, so that the scores are independent,
 * and Little's law on every resource of the models given.
 */
export function theoryCases(models: readonly Model[] = []): TheoryCase[] {
  return [
    ...markovCases(),
    ...generalServiceCases(),
    ...serialLineCases(),
    ...sharingCases(),
    ...sharedLinkCases(),
    ...limitedQueueCases(),
    ...lossCases(),
    ...waitedSlotCases(),
    ...unlimitedCases(),
    ...openNetworkCases(),
    ...closedCases(),
    ...periodicCases(),
    ...littleCases(),
    ...fluidShareCases(),
    ...models.map(modelLittleCase),
  ];
}

/**
 * Simulates textbook systems and judges the differences to their exact figures. Together the z-scores must look standard
 * normal: too large ones show a wrong simulation, too small ones a wrong interval. A correct program fails at about one
 * seed in fifty.
 * @returns null when it was interrupted: the z-scores are judged together or not at all
 * @throws RangeError for fewer than two replications
 */
export async function verify(
  { seed, replications, cases = theoryCases() }: VerifyQuestion,
  options: StudyOptions = {},
): Promise<Verification | null> {
  if (!(replications >= 2)) throw new RangeError('a verification needs two or more replications');
  const context = contextOf(options);
  const chances = await simulateAll(cases, seed, replications, context);
  if (chances === null) {
    const text = 'the cases are judged together, so there is no result';
    context.onMessage({ kind: 'interrupted', text, goesOn: null });
    return null;
  }
  const scores = chances.flatMap((chance) => chance.zScore ?? []);
  const normality = scores.length > 0 ? kolmogorovSmirnov(scores) : { distance: 0, pValue: 1 };
  const zScoreLimit = normalQuantile(1 - LEVEL / 2 / Math.max(1, scores.length));
  const verified = chances.map(({ theoryCase, estimates, zScore }) => {
    const { replicate: _, isCertain: __, ...described } = theoryCase;
    const simulated = meanInterval(estimates);
    const agrees =
      zScore === null ? isRounding(simulated.value!, theoryCase.exact) : Math.abs(zScore) <= zScoreLimit;
    return { ...described, simulated, zScore, agrees };
  });
  const agrees = normality.pValue >= LEVEL && verified.every((result) => result.agrees);
  return { seed, replications, cases: verified, normality, zScoreLimit, agrees };
}

/** Simulates one case after the other; null when it was interrupted. */
function simulateAll(
  cases: readonly TheoryCase[],
  seed: string | number,
  replications: number,
  context: StudyContext,
): Promise<Chance[] | null> {
  const cells = progressCells(cases.length);
  return attended(context, { cells, total: () => cases.length, noun: 'cases' }, async () => {
    const chances: Chance[] = [];
    for (const [index, theoryCase] of cases.entries()) {
      // A signal is heard between two turns alone.
      await new Promise((resolve) => setTimeout(resolve));
      if (context.signal.aborted) return null;
      const { exact, isCertain } = theoryCase;
      const estimates = replicate(theoryCase, seed, isCertain ? 1 : replications);
      cells[index] = FINISHED;
      context.onSimulated();
      chances.push({ theoryCase, estimates, zScore: isCertain ? null : zScore(estimates, exact) });
    }
    return chances;
  });
}

interface Chance {
  readonly theoryCase: TheoryCase;
  readonly estimates: readonly number[];
  readonly zScore: number | null;
}

function replicate(
  { system, metric, replicate }: TheoryCase,
  seed: string | number,
  count: number,
): number[] {
  return Array.from({ length: count }, (_, replication) =>
    replicate(new Simulation({ seed: `${seed}/${system}/${metric}`, replication })),
  );
}

const isRounding = (value: number, exact: number): boolean =>
  Math.abs(value - exact) <= ROUNDING * Math.max(1, Math.abs(exact));
