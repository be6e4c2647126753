import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/index.js';
import { meanInterval } from '../../src/measure/interval.js';
import { moreReplications } from '../../src/measure/precision.js';
import { theoryCases } from '../../src/study/verify/verify.js';

const MACRO_REPLICATIONS = 1000;
const AIM = 0.03;
const MOST = 200;

describe('M/M/1 at load 0.8, replicated until its mean is precise to 3 %, over 1,000 macro-replications', () => {
  it('has intervals that cover the exact mean in 93 to 97 %, although a lucky variance stops early', () => {
    const theory = theoryCases().find(
      (one) => one.system === 'M/M/1, load 0.8' && one.metric === 'mean sojourn',
    )!;
    let covered = 0;
    let replications = 0;
    for (let macro = 0; macro < MACRO_REPLICATIONS; macro++) {
      const values: number[] = [];
      for (let more = moreReplications([], AIM, MOST); more > 0; more = moreReplications([values], AIM, MOST))
        for (let i = 0; i < more; i++)
          values.push(
            theory.replicate(new Simulation({ seed: `precision/${macro}`, replication: values.length })),
          );
      const { low, high } = meanInterval(values);
      if (low! <= theory.exact && theory.exact <= high!) covered++;
      replications += values.length;
    }
    const share = covered / MACRO_REPLICATIONS;
    console.log(
      `coverage at a stated precision: ${(100 * share).toFixed(1)} %, ${replications / MACRO_REPLICATIONS} replications`,
    );
    expect(share).toBeGreaterThanOrEqual(0.93);
    expect(share).toBeLessThanOrEqual(0.97);
  });
});
