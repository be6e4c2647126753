import { describe, expect, it, vi } from 'vitest';
import { type Model, requestClasses } from '../../../../src/model/schema.js';
import { createModel, observe, type PopulationChange, people, start, tell } from '../../model-builder.js';

const POLICY = requestClasses.indexOf('policy');

/** One client that asks for its policy at 10 s and waits 60 s an attempt. */
const impatient = (service: `${number}s`, population: PopulationChange = {}) =>
  createModel({
    simulation: { duration: '20min' },
    clients: [
      people({
        timeout: '60s',
        retry: { attempts: 3, backoff: '60s', factor: 2, jitter: 0 },
        activities: { policy: { service } },
        ...population,
      }),
    ],
    events: [tell('policy', '10s')],
  });

/** When clients gave their requests up for good. */
function failureTimes(model: Model, seed = 1): number[] {
  const { simulation, recorder } = start(model, 0, seed);
  const times: number[] = [];
  vi.spyOn(recorder, 'gaveUp').mockImplementation(() => times.push(simulation.now));
  simulation.run(model.simulation.duration);
  return times;
}

describe('a request that is not answered in time', () => {
  it('is given up, tried again after a pause that grows, and fails after the last attempt', () => {
    const { offered, completed, failed, attempts, retried, attemptsFailed, latency } = observe(
      impatient('100s'),
    ).requests.policy!;
    expect({ offered, completed, failed, attempts, retried, attemptsFailed }).toEqual({
      offered: 1,
      completed: 0,
      failed: { timeout: 1 },
      attempts: 3,
      retried: 2,
      attemptsFailed: { timeout: 3 },
    });
    // Three attempts of a minute, with pauses of one and of two minutes between them.
    expect(failureTimes(impatient('100s'))).toEqual([expect.closeTo(10 + 60 + 60 + 60 + 120 + 60, 9)]);
    // It was never answered: it has no time, and every percentile of all that ended is "never".
    expect(latency).toMatchObject({
      count: 0,
      unanswered: 1,
      mean: null,
      p50: null,
      p90: null,
      p95: null,
      p99: null,
      p999: null,
      max: null,
    });
  });

  it('goes on at the site, which does not know that nobody waits any more', () => {
    const system = start(impatient('100s'), 1200);
    const station = system.registry.resources.find(({ name }) => name === 'mp/1')!;
    expect(station.totals().busySeconds).toBeCloseTo(300, 9);
    expect(system.requests.active).toBe(0);
  });

  it('gives its time-out a length of the activity’s own', () => {
    const model = impatient('100s', { activities: { policy: { service: '100s', timeout: '101s' } } });
    const { completed, latency } = observe(model).requests.policy!;
    expect(completed).toBe(1);
    expect(latency.mean).toBeCloseTo(100, 9);
  });

  it('succeeds when a later attempt does, and its latency counts from the first', () => {
    const down = { event: 'management-point-down', managementPoint: 1, at: '0s', duration: '50s' } as const;
    const base = impatient('1s');
    const model = { ...base, events: [...base.events, ...createModel({ events: [down] }).events] };
    const { completed, attempts, latency } = observe(model).requests.policy!;
    expect([completed, attempts]).toEqual([1, 2]);
    // Refused at once at 10 s, tried again 60 s later.
    expect(latency.mean).toBeCloseTo(60 + 1, 9);
  });
});

describe('the pause before another attempt', () => {
  const pauses = (jitter: number) =>
    Array.from({ length: 30 }, (_, seed) => {
      const model = impatient('100s', { retry: { attempts: 2, backoff: '60s', factor: 2, jitter } });
      return failureTimes(model, seed)[0]! - 10 - 2 * 60;
    });

  it('is shortened at random by up to the jitter', () => {
    const all = pauses(0.5);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(30);
    expect(Math.max(...all)).toBeLessThanOrEqual(60);
    expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(15);
  });

  it('is exact without jitter', () => {
    for (const pause of pauses(0)) expect(pause).toBeCloseTo(60, 9);
  });
});

describe('a client that goes offline before its next attempt', () => {
  const down = { event: 'management-point-down', managementPoint: 1, at: '0s', duration: '1h' } as const;
  const hours = { from: '0h', to: '2h', spread: '0s' } as const;
  const model = createModel({
    simulation: { start: '110min', duration: '26h' },
    clients: [people({ hours, retry: { attempts: 3, backoff: '20min', jitter: 0 } })],
    events: [{ ...down, at: '110min' }, tell('policy', '115min')],
  });

  it('tries again when it is back online, and not before', () => {
    const system = start(model, 22 * 3600);
    const policy = system.recorder.classes[POLICY]!;
    // Asked at 01:55, to be tried again at 02:15: its day has ended at 02:00; the next begins 22 h and 10 min after the start.
    expect([policy.attempts, policy.completed, policy.inFlight]).toEqual([1, 0, 1]);
    system.simulation.run(23 * 3600);
    expect([policy.attempts, policy.completed, policy.inFlight]).toEqual([2, 1, 0]);
    expect(policy.latency.mean! / 3600).toBeCloseTo(24 - 115 / 60, 6);
  });

  it('keeps its request in the balance of all requests', () => {
    const { offered, completed, attempts, stages, latency } = observe(model).requests.policy!;
    expect([offered, completed, attempts]).toEqual([1, 1, 2]);
    expect(stages.retry!.mean).toBeCloseTo(latency.mean!, 9);
  });
});

describe('the latency of what fails', () => {
  it('counts for time-outs alone: who is refused at once has not waited', () => {
    const model = createModel({
      connectionPoints: { firewall: { closed: [443] } },
      clients: [people({ retry: { attempts: 1 } })],
      events: [tell('policy', '10s')],
    });
    const { failed, latency } = observe(model).requests.policy!;
    expect(failed).toEqual({ 'no-channel': 1 });
    expect(latency).toMatchObject({ count: 0, mean: null });
  });
});

describe('exchanges in a row', () => {
  const scan = (exchanges: number, more: PopulationChange = {}) =>
    createModel({
      clients: [people({ activities: { 'update-scan': { exchanges, service: '10s' } }, ...more })],
      events: [tell('update-scan', '10s')],
    });
  const completedAt = (seconds: number) =>
    observe(scan(5), { durationSeconds: seconds }).requests['update-scan']!.completed;

  it('each wait for the answer to the one before', () => {
    expect([19, 21, 31, 41, 51, 59, 61].map(completedAt)).toEqual([0, 1, 2, 3, 4, 4, 5]);
    const { offered, latency } = observe(scan(5)).requests['update-scan']!;
    expect(offered).toBe(5);
    expect(latency.mean).toBeCloseTo(10, 9);
  });

  it('end with one that fails', () => {
    const model = scan(5, { retry: { attempts: 1 }, timeout: '5s' });
    const { offered, completed, failed } = observe(model).requests['update-scan']!;
    expect([offered, completed, failed]).toEqual([1, 0, { timeout: 1 }]);
  });

  it('may be as many as the model allows', () => {
    const model = scan(50, { activities: { 'update-scan': { exchanges: 50, service: '1s' } } });
    expect(observe(model).requests['update-scan']!.completed).toBe(50);
  });
});

describe('rows of requests', () => {
  it('are used again, and all come back', () => {
    const model = createModel({
      simulation: { duration: '1h' },
      clients: [
        people({ count: 50, timeout: '30s', activities: { policy: { service: { exponential: '2s' } } } }),
      ],
      site: { managementPoints: { workers: 2 } },
      events: Array.from({ length: 50 }, (_, index) => tell('policy', `${index * 60}s`, { within: '60s' })),
    });
    const system = start(model, 3600 + 600);
    expect(system.recorder.classes[POLICY]!.offered).toBe(2500);
    expect(system.requests.active).toBe(0);
    expect(system.requests.capacity).toBeLessThanOrEqual(1024);
  });

  it('are tried again as often as the model says, up to the most it may say', () => {
    const model = impatient('1s', {
      timeout: '1ms',
      retry: { attempts: 255, backoff: '10ms', factor: 1, jitter: 0 },
    });
    expect(observe(model).requests.policy).toMatchObject({ attempts: 255, failed: { timeout: 1 } });
  });
});
