import { describe, expect, it } from 'vitest';
import { summary } from '../report/fixture.js';

describe('an objective', () => {
  const judged = (objective: Parameters<typeof summary>[2], replications = 1) =>
    summary({}, replications, objective);

  it('is met or missed by what was observed, and certain when the whole interval says so', () => {
    const { objective, verdict } = judged(
      { objective: { policy: { p95: 2, mean: 0.1 }, token: { p99: 5 } } },
      4,
    );
    expect(
      objective.map(({ requests, measure, result, certain }) => [requests, measure, result, certain]),
    ).toEqual([
      ['policy', 'p95', 'met', true],
      ['policy', 'mean', 'missed', true],
      ['token', 'p99', 'unknown', false],
    ]);
    expect(verdict.reasons).toContain('The objective is missed: policy mean.');
    expect(verdict.reasons).toContain('The objective cannot be judged, as there is no value: token p99.');
    expect(verdict.state).toBe('unsupported');
  });

  it('is not certain when the limit lies within the interval, nor with one replication', () => {
    const mean = judged({}, 4).requests.policy!.latencySeconds.mean.value!;
    expect(judged({ objective: { policy: { mean: mean * 1.0001 } } }, 4).objective[0]).toMatchObject({
      result: 'met',
      certain: false,
    });
    expect(judged({ objective: { policy: { mean: 100 } } }).objective[0]!.certain).toBe(false);
  });

  it('for all holds for every class, unless a class has a bound of its own', () => {
    const { objective, requests } = judged({
      objective: { all: { failed: 0.001, mean: 1 }, 'hardware-inventory': { mean: 5 } },
    });
    expect(objective).toHaveLength(2 * Object.keys(requests).length);
    expect(
      objective.find((one) => one.requests === 'hardware-inventory' && one.measure === 'mean'),
    ).toMatchObject({ limit: 5, result: 'met' });
    expect(objective.every(({ result }) => result === 'met')).toBe(true);
  });

  it('for all passes over a class that is too rare to give the figure, but not over a bound of its own', () => {
    const bounds = { all: { p999: 100 } };
    const classes = ({ objective }: ReturnType<typeof judged>) => objective.map(({ requests }) => requests);
    expect(classes(judged({ objective: bounds }))).toContain('policy');
    expect(classes(judged({ objective: bounds }))).not.toContain('token');
    const own = judged({ objective: { ...bounds, token: { p999: 100 } } }).objective;
    expect(own.find(({ requests }) => requests === 'token')).toMatchObject({ result: 'unknown' });
  });

  it('on a class without requests cannot be judged', () => {
    expect(judged({ objective: { metering: { mean: 1 } } }).objective).toMatchObject([
      { requests: 'metering', result: 'unknown' },
    ]);
  });
});
