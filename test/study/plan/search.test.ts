import { describe, expect, it } from 'vitest';
import {
  type Sampler,
  type SearchProblem,
  type SearchResult,
  searchPlan,
} from '../../../src/study/plan/search.js';
import { DAYS, exactMean, exactSampler, LIMIT, problem, STATIONS, TOLERANCE } from './known-answer.js';

const latency = { name: 'policy p95', limit: 2, tolerance: 0.2 };

/** Candidates whose values do not vary, by candidate and scenario. */
const constant =
  (values: readonly (readonly number[])[], asked: string[] = []): Sampler =>
  ({ candidate, scenario, firstReplication, replications }) => {
    asked.push(`${candidate}/${scenario}`);
    const value = values[candidate]![scenario]!;
    return Promise.resolve(
      Array.from({ length: replications }, (_, i) => [value + 1e-9 * (firstReplication + i)]),
    );
  };

const small = (candidates: number, scenarios: number): SearchProblem => ({
  candidates,
  scenarios: Array.from({ length: scenarios }, () => [latency]),
  firstStage: 4,
  maxReplications: 50,
});

const total = (checks: SearchResult['checks']): number =>
  checks.reduce((sum, { replications }) => sum + replications, 0);

describe('the search for the cheapest candidate that keeps the objective', () => {
  it('selects the first that keeps every scenario, and finds the next as runner-up', async () => {
    const found = await searchPlan(
      small(5, 2),
      constant([
        [9, 1],
        [1, 9],
        [1, 1],
        [9, 1],
        [1, 1],
      ]),
    );
    expect(found).toMatchObject({ selected: 2, runnerUp: 4, undecided: [] });
  });

  it('refuses at the first scenario that breaks, and asks that scenario first of the next candidate', async () => {
    const asked: string[] = [];
    await searchPlan(
      small(3, 3),
      constant(
        [
          [1, 9, 9],
          [1, 9, 1],
          [1, 1, 1],
        ],
        asked,
      ),
    );
    expect(asked).toEqual(['0/0', '0/1', '1/1', '2/1', '2/0', '2/2']);
  });

  it('counts the replications of the selection apart from those of the runner-up', async () => {
    const found = await searchPlan(small(3, 1), constant([[9], [1], [1]]));
    expect(total(found.checks.slice(0, found.checksOfSelection))).toBe(8);
    expect(total(found.checks)).toBe(12);
  });

  it('selects none when all break', async () => {
    const found = await searchPlan(
      small(3, 2),
      constant([
        [9, 9],
        [9, 9],
        [9, 9],
      ]),
    );
    expect(found).toMatchObject({ selected: null, runnerUp: null, undecided: [] });
  });

  it('calls a candidate undecided that the replications allowed do not decide, and goes on', async () => {
    const wild: Sampler = ({ candidate, firstReplication, replications }) =>
      Promise.resolve(
        Array.from({ length: replications }, (_, i) => [
          candidate === 0 ? 2 + ((firstReplication + i) % 2 === 0 ? 5 : -5) : 1 + 1e-9 * i,
        ]),
      );
    const found = await searchPlan(small(2, 1), wild);
    expect(found).toMatchObject({ selected: 1, undecided: [0] });
    expect(found.checks[0]).toMatchObject({ candidate: 0, replications: 50, feasible: null });
  });

  it('refuses an undecided candidate all the same when another scenario breaks', async () => {
    const wild: Sampler = ({ scenario, firstReplication, replications }) =>
      Promise.resolve(
        Array.from({ length: replications }, (_, i) => [
          scenario === 1 ? 9 + 1e-9 * i : 2 + ((firstReplication + i) % 2 === 0 ? 5 : -5),
        ]),
      );
    expect(await searchPlan(small(1, 2), wild)).toMatchObject({ selected: null, undecided: [] });
  });

  it('decides the same with replications asked for in batches', async () => {
    for (let seed = 0; seed < 5; seed++) {
      const one = await searchPlan(problem, exactSampler(seed));
      const many = await searchPlan({ ...problem, batch: 8 }, exactSampler(seed));
      expect(many.selected).toBe(one.selected);
    }
  });
});

describe('the test problem with a known answer: M/M/c stations on three days', () => {
  const right = STATIONS.findIndex((station) => DAYS.every((day) => exactMean(station, day) <= LIMIT));

  it('has one right answer: it keeps every limit, and each cheaper station breaks one, by the tolerance', () => {
    expect(right).toBeGreaterThan(5);
    for (const day of DAYS) expect(exactMean(STATIONS[right]!, day)).toBeLessThanOrEqual(LIMIT - TOLERANCE);
    for (const cheaper of STATIONS.slice(0, right))
      expect(Math.max(...DAYS.map((day) => exactMean(cheaper, day)))).toBeGreaterThanOrEqual(
        LIMIT + TOLERANCE,
      );
  });

  it('has an exact sampler', async () => {
    for (const candidate of [5, right, right + 3])
      for (const [scenario, day] of DAYS.entries()) {
        const request = { candidate, scenario, firstReplication: 0, replications: 1500 };
        const values = (await exactSampler(1)(request)).map(([value]) => value!);
        const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
        const deviation = Math.sqrt(
          values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1),
        );
        const zScore = ((mean - exactMean(STATIONS[candidate]!, day)) / deviation) * Math.sqrt(values.length);
        expect(Math.abs(zScore)).toBeLessThan(3.5);
      }
  });

  it('is answered right in at least 95 % of 200 seeds, with fewer replications than equal allocation', async () => {
    const seeds = 200;
    let correct = 0;
    let spent = 0;
    let equal = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const { selected, checks, checksOfSelection } = await searchPlan(problem, exactSampler(seed));
      const before = checks.slice(0, checksOfSelection);
      if (selected === right) correct++;
      spent += total(before);
      equal += STATIONS.length * DAYS.length * Math.max(...before.map(({ replications }) => replications));
    }
    expect(correct / seeds).toBeGreaterThanOrEqual(0.95);
    expect(spent).toBeLessThan(equal / 3);
  });
});
