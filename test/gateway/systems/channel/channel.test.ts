import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/gateway/simulation/observation.js';
import {
  createModel,
  type EventInput,
  type ModelChange,
  observe,
  people,
  start,
  tell,
} from '../../model-builder.js';

const RTT = 0.02;
const instances = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the channel of each pair of connection point and instance', () => {
  const openEverything = {};
  const proxy443 = { proxy: {} };
  const noTcpTls = { firewall: { closed: ['10140-10155'] } };
  const up = (protocol: string, first: number) => (index: number) => ({
    protocol,
    port: first + index,
    state: 'up',
  });
  const impossible = () => ({ protocol: null, port: null, state: 'impossible' });

  it.each([
    ['classic', 1, 'no proxy', openEverything, up('tcp-tls', 10140)],
    ['classic', 2, 'no proxy', openEverything, up('tcp-tls', 10140)],
    ['classic', 16, 'no proxy', openEverything, up('tcp-tls', 10140)],
    ['classic', 1, 'a proxy for 443', proxy443, up('https', 443)],
    ['classic', 2, 'a proxy for 443', proxy443, impossible],
    ['classic', 16, 'a proxy for 443', proxy443, impossible],
    ['classic', 1, 'TCP-TLS closed', noTcpTls, up('https', 443)],
    ['classic', 2, 'TCP-TLS closed', noTcpTls, up('https', 10124)],
    ['classic', 16, 'TCP-TLS closed', noTcpTls, up('https', 10124)],
    ['scale-set', 1, 'no proxy', openEverything, up('https', 443)],
    ['scale-set', 2, 'no proxy', openEverything, up('https', 10124)],
    ['scale-set', 16, 'no proxy', openEverything, up('https', 10124)],
    ['scale-set', 1, 'a proxy for 443', proxy443, up('https', 443)],
    ['scale-set', 2, 'a proxy for 443', proxy443, impossible],
    ['scale-set', 16, 'a proxy for 443', proxy443, impossible],
    ['scale-set', 1, 'TCP-TLS closed', noTcpTls, up('https', 443)],
    ['scale-set', 2, 'TCP-TLS closed', noTcpTls, up('https', 10124)],
    ['scale-set', 16, 'TCP-TLS closed', noTcpTls, up('https', 10124)],
  ] as const)('%s with %d instances and %s', (deployment, count, _, connectionPoints, expected) => {
    const model = createModel({
      gateway: { deployment, instances: count },
      connectionPoints: { count: 2, ...connectionPoints } as NonNullable<ModelChange['connectionPoints']>,
    });
    const { channels } = observe(model);
    const seen = channels.map(({ connectionPoint, vm, protocol, port, state }) => ({
      connectionPoint,
      vm,
      protocol,
      port,
      state,
    }));
    const wanted = instances(count).flatMap((vm) =>
      instances(2).map((point) => ({
        connectionPoint: `cmg/cp/${point + 1}`,
        vm: `cmg/vm/${vm + 1}`,
        ...expected(vm),
      })),
    );
    expect(seen).toEqual(wanted);
    for (const { state, reason } of channels) expect(reason === null).toBe(state === 'up');
  });
});

describe('the time until a channel stands', () => {
  /** After its connection point has come back, which builds its channels at once. */
  const upAfter = (change: ModelChange) => {
    const away = { event: 'connection-point-down', at: '10s', duration: '30s', connectionPoint: 1 } as const;
    const { channels, durationSeconds } = observe(
      createModel({ simulation: { duration: '100s' }, events: [away], ...change }),
    );
    return (1 - channels[0]!.availability) * durationSeconds - 30;
  };
  const rtt = { rtt: '20ms' } as const;

  it('is three round trips: TCP, then TLS 1.2 in full', () => {
    expect(upAfter({ connectionPoints: rtt })).toBeCloseTo(3 * RTT, 9);
  });

  it('is a round trip more through a proxy, for its CONNECT, and its hop both ways on each', () => {
    expect(upAfter({ connectionPoints: { ...rtt, proxy: { hopTime: '2ms' } } })).toBeCloseTo(
      4 * (RTT + 0.004),
      9,
    );
  });

  it('starts with the time-out of a closed TCP-TLS port', () => {
    const connectionPoints = { ...rtt, firewall: { closed: ['10140-10155'] } };
    expect(upAfter({ gateway: { deployment: 'classic' }, connectionPoints })).toBeCloseTo(21 + 3 * RTT, 9);
  });

  it('starts with a refusal where TLS is inspected, and is without end', () => {
    const inspection = [{ leg: 'channel', tls: true }] as const;
    const model = createModel({ gateway: { deployment: 'classic' }, inspection: [...inspection] });
    const [channel] = observe(model).channels;
    expect(channel).toMatchObject({ state: 'impossible', protocol: null, availability: 0 });
    expect(channel!.reason).toContain('mutual authentication');
  });
});

const restart = (at: `${number}s`, instance = 1): EventInput => ({ event: 'vm-restart', at, instance });

describe('a lost channel', () => {
  const model = createModel({ gateway: { instances: 2, vm: { restart: '30s' } }, events: [restart('100s')] });

  it('is repaired in the maintenance cycle of 60 s after its instance is back, at a phase of its own', () => {
    const waits = Array.from({ length: 40 }, (_, seed) => {
      const system = start(model, 130, seed);
      const [channel] = system.channels;
      expect(channel!.isUp).toBe(false);
      while (!channel!.isUp) system.simulation.run(system.simulation.now + 0.5);
      return system.simulation.now - 130;
    });
    expect(Math.max(...waits)).toBeLessThanOrEqual(60.5);
    expect(Math.max(...waits)).toBeGreaterThan(50);
    expect(Math.min(...waits)).toBeLessThan(10);
    // Uniform over 60 s: 40 of them have a mean within 30 +- 3.3 standard errors (60 / sqrt(12 * 40) = 2.74).
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(Math.abs(mean - 0.25 - 30)).toBeLessThan(3.3 * 2.74);
  });

  it('is repaired at once where maintenance takes no time, as probes then notice at once', () => {
    const atOnce = { connectionPoints: { maintenance: 0 }, loadBalancer: { probeInterval: 0 } } as const;
    const change = { gateway: { instances: 2, vm: { restart: '30s' } }, events: [restart('100s')] } as const;
    const system = start(
      createModel({ ...change, ...atOnce, events: [...change.events] } as ModelChange),
      129.9,
    );
    const rotation = () => system.gateways[0]!.loadBalancer.rotation.length;
    expect([system.channels[0]!.isUp, rotation()]).toEqual([false, 1]);
    system.simulation.run(130);
    expect([system.channels[0]!.isUp, rotation()]).toEqual([true, 2]);
  });

  it('is down for the restart and the repair, and counts as built again', () => {
    const { channels } = observe(model);
    const [first, second] = channels;
    expect(first).toMatchObject({ state: 'up', rebuilds: 1 });
    expect(second).toMatchObject({ state: 'up', rebuilds: 0, availability: 1 });
  });

  it('is not asked to carry requests meanwhile: the other connection point does', () => {
    const two = createModel({
      connectionPoints: { count: 2 },
      clients: [people({ count: 50 })],
      events: [
        { event: 'connection-point-down', connectionPoint: 1, at: '10s', duration: '1min' },
        tell('policy', '20s', { within: '30s' }),
      ],
    });
    const { requests, connectionPoints } = observe(two);
    expect(requests.policy!.completed).toBe(50);
    expect(connectionPoints.map((point) => point.requests)).toEqual([0, 50]);
  });
});

describe('requests on a channel that is lost', () => {
  const slow = (population: object = {}) =>
    people({
      timeout: '20s',
      retry: { attempts: 3, backoff: '10s', factor: 2, jitter: 0 },
      activities: { policy: { service: '10s' } },
      ...population,
    });
  const down = (at: `${number}s`): EventInput => ({
    event: 'connection-point-down',
    connectionPoint: 1,
    at,
    duration: '1s',
  });

  it('are lost: the client waits for its time-out, pauses and tries again', () => {
    const model = createModel({ clients: [slow()], events: [tell('policy', '50s'), down('55s')] });
    const { completed, attemptsFailed, retried, latency, stages } = observe(model).requests.policy!;
    expect([completed, retried]).toEqual([1, 1]);
    expect(attemptsFailed).toEqual({ timeout: 1 });
    expect(latency.mean).toBeCloseTo(20 + 10 + 10, 9);
    expect(stages.retry!.mean).toBeCloseTo(30, 9);
  });

  describe('that only wait for a place', () => {
    // One connection to each connection point, held for the whole service: further requests wait.
    const waiting = (points: number, clients: number) =>
      createModel({
        connectionPoints: { count: points, rtt: '1ms', channel: { connections: 1, repoll: 'late' } },
        clients: [slow({ count: clients, timeout: '60s', retry: { attempts: 1 }, access: { rtt: '40ms' } })],
        events: [
          tell('policy', '50s'),
          { event: 'connection-point-down', connectionPoint: 1, at: '55s', duration: '1min' },
        ],
      });

    it('go to another connection point', () => {
      const { completed, failed, latency } = observe(waiting(2, 4)).requests.policy!;
      expect([completed, failed]).toEqual([3, { timeout: 1 }]);
      // 10 s, 20 s behind it, and 30 s behind both for the one that changed over; the fourth, never answered, has no time.
      expect([latency.count, latency.unanswered]).toEqual([3, 1]);
      expect(latency.mean! * 3).toBeCloseTo(10 + 20 + 30, 0);
    });

    it('fail at once where there is no other', () => {
      const model = waiting(1, 4);
      expect(observe(model).requests.policy!.failed).toEqual({ timeout: 1, 'no-channel': 3 });
      expect(observe(model, { durationSeconds: 56 }).requests.policy!.failed).toEqual({ 'no-channel': 3 });
    });
  });

  it('leave nothing behind', () => {
    const model = createModel({
      connectionPoints: { rtt: '20ms', portLinger: '10s' },
      clients: [slow({ count: 100 })],
      events: [tell('policy', '40s', { within: '20s' }), down('55s'), restart('200s')],
      gateway: { vm: { restart: '20s' } },
    });
    const system = start(model, 600);
    expect(system.requests.active).toBe(0);
    for (const resource of system.registry.resources) {
      expect([resource.name, resource.totals().inProgress]).toEqual([resource.name, 0]);
    }
  });

  it('leave no port taken on the connection point when an instance takes the channel with it', () => {
    const model = createModel({
      gateway: { instances: 2, vm: { restart: '20s' } },
      connectionPoints: { portLinger: '10s' },
      clients: [slow({ count: 100 })],
      events: [tell('policy', '50s'), restart('55s')],
    });
    const system = start(model, 52);
    const point = system.connectionPoints[0]!;
    expect(point.portsHeld).toBe(100);
    system.simulation.run(600);
    expect(point.portsHeld).toBe(0);
  });
});

describe('an instance without any channel', () => {
  const oneClosed = (count: number, population: object = {}) =>
    createModel({
      gateway: { instances: 2 },
      connectionPoints: { firewall: { closed: [10125] } },
      clients: [people({ count, retry: { attempts: 1 }, ...population })],
      events: [tell('policy', '10s', { within: '1min' })],
    });

  it('still gets its share of the connections, and fails their requests', () => {
    const observation = observe(oneClosed(1000));
    const { completed, failed } = observation.requests.policy!;
    expect(Object.keys(failed)).toEqual(['no-channel']);
    expect(completed + failed['no-channel']!).toBe(1000);
    // Half of 1000, within 3.3 standard deviations.
    expect(Math.abs(failed['no-channel']! - 500)).toBeLessThan(3.3 * Math.sqrt(250));
    expect(observation.instances.map((vm) => vm.failed)).toEqual([0, failed['no-channel']]);
    expect(observation.channels.map(({ state, port }) => [state, port])).toEqual([
      ['up', 10124],
      ['impossible', null],
    ]);
  });

  it('keeps failing a client whose connection to it stands', () => {
    const model = oneClosed(1000, { retry: { attempts: 5, backoff: '1s' } });
    const { failed, attemptsFailed } = observe(model).requests.policy!;
    expect(failed['no-channel']).toBeGreaterThan(400);
    expect(attemptsFailed['no-channel']).toBe(5 * failed['no-channel']!);
  });
});

describe('growth from one instance to two', () => {
  const grow = (connectionPoints: object) => {
    const model = createModel({
      gateway: { vm: { provisioning: '5min' } },
      connectionPoints,
      simulation: { duration: '20min', interval: '1min' },
      clients: [
        people({
          count: 60,
          retry: { attempts: 1 },
          activities: { policy: { enabled: true, period: '1min' } },
        }),
      ],
      events: [{ event: 'scale', at: '10min', instances: 2 }],
    });
    const observation = observe(model);
    const channelOf = ({ channels }: Observation) => channels.map(({ vm, port, state }) => [vm, port, state]);
    return {
      observation,
      channels: channelOf(observation),
      before: channelOf(observe(model, { durationSeconds: 590 })),
    };
  };

  it('moves the channel of the first from 443 to 10124, which takes a maintenance cycle at most', () => {
    const { observation, channels, before } = grow({});
    expect(before).toEqual([['cmg/vm/1', 443, 'up']]);
    expect(channels).toEqual([
      ['cmg/vm/1', 10124, 'up'],
      ['cmg/vm/2', 10125, 'up'],
    ]);
    const missing = (1 - observation.channels[0]!.availability) * 1200;
    expect(missing).toBeGreaterThan(0);
    expect(missing).toBeLessThanOrEqual(60);
  });

  it('breaks a gateway whose proxy lets CONNECT through to 443 alone', () => {
    const { observation, channels, before } = grow({ proxy: {} });
    expect(before).toEqual([['cmg/vm/1', 443, 'up']]);
    expect(channels.map(([, , state]) => state)).toEqual(['impossible', 'impossible']);
    const { completed, failed } = observation.requests.policy!;
    expect(completed).toBe(600);
    expect(failed).toEqual({ 'no-channel': 600 });
  });
});
