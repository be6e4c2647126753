import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/index.js';
import { meanInterval } from '../../src/measure/interval.js';
import { theoryCases } from '../../src/study/verify/verify.js';

const MACRO_REPLICATIONS = 1000;
const REPLICATIONS = 10;

/** Share of 95 % intervals, each from ten replications, that hold the truth. */
function coverage(metric: string): number {
  const theory = theoryCases().find((one) => one.system === 'M/M/1, load 0.8' && one.metric === metric)!;
  let covered = 0;
  for (let macro = 0; macro < MACRO_REPLICATIONS; macro++) {
    const { low, high } = meanInterval(
      Array.from({ length: REPLICATIONS }, (_, replication) =>
        theory.replicate(new Simulation({ seed: `coverage/${metric}/${macro}`, replication })),
      ),
    );
    if (low! <= theory.exact && theory.exact <= high!) covered++;
  }
  return covered / MACRO_REPLICATIONS;
}

describe('the 95 % interval of ten replications of M/M/1 at load 0.8, over 1,000 macro-replications', () => {
  for (const metric of ['mean sojourn', 'p95 of sojourn'])
    it(`covers the exact ${metric} in 93 to 97 %`, () => {
      const share = coverage(metric);
      console.log(`coverage of the ${metric}: ${(100 * share).toFixed(1)} %`);
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(share).toBeLessThanOrEqual(0.97);
    });
});
