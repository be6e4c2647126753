import { describe, expect, it } from 'vitest';
import type { Objective } from '../../../src/study/objective/objective.js';
import { objectiveAnswer } from '../../../src/study/objective/objective.js';
import { type Scene, summary } from '../../report/fixture.js';

const judged = (objective: Objective, scene: Scene = {}, replications = 10) =>
  summary({ clients: 6000, ...scene }, replications, { objective });
const resultOf = (objective: Objective, scene: Scene = {}, replications = 10) =>
  judged(objective, scene, replications).objective[0]!;

describe('a bound on a percentile', () => {
  const p95 = { policy: { p95: 2 } };

  it.each([
    [0.99, 'met'],
    [0.951, 'not shown'],
    [0.93, 'missed'],
  ])('of 95 %% within 2 s: where %d are, it is %s', (share, result) => {
    const one = resultOf(p95, { within: { policy: { 2: share } } });
    expect(one.result).toBe(result);
    expect(one.within!.value).toBeCloseTo(share, 2);
  });

  it('counts requests that were never answered as not within it', () => {
    // About 48,000 requests, of which a twelfth fails; all others are fast.
    const scene = { within: { policy: { 2: 1 } }, failed: { timeout: 4000 } };
    expect(resultOf(p95, scene)).toMatchObject({
      result: 'missed',
      observed: { value: null, reason: 'failed' },
    });
  });

  it('needs no percentile: a class too rare for one in a replication is decided by all of them together', () => {
    const rare = { token: { p99: 5 } };
    const { result, observed } = resultOf(rare, { within: { token: { 5: 1 } } }, 60);
    expect([observed.value, result]).toEqual([null, 'met']);
  });
});

describe('a bound on a share of failures', () => {
  it('is not shown by no failure among few: 250 do not show 0.1 %, 3,688 do', () => {
    const failed = { token: { failed: 0.001 } };
    // About 67 token requests in a replication.
    const four = resultOf(failed, {}, 4);
    expect(four).toMatchObject({ result: 'not shown', reason: 'its interval holds the limit' });
    expect(four.replicationsNeeded! * 67).toBeGreaterThan(3300);
    expect(four.replicationsNeeded! * 67).toBeLessThan(4100);
    expect(resultOf(failed, {}, 60).result).toBe('met');
  });

  it('is missed where the whole interval lies beyond', () => {
    expect(resultOf({ policy: { failed: 0.001 } }, { failed: { timeout: 500 } }).result).toBe('missed');
  });
});

describe('a bound on a mean', () => {
  const mean = judged({}).requests.policy!.latencySeconds.mean.value!;

  it.each([
    [mean * 1.1, 'met'],
    [mean * 1.0002, 'not shown'],
    [mean * 0.9, 'missed'],
  ])('of %d s is %s', (limit, result) => {
    expect(resultOf({ policy: { mean: limit } }).result).toBe(result);
  });

  it('says how many replications would decide it', () => {
    const { replicationsNeeded } = resultOf({ policy: { mean: mean * 1.0005 } });
    expect(replicationsNeeded).toBeGreaterThan(10);
    // Were they like these; others may fall on either side, but they decide.
    expect(resultOf({ policy: { mean: mean * 1.0005 } }, {}, replicationsNeeded!).result).not.toBe(
      'not shown',
    );
  });
});

describe('an objective', () => {
  it('is decided by no single replication', () => {
    const scene = { within: { policy: { 2: 1 } } };
    const { objective, verdict } = judged({ policy: { p95: 2, mean: 100, failed: 0.5 } }, scene, 1);
    for (const one of objective)
      expect(one).toMatchObject({ result: 'not shown', reason: 'one replication decides nothing' });
    expect(verdict.reasons).toContain(
      'The objective is not shown to be met: policy p95, policy mean and policy failed (one replication decides nothing).',
    );
  });

  it('for all holds for every class, unless a class has a bound of its own', () => {
    const { objective, requests } = judged({
      all: { failed: 0.01, mean: 1 },
      'hardware-inventory': { mean: 5 },
    });
    expect(objective).toHaveLength(2 * Object.keys(requests).length);
    expect(
      objective.find((one) => one.requests === 'hardware-inventory' && one.measure === 'mean'),
    ).toMatchObject({ limit: 5, result: 'met' });
    expect(objectiveAnswer(objective)).toBe('met');
  });

  it('for all leaves a class out that the replications cannot decide, and lists it, but not a bound of its own', () => {
    const all = { all: { failed: 0.001 } };
    const left = (objective: Objective) =>
      judged(objective).objective.flatMap(({ requests, result }) =>
        result === 'left out' ? [requests] : [],
      );
    expect(left(all)).toEqual(['hardware-inventory', 'token']);
    expect(objectiveAnswer(judged(all).objective)).toBe('met');
    const own = judged({ ...all, token: { failed: 0.001 } }).objective;
    expect(own.find(({ requests }) => requests === 'token')).toMatchObject({ result: 'not shown' });
    expect(objectiveAnswer(own)).toBe('not shown');
  });

  it('for all is not shown where no class could be decided', () => {
    const { objective } = judged({ all: { failed: 0.001 } }, {}, 1);
    expect(new Set(objective.map(({ result }) => result))).toEqual(new Set(['not shown']));
  });

  it('on what nobody asked for is not shown, of a class and of all', () => {
    expect(resultOf({ metering: { mean: 1 } })).toMatchObject({
      requests: 'metering',
      result: 'not shown',
      reason: 'no request ended',
    });
    const quiet = summary({ clients: 0, cpu: 0 }, 10, { objective: { all: { p95: 1 } } });
    expect(objectiveAnswer(quiet.objective)).toBe('not shown');
  });

  it.each([
    [[], 'none'],
    [['met', 'left out'], 'met'],
    [['met', 'not shown'], 'not shown'],
    [['met', 'not shown', 'missed'], 'missed'],
  ] as const)('with the results %j is %s', (results, answer) => {
    const one = resultOf({ policy: { mean: 1 } });
    expect(objectiveAnswer(results.map((result) => ({ ...one, result })))).toBe(answer);
  });
});
