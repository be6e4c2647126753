import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov } from '../../src/measure/normality.js';
import { type Verification, verify } from '../../src/study/verify/verify.js';

/** Over ten of these seeds the test gave p = 0.047; over 20, and over 60 others, 0.18 and 0.4: nothing is biased. */
const SEEDS = 20;

describe(`the theory suite over ${SEEDS} seeds`, () => {
  it('has z-scores that look standard normal in the large (Kolmogorov-Smirnov at 1 %)', async () => {
    const runs: Verification[] = [];
    for (let i = 0; i < SEEDS; i++) runs.push((await verify({ seed: 1000 + i, replications: 20 }))!);
    const scores = runs.flatMap(({ cases }) => cases.flatMap(({ zScore }) => zScore ?? []));
    const { pValue } = kolmogorovSmirnov(scores);
    const agreeing = runs.filter(({ agrees }) => agrees).length;
    console.log(`${scores.length} z-scores: p = ${pValue.toFixed(3)}; ${agreeing} of ${SEEDS} seeds agree`);
    expect(pValue).toBeGreaterThanOrEqual(0.01);
    // A correct program fails a seed with at most 2 %: four of twenty have a probability of 0.1 %.
    expect(agreeing).toBeGreaterThanOrEqual(SEEDS - 3);
    expect(farthestCase(runs)).toBeLessThanOrEqual(runs[0]!.zScoreLimit);
  });
});

/** The largest mean score of a case over the seeds, in its own standard errors: a bias shows here before it does in one run. */
function farthestCase(runs: readonly Verification[]): number {
  const sums = runs[0]!.cases.map((_, index) =>
    runs.reduce((sum, { cases }) => sum + (cases[index]!.zScore ?? 0), 0),
  );
  return Math.max(...sums.map((sum) => Math.abs(sum) / Math.sqrt(runs.length)));
}
