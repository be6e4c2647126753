import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/gateway/observation.js';
import { summarise } from '../../src/study/summarise.js';
import type { Verdict } from '../../src/study/summary.js';
import { CONTEXT, observation, summary } from '../report/fixture.js';

const verdictOf = (...observations: Observation[]): Verdict => summarise(observations, CONTEXT).verdict;

/** A replication with one resource changed. */
function withResource(
  id: string,
  change: Partial<Observation['resources'][string]>,
  one = observation(),
): Observation {
  return { ...one, resources: { ...one.resources, [id]: { ...one.resources[id]!, ...change } } };
}

/** A replication whose resource is busy to these shares, interval by interval, with these queues. */
function withSeries(id: string, utilisation: number[], meanQueue: number[]): Observation {
  const one = observation({ durationSeconds: utilisation.length * 60 });
  const mean = utilisation.reduce((sum, value) => sum + value, 0) / utilisation.length;
  const changed = withResource(id, { utilisation: mean }, one);
  const resources = { ...one.intervals.resources, [id]: { utilisation, meanQueue } };
  return { ...changed, intervals: { ...one.intervals, resources } };
}

const CPU = 'cmg1/vm/1/cpu';
const flat = (length: number, value: number): number[] => Array.from({ length }, () => value);
const ramp = (length: number, slope: number): number[] => Array.from({ length }, (_, index) => index * slope);

describe('the verdict', () => {
  it('is stable with the headroom of the resource that is busiest', () => {
    const { verdict, resources } = summary({ clients: 6000, cpu: 0.5 });
    expect(verdict.state).toBe('stable');
    expect(verdict.bottleneck).toMatch(/^cmg1\/vm\/[12]\/cpu$/);
    expect(verdict.headroom.value).toBeCloseTo(1 / resources[verdict.bottleneck!]!.utilisation.value! - 1, 9);
    expect(verdict.headroom.value).toBeCloseTo(1, 1);
    expect(verdict.reasons).toEqual([]);
  });

  it('judges headroom by the busiest hour, not by the day', () => {
    const day = Array.from({ length: 600 }, (_, index) => (index >= 120 && index < 180 ? 0.8 : 0.2));
    const { bottleneck, headroom, state } = verdictOf(withSeries(CPU, day, flat(600, 0)));
    expect([state, bottleneck]).toEqual(['stable', CPU]);
    expect(headroom.value).toBeCloseTo(0.25, 9);
  });

  it('turns the interval of utilisation into one of headroom', () => {
    const { headroom, bottleneck } = summary({ clients: 2000, cpu: 0.5 }, 6).verdict;
    expect(bottleneck).toContain('cpu');
    expect(headroom.low).toBeLessThan(headroom.value!);
    expect(headroom.high).toBeGreaterThan(headroom.value!);
  });

  it('has no bottleneck where nothing is busy', () => {
    const idle = observation({ clients: 0, cpu: 0 });
    expect(verdictOf(idle)).toMatchObject({ state: 'stable', bottleneck: null, headroom: { value: null } });
  });

  it('is saturated from 98 % on, and says that averages are those of this run', () => {
    expect(verdictOf(withResource(CPU, { utilisation: 0.979 })).state).toBe('stable');
    const { state, headroom, reasons } = verdictOf(withResource(CPU, { utilisation: 0.981 }));
    expect(state).toBe('saturated');
    expect(headroom.value).toBe(0);
    expect(reasons[0]).toBe('cmg1/vm/1/cpu is saturated: 98.1 % busy over the whole run.');
    expect(reasons.at(-1)).toContain('not a steady state');
  });

  it('says in one sentence that many of a kind are saturated', () => {
    const { reasons } = summary({ instances: 16, cpu: 1.2, clients: 6000 }).verdict;
    expect(reasons[0]).toMatch(
      /^cmg1\/vm\/1\/cpu, .* and 13 more are saturated: 100 % busy over the whole run\.$/,
    );
  });

  it('is saturated when a queue grows to the end of the run though the mean utilisation is lower', () => {
    const late = [...flat(60, 0.7), ...flat(180, 1)];
    const { state, bottleneck, reasons } = verdictOf(withSeries(CPU, late, ramp(240, 2)));
    expect([state, bottleneck]).toEqual(['saturated', CPU]);
    expect(reasons[0]).toBe(
      'The queue of cmg1/vm/1/cpu grows to the end of the run: 59 waited in its first quarter, 419 in its last.',
    );
  });

  it('is not saturated by a queue that drains again, that grows beside idle servers, or in one replication of three', () => {
    const crowd = [...ramp(120, 2), ...ramp(120, -2).map((value) => 240 + value)];
    expect(verdictOf(withSeries(CPU, flat(240, 0.97), crowd)).state).toBe('stable');
    expect(verdictOf(withSeries(CPU, flat(240, 0.5), ramp(240, 2))).state).toBe('stable');
    const once = { ...withSeries(CPU, flat(240, 0.97), ramp(240, 2)), replication: 2 };
    const calm = [0, 1].map((replication) => observation({ replication, durationSeconds: 240 * 60 }));
    expect(verdictOf(...calm, once).state).toBe('stable');
  });

  it('tells of an hour without room from which the deployment recovered', () => {
    const day = [...flat(300, 0.4), ...flat(60, 1), ...flat(300, 0.4)];
    const { state, headroom, reasons } = verdictOf(withSeries(CPU, day, flat(660, 0)));
    expect(state).toBe('stable');
    expect(headroom.value).toBe(0);
    expect(reasons[0]).toBe(
      'Full in the busiest hour, recovered later, without room at that hour: cmg1/vm/1/cpu.',
    );
  });

  it('is saturated by ports that were refused, whatever the mean', () => {
    const { state, bottleneck, headroom, reasons } = summary({ portsRefused: 16 }).verdict;
    expect([state, bottleneck, headroom.value]).toEqual(['saturated', 'cp1/ports', 0]);
    expect(reasons[0]).toBe(
      'cp1/ports is full: all 16,384 were in use, and 16 of 16,400 that asked for one were refused.',
    );
  });

  it('mentions refusals elsewhere without calling them saturation', () => {
    const { state, reasons } = verdictOf(withResource('mp1', { refused: 7000 }));
    expect(state).toBe('stable');
    expect(reasons).toContain('Refused for want of room: mp1 (7,000 of 700,000).');
  });

  it('leaves tunnels of a proxy aside: they are as full as the network makes them, whatever the load', () => {
    const one = observation({ clients: 6000, cpu: 0.5 });
    const tunnels = { ...one.resources.mp1!, kind: 'proxy-tunnels', utilisation: 1 };
    const { state, bottleneck, reasons } = verdictOf({
      ...one,
      resources: { ...one.resources, 'proxy/tunnels': tunnels },
    });
    expect([state, reasons]).toEqual(['stable', []]);
    expect(bottleneck).toMatch(/cpu$/);
  });

  it('tells of site systems over the documented limit of clients', () => {
    expect(summary({ clients: 60_000, instances: 16 }).verdict.reasons).toContain(
      'Over the documented limit of assigned clients, served but not supported: mp1 (60,000 of 25,000).',
    );
  });

  it('is disconnected when an instance has no channel, with the share of requests that it costs', () => {
    const reason = 'the proxy refuses CONNECT to port 10125';
    const { state, reasons } = summary({
      channel: (vm) =>
        vm === 2 ? { state: 'impossible', protocol: null, port: null, availability: 0, reason } : {},
    }).verdict;
    expect(state).toBe('disconnected');
    expect(reasons[0]).toBe(
      `cmg1/vm/2 has no channel to any connection point (${reason}): 50.0 % of all requests reach it, and 100 % of those fail.`,
    );
  });

  it('is disconnected when no instance has a channel, even without a request', () => {
    const cutOff = observation({
      clients: 0,
      channel: () => ({ state: 'impossible', availability: 0, reason: 'closed' }),
    });
    const instances = cutOff.instances.map((instance) => ({ ...instance, requests: 0, failed: 0 }));
    const { state, reasons } = verdictOf({ ...cutOff, instances });
    expect(state).toBe('disconnected');
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toContain('requests that the load balancer gives it fail');
  });

  it('is not disconnected while one connection point reaches each instance, or while one is being provisioned', () => {
    const half = summary({
      channel: (_, point) => (point === 1 ? { state: 'impossible', availability: 0 } : {}),
    });
    expect(half.verdict.state).toBe('stable');
    const young = observation({ channel: (vm) => (vm === 2 ? { state: 'down', availability: 0 } : {}) });
    const instances = young.instances.map((one) =>
      one.vm === 'cmg1/vm/2' ? { ...one, requests: 0, failed: 0 } : one,
    );
    expect(verdictOf({ ...young, instances }).state).toBe('stable');
  });

  it('names an instance with its gateway', () => {
    const { reasons } = summary({
      gateways: 2,
      channel: () => ({ state: 'impossible', availability: 0 }),
    }).verdict;
    expect(reasons[0]).toMatch(/^cmg1\/vm\/1 has no channel/);
  });

  it('reports clients over the documented limit, failures and throttled content', () => {
    const busy = observation({ clients: 14_000, failed: { timeout: 30_000, 'no-channel': 10_000 } });
    const { state, reasons } = verdictOf({ ...busy, content: { ...busy.content, throttled: 1234 } });
    expect(state).toBe('stable');
    expect(reasons[0]).toMatch(
      /^Over the documented limit .* cmg1\/vm\/1 \([\d,]+ of 6,000\) and cmg1\/vm\/2/,
    );
    expect(reasons[1]).toMatch(/^2\.\d+ % of requests failed, 75\.0 % of them because of timeout\.$/);
    expect(reasons[2]).toContain('1,234 ranges were answered 503');
  });
});

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
    expect(verdict.state).toBe('stable');
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
