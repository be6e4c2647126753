import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/gateway/simulation/observation.js';
import type { Verdict } from '../../../src/study/summary/schema/judgement.js';
import { summarise } from '../../../src/study/summary/summarise.js';

import { carriesLoad, STATES } from '../../../src/study/verdict/state.js';
import { CONTEXT, observation, type Scene, summary } from '../../report/fixture.js';

const verdictOf = (...observations: Observation[]): Verdict => summarise(observations, CONTEXT).verdict;
const sceneOf = (scene: Scene, replications = 1): Verdict =>
  summary({ clients: 6000, cpu: 0.5, ...scene }, replications).verdict;

/** A replication with one resource changed. */
function withResource(
  id: string,
  change: Partial<Observation['resources'][string]>,
  one = observation({ clients: 6000, cpu: 0.5 }),
): Observation {
  return { ...one, resources: { ...one.resources, [id]: { ...one.resources[id]!, ...change } } };
}

/** A replication whose resource is busy to these shares, interval by interval. */
function withSeries(id: string, utilisation: number[]): Observation {
  const one = observation({ clients: 6000, cpu: 0.1, durationSeconds: utilisation.length * 60 });
  const mean = utilisation.reduce((sum, value) => sum + value, 0) / utilisation.length;
  const changed = withResource(id, { utilisation: mean }, one);
  const meanQueue = utilisation.map(() => 0);
  const resources = { ...one.intervals.resources, [id]: { utilisation, meanQueue } };
  return { ...changed, intervals: { ...one.intervals, resources } };
}

const CPU = 'cmg1/vm/1/cpu';
/** Eight hours, as the fixture measures. */
const MINUTES = 480;
const spell = (fromMinute: number, toMinute: number, change: object = {}) => ({
  fromMinute,
  toMinute,
  lastGrowth: toMinute,
  drained: true,
  refused: 0,
  longestQueue: 4512,
  ...change,
});
const outage = (fromSeconds: number, toSeconds: number, lasts = false) => ({
  gateway: 'cmg1',
  vm: 'cmg1/vm/1',
  fromSeconds,
  toSeconds,
  lasts,
  reason: 'the firewall closes port 10124 (HTTPS)',
});

const UNSUPPORTED = { clients: 14_000 };
const SATURATED = { saturated: { [CPU]: [spell(400, MINUTES - 1, { drained: false })] } };
const FAILING = { failed: { timeout: 4000 } };
const DISCONNECTED = { outages: [outage(3600, 5400)] };

describe('the state', () => {
  it.each([
    ['holds', {}],
    ['unsupported', UNSUPPORTED],
    ['saturated', { ...UNSUPPORTED, ...SATURATED }],
    ['failing', { ...UNSUPPORTED, ...SATURATED, ...FAILING }],
    ['disconnected', { ...UNSUPPORTED, ...SATURATED, ...FAILING, ...DISCONNECTED }],
  ])('is %s where that is the first that applies, and tells the others as reasons', (state, scene) => {
    const { state: found, reasons } = sceneOf(scene);
    expect(found).toBe(state);
    const all = reasons.join('\n');
    expect(all.includes('Over the documented limit of clients at once')).toBe('clients' in scene);
    expect(all.includes(`${CPU} is saturated from 14:40 on`)).toBe('saturated' in scene);
    expect(all.includes('most because of timeout at cmg1/vm/1')).toBe('failed' in scene);
    expect(all.includes('cmg1/vm/1 had no channel')).toBe('outages' in scene);
  });

  it('is idle where nothing was asked or running', () => {
    const quiet = { ...observation({ clients: 0, cpu: 0 }), requests: {}, populations: {} };
    expect(verdictOf(quiet)).toMatchObject({ state: 'idle', bottleneck: null });
    const content = { ...quiet.content, downloads: 1, inFlight: 1 };
    expect(verdictOf({ ...quiet, content }).state).toBe('holds');
  });

  it('carries the load unless it is one of the worst three', () => {
    expect(STATES.filter(carriesLoad)).toEqual(['unsupported', 'idle', 'holds']);
  });
});

describe('disconnected', () => {
  it('is named from five minutes on, with instance, times and why', () => {
    expect(sceneOf({ outages: [outage(0, 299)] }).state).toBe('holds');
    const { state, reasons, episodes } = sceneOf({ outages: [outage(3600, 5400)] });
    expect(state).toBe('disconnected');
    expect(reasons[0]).toBe(
      'cmg1/vm/1 had no channel to any connection point from 09:00 to 09:30, for 30 min (the firewall closes port 10124 (HTTPS)).',
    );
    expect(episodes).toMatchObject([
      { state: 'disconnected', part: 'cmg1/vm/1', fromSeconds: 3600, toSeconds: 5400, lasts: false },
    ]);
    const { reasons: lasting } = sceneOf({ outages: [outage(3600, MINUTES * 60, true)] });
    expect(lasting[0]).toContain('has had no channel to any connection point since 09:00, for 7 h');
  });

  it('is named for all of a shorter window', () => {
    const short = { durationSeconds: 120, outages: [outage(0, 120, true)] };
    expect(sceneOf(short).state).toBe('disconnected');
    expect(sceneOf({ ...short, outages: [outage(1, 120, true)] }).state).toBe('holds');
  });

  it('counts where at least half of the replications have it at that time', () => {
    const broken = (replication: number, from: number) =>
      observation({ clients: 6000, replication, outages: [outage(from, from + 600)] });
    const sound = (replication: number) => observation({ clients: 6000, replication });
    expect(verdictOf(broken(0, 0), sound(1)).state).toBe('disconnected');
    expect(verdictOf(broken(0, 0), sound(1), sound(2)).state).toBe('holds');
    expect(verdictOf(broken(0, 0), broken(1, 3600), sound(2)).state).toBe('holds');
    const { reasons } = verdictOf(broken(0, 0), broken(1, 60), sound(2));
    expect(reasons[0]).toContain('(in 2 of 3 replications)');
  });

  it('has no bottleneck and no headroom', () => {
    const { bottleneck, headroom } = sceneOf(DISCONNECTED);
    expect(bottleneck).toBeNull();
    expect(headroom.full).toMatchObject({ value: null, reason: expect.stringContaining('cannot connect') });
    expect(headroom.supported.value).toBeNull();
  });
});

describe('failing', () => {
  /** About 48,000 policy requests. */
  it.each([
    [400, 'holds'],
    [2000, 'failing'],
  ])('with %i failures of 48,000 %s', (timeout, state) => {
    expect(sceneOf({ failed: { timeout } }).state).toBe(state);
  });

  it('names class, share, cause and part, and has neither bottleneck nor headroom', () => {
    const { reasons, bottleneck, headroom } = sceneOf({ failed: { timeout: 3000, 'no-channel': 1000 } });
    expect(reasons[0]).toMatch(/^Failed: policy \(8\.\d+ %\), most because of timeout at cmg1\/vm\/1/);
    expect([bottleneck, headroom.full.value, headroom.supported.value]).toEqual([null, null, null]);
  });

  it('keeps the bottleneck where something is full', () => {
    expect(sceneOf({ ...FAILING, ...SATURATED }).bottleneck).toBe(CPU);
  });

  it('is an episode in a day that fails less than 1 % in all', () => {
    const { state, reasons, episodes } = sceneOf({ failed: { timeout: 300 }, failedMinutes: [60, 69] });
    expect(state).toBe('failing');
    expect(reasons[0]).toMatch(
      /^Failed from 09:00 to 09:10: policy \(2\d\.\d %\), most because of timeout at cmg1\/vm\/1\.$/,
    );
    expect(episodes).toMatchObject([
      { state: 'failing', requests: 'policy', population: null, fromSeconds: 3600, toSeconds: 4200 },
    ]);
  });

  it('is only a reason below that', () => {
    const { state, reasons } = sceneOf({ failed: { timeout: 100 } });
    expect(state).toBe('holds');
    expect(reasons.join()).not.toContain('Failed:');
  });
});

describe('saturated', () => {
  it.each([
    ['a spell that has not drained at the end', spell(470, MINUTES - 1, { drained: false }), 'saturated'],
    ['a spell of more than a tenth of the time', spell(60, 60 + 48), 'saturated'],
    ['a bad hour in a good day', spell(60, 60 + 47), 'holds'],
  ])('%s', (_, each, state) => {
    expect(sceneOf({ saturated: { [CPU]: [each] } }).state).toBe(state);
  });

  it('tells a bad time with its times, whether or not it decides', () => {
    const { reasons, episodes } = sceneOf({ saturated: { [CPU]: [spell(65, 90, { lastGrowth: 70 })] } });
    expect(reasons[0]).toBe(
      `${CPU} was saturated from 09:05 to 09:11, drained by 09:31; up to 4,512 waited.`,
    );
    expect(episodes).toMatchObject([
      { state: 'saturated', part: CPU, fromSeconds: 3900, toSeconds: 5460, lasts: false },
    ]);
  });

  it('lists each of them in the results, and the first few in words', () => {
    const spells = Array.from({ length: 9 }, (_, index) => spell(index * 40, index * 40 + 10));
    const { reasons, episodes, state } = sceneOf({ saturated: { [CPU]: spells } });
    expect(state).toBe('holds');
    expect(episodes).toHaveLength(9);
    expect(reasons).toContain('There are 5 more times like this in the results.');
  });

  it('has no headroom until it is full, and says that averages are those of this run', () => {
    const { headroom, bottleneck, reasons } = sceneOf(SATURATED);
    expect([bottleneck, headroom.full.value]).toEqual([CPU, 0]);
    expect(reasons.at(-1)).toContain('not a steady state');
  });

  it('is one sentence where many are saturated at the same times', () => {
    const lasting = [spell(0, MINUTES - 1, { drained: false })];
    const ids = Array.from({ length: 16 }, (_, index) => `cmg1/vm/${index + 1}/cpu`);
    const { reasons } = sceneOf({
      instances: 16,
      saturated: Object.fromEntries(ids.map((id) => [id, lasting])),
    });
    expect(reasons[0]).toMatch(/^cmg1\/vm\/1\/cpu, .* and 12 more are saturated all the time, /);
  });

  it('leaves tunnels of a proxy aside: they are as full as the network makes them, whatever the load', () => {
    const one = observation({ clients: 6000, cpu: 0.5 });
    const tunnels = { ...one.resources.mp1!, kind: 'proxy-tunnels', utilisation: 1 };
    const { state, bottleneck, reasons } = verdictOf({
      ...one,
      resources: { ...one.resources, 'proxy/tunnels': tunnels },
      saturated: { 'proxy/tunnels': [spell(0, MINUTES - 1, { drained: false })] },
    });
    expect([state, reasons]).toEqual(['holds', []]);
    expect(bottleneck).toMatch(/cpu$/);
  });

  it('mentions refusals elsewhere without calling them saturation', () => {
    const { state, reasons } = verdictOf(withResource('mp1', { refused: 7000 }));
    expect(state).toBe('holds');
    expect(reasons).toContain('Refused for want of room: mp1 (7,000 of 700,000).');
  });
});

describe('headroom', () => {
  it('is two numbers: until it is no longer supported, and until something is full', () => {
    const one = observation({ clients: 6000, cpu: 0.4 });
    const instances = one.instances.map((each) => ({ ...each, maxClients: 5001 }));
    const { headroom } = verdictOf({ ...one, instances });
    expect(headroom.supported.value).toBeCloseTo(6000 / 5001 - 1, 12);
    expect(headroom.full.value).toBeGreaterThan(1.2);
  });

  it('counts the clients that are assigned to a management point, too', () => {
    expect(sceneOf({ clients: 20_000, instances: 16 }).headroom.supported.value).toBeCloseTo(0.25, 9);
  });

  it('until it is full is that of the resource that is busiest in its busiest hour', () => {
    const { verdict, resources } = summary({ clients: 6000, cpu: 0.5 });
    expect(verdict.bottleneck).toMatch(/^cmg1\/vm\/[12]\/cpu$/);
    const { value } = resources[verdict.bottleneck!]!.utilisation;
    expect(verdict.headroom.full.value).toBeCloseTo(1 / value! - 1, 9);
    const day = Array.from({ length: 600 }, (_, index) => (index >= 120 && index < 180 ? 0.8 : 0.2));
    const { bottleneck, headroom } = verdictOf(withSeries(CPU, day));
    expect(bottleneck).toBe(CPU);
    expect(headroom.full.value).toBeCloseTo(0.25, 9);
  });

  it('has the interval of that utilisation', () => {
    const { headroom, bottleneck } = summary({ clients: 2000, cpu: 0.5 }, 6).verdict;
    expect(bottleneck).toContain('cpu');
    expect(headroom.full.low).toBeLessThan(headroom.full.value!);
    expect(headroom.full.high).toBeGreaterThan(headroom.full.value!);
  });
});

describe('what a planner should know beside it', () => {
  it('is that times beyond a documented limit are an extrapolation', () => {
    const { reasons } = sceneOf({ clients: 60_000, instances: 16 });
    expect(reasons).toContain(
      'Over the documented limit of assigned clients, served but not supported: mp1 (60,000 of 25,000).',
    );
    expect(reasons.join()).toContain('an extrapolation');
    expect(sceneOf({}).reasons.join()).not.toContain('an extrapolation');
  });

  it('is how many clients never get in, which no share of requests says', () => {
    const { reasons } = sceneOf({ clientCounts: { online: 33_000, someUnanswered: 300, noneAnswered: 232 } });
    expect(reasons).toContain(
      '300 of 33,000 clients had a request or download that was never answered; 232 got no answer at all.',
    );
  });

  it('is an hour without room in which no queue grew for long', () => {
    const day = Array.from({ length: 660 }, (_, index) => (index >= 300 && index < 360 ? 1 : 0.4));
    const { state, headroom, reasons } = verdictOf(withSeries(CPU, day));
    expect([state, headroom.full.value]).toEqual(['holds', 0]);
    expect(reasons[0]).toBe(`Without room in the busiest hour, though no queue grew for long: ${CPU}.`);
  });

  it('is throttled content', () => {
    const one = observation({ clients: 6000 });
    const { reasons } = verdictOf({ ...one, content: { ...one.content, throttled: 1234 } });
    expect(reasons[0]).toContain('1,234 ranges were answered 503');
  });
});
