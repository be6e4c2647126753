import { describe, expect, it } from 'vitest';
import { summarise } from '../../src/study/summary/summarise.js';
import { CONTEXT } from '../report/fixture.js';
import { createModel, type ModelChange, observe, people, tell } from './model-builder.js';

/** Clients that are online all the time and do nothing but keep their notification channel alive. */
const online = (count: number, more: ModelChange = {}) =>
  createModel({
    simulation: { warmup: '10min', duration: '15min' },
    clients: [
      people({
        count,
        retry: { attempts: 1 },
        activities: { notification: { enabled: true, period: '5min' } },
      }),
    ],
    ...more,
  });

describe('16,400 clients online through one connection point', () => {
  const { connectionPoints, requests } = observe(online(16_400));

  it('hold exactly its 16,384 dynamic ports', () => {
    expect(connectionPoints[0]).toMatchObject({ ports: 16_384, portsHeld: 16_384, maxPortsHeld: 16_384 });
  });

  it('leave 16 without one, which fail for that cause every time they ask', () => {
    const { offered, completed, failed } = requests.notification!;
    expect(offered).toBe(3 * 16_400);
    expect(completed).toBe(3 * 16_384);
    expect(failed).toEqual({ 'connection-point-ports': 3 * 16 });
  });
});

describe('four instances of 6,000 clients on one connection point, as the rule of one to four allows', () => {
  const observation = observe(online(24_000, { gateway: { instances: 4 } }));
  const { verdict, connectionPoints } = summarise([observation], CONTEXT);

  it('use its ports up', () => {
    expect(connectionPoints[0]!.maxPortsHeld).toBe(16_384);
    const { completed, failed } = observation.requests.notification!;
    expect(completed).toBe(3 * 16_384);
    expect(failed).toEqual({ 'connection-point-ports': 3 * (24_000 - 16_384) });
  });

  it('and the verdict says so', () => {
    expect(verdict).toMatchObject({ state: 'failing', bottleneck: 'cmg/cp/1/ports' });
    expect(verdict.reasons[0]).toMatch(/notification \(31\.7 %\).*connection-point-ports at cmg\/cp\/1/);
    expect(verdict.reasons[1]).toMatch(/^cmg\/cp\/1\/ports is saturated/);
  });

  it('two connection points carry them', () => {
    const model = online(24_000, { gateway: { instances: 4 }, connectionPoints: { count: 2 } });
    const two = observe(model);
    expect(two.requests.notification!.failed).toEqual({});
    // Chance gives some instance a few clients more than 6,000.
    expect(summarise([two], CONTEXT).verdict.state).toBe('unsupported');
  });
});

describe('three instances behind a firewall that knows of two: 10124 and 10125 are open', () => {
  const clients = 6_000;
  const observation = observe(
    createModel({
      gateway: { instances: 3 },
      connectionPoints: { firewall: { open: [443, '10124-10125'] } },
      clients: [people({ count: clients, retry: { attempts: 1 } })],
      events: [tell('policy', '1min', { within: '5min' })],
    }),
  );

  it('have a channel each but the third', () => {
    expect(observation.channels.map(({ port, state }) => [port, state])).toEqual([
      [10124, 'up'],
      [10125, 'up'],
      [null, 'impossible'],
    ]);
  });

  it('fail a third of all requests', () => {
    const { completed, failed } = observation.requests.policy!;
    expect(Object.keys(failed)).toEqual(['no-channel']);
    expect(completed + failed['no-channel']!).toBe(clients);
    // 99.9 % of a binomial share.
    const deviation = Math.sqrt(clients * (1 / 3) * (2 / 3));
    expect(Math.abs(failed['no-channel']! - clients / 3)).toBeLessThan(3.3 * deviation);
  });

  it('are called disconnected, with the port as the reason', () => {
    const { verdict } = summarise([observation], CONTEXT);
    expect(verdict.state).toBe('disconnected');
    expect(verdict.reasons[0]).toMatch(/10126/);
  });
});
