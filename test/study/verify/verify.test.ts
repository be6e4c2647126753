import { describe, expect, it } from 'vitest';
import type { TheoryCase } from '../../../src/study/verify/theory-case.js';
import { theoryCases, type Verification, verify } from '../../../src/study/verify/verify.js';

/** A case whose truth is known and whose simulation is a single draw. */
function drawn(name: string, exact: number, draw: (normal: number) => number): TheoryCase {
  return {
    system: name,
    metric: 'draw',
    unit: 's',
    theory: 'none',
    exact,
    replicate: (simulation) => draw(simulation.stream('draw').normal()),
  };
}

const many = (exact: number, draw: (normal: number) => number): TheoryCase[] =>
  Array.from({ length: 60 }, (_, i) => drawn(`case ${i}`, exact, draw));

const options = { seed: 7, replications: 20 };

async function verified(
  asked: Parameters<typeof verify>[0],
  cases: readonly TheoryCase[],
  handed: Parameters<typeof verify>[1] = {},
): Promise<Verification> {
  const verification = await verify({ ...asked, cases }, handed);
  if (verification === null) throw new Error('nobody interrupted it');
  return verification;
}

describe('verify', () => {
  it('agrees with a simulation that is right', async () => {
    const result = await verified(
      options,
      many(5, (normal) => 5 + normal),
    );
    expect(result.agrees).toBe(true);
    expect(result.cases.every(({ agrees }) => agrees)).toBe(true);
    expect(result.zScoreLimit).toBeCloseTo(3.76, 2);
  });

  it('notices one case that is wrong', async () => {
    const result = await verified(options, [
      ...many(5, (normal) => 5 + normal),
      drawn('wrong', 5, (normal) => 6.5 + normal),
    ]);
    expect(result.agrees).toBe(false);
    expect(result.cases.filter(({ agrees }) => !agrees).map(({ system }) => system)).toEqual(['wrong']);
    expect(result.normality.pValue).toBeGreaterThan(0.01);
  });

  it('notices a small bias that no single case shows', async () => {
    const result = await verified(
      options,
      many(5, (normal) => 5.15 + normal),
    );
    expect(result.cases.every(({ agrees }) => agrees)).toBe(true);
    expect(result.normality.pValue).toBeLessThan(0.01);
    expect(result.agrees).toBe(false);
  });

  it('holds a case without chance to its exact figure', async () => {
    const both = [5, 5.000001].map((value) =>
      verified(options, [{ ...drawn('sure', 5, () => value), isCertain: true }]),
    );
    const [right, wrong] = await Promise.all(both);
    expect(right!.cases[0]).toMatchObject({ zScore: null, agrees: true });
    expect(right!.agrees).toBe(true);
    expect(wrong!.agrees).toBe(false);
  });

  it('holds a case that should vary and does not to its exact figure as well', async () => {
    expect((await verified(options, [drawn('stuck', 5, () => 5.1)])).agrees).toBe(false);
  });

  it('gives the same for the same seed, another for another, and tells of its progress', async () => {
    const cases = many(5, (normal) => 5 + normal).slice(0, 3);
    let seen = 0;
    const first = await verified(options, cases, { onSimulated: () => seen++ });
    expect(await verified(options, cases)).toEqual(first);
    expect((await verified({ ...options, seed: 8 }, cases)).cases[0]!.zScore).not.toBe(
      first.cases[0]!.zScore,
    );
    expect(seen).toBe(3);
  });

  it('refuses a single replication, which has no interval', async () => {
    await expect(verify({ seed: 1, replications: 1, cases: [] })).rejects.toThrow(RangeError);
  });

  it('ends without a result when it is interrupted', async () => {
    const interruption = new AbortController();
    const cases = many(5, (normal) => 5 + normal).slice(0, 3);
    let seen = 0;
    const onSimulated = () => {
      seen++;
      interruption.abort();
    };
    const handed = { onSimulated, signal: interruption.signal };
    expect(await verify({ ...options, cases }, handed)).toBeNull();
    expect(seen).toBe(1);
  });

  it('names every case apart, since its random numbers follow from its name', async () => {
    const names = theoryCases().map(({ system, metric }) => `${system}/${metric}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
