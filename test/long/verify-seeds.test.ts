import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov } from '../../src/measure/normality.js';
import { type Verification, verify } from '../../src/study/verify.js';

const SEEDS = 10;

describe(`the theory suite over ${SEEDS} seeds`, () => {
  it('has z-scores that look standard normal in the large (Kolmogorov-Smirnov at 1 %)', async () => {
    const runs: Verification[] = [];
    for (let i = 0; i < SEEDS; i++) runs.push((await verify({ seed: 1000 + i, replications: 20 }))!);
    const scores = runs.flatMap(({ cases }) => cases.flatMap(({ zScore }) => zScore ?? []));
    const { pValue } = kolmogorovSmirnov(scores);
    const agreeing = runs.filter(({ agrees }) => agrees).length;
    console.log(`${scores.length} z-scores: p = ${pValue.toFixed(3)}; ${agreeing} of ${SEEDS} seeds agree`);
    expect(pValue).toBeGreaterThanOrEqual(0.01);
    // A correct program fails a seed with at most 2 %: three of ten have a probability of 0.1 %.
    expect(agreeing).toBeGreaterThanOrEqual(SEEDS - 2);
  });
});
