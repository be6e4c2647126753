import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { theoryCases, verify } from '../../src/study/verify/verify.js';

const models = readdirSync('models').map((file) => {
  const loaded = loadModel(readFileSync(`models/${file}`, 'utf8'), file);
  if ('problems' in loaded) throw new Error(`${file} has problems`);
  return loaded.value;
});

/** Fixed seed: a correct program fails one seed in fifty, so a failure here is to be looked into, not to be reseeded. */
const verification = (await verify({ seed: 1, replications: 20, cases: theoryCases(models) }))!;

describe('the engine against queueing theory, 20 replications a case', () => {
  it('covers at least 40 cases with chance in them', () => {
    expect(verification.cases.filter(({ zScore }) => zScore !== null).length).toBeGreaterThanOrEqual(40);
  });

  for (const { system, metric, exact, simulated, zScore } of verification.cases)
    it(`${system}: ${metric}`, () => {
      if (zScore === null) expect(simulated.value!).toBeCloseTo(exact, 9);
      else expect(Math.abs(zScore)).toBeLessThanOrEqual(verification.zScoreLimit);
    });

  it('has z-scores that look standard normal together (Kolmogorov-Smirnov at 1 %)', () => {
    expect(verification.normality.pValue).toBeGreaterThanOrEqual(0.01);
    expect(verification.agrees).toBe(true);
  });
});
