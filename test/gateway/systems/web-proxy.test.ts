import { describe, expect, it } from 'vitest';
import { createModel, type ModelChange, observe, people, start, tell } from '../model-builder.js';

const RTT = 0.02;

type ProxyChange = NonNullable<NonNullable<ModelChange['connectionPoints']>['proxy']>;

const STILL_PROXY = { connectPorts: 'any', hopTime: 0, cpuPerMessage: 0, cpuPerKiB: 0 } as const;

/** A gateway behind a proxy that costs nothing but what the test says. */
const behind = (proxy: ProxyChange, change: ModelChange = {}) =>
  createModel({
    ...change,
    connectionPoints: { rtt: '20ms', ...change.connectionPoints, proxy: { ...STILL_PROXY, ...proxy } },
  });

describe('a message through the proxy', () => {
  const latency = (proxy: ProxyChange, sizes: object = {}) =>
    observe(
      behind(proxy, {
        connectionPoints: { channel: { initialWindow: 1000 } },
        clients: [people({ activities: { policy: sizes } })],
        events: [tell('policy', '10s')],
      }),
    ).requests.policy!;

  it('takes the hop each way on request and reply', () => {
    const direct = latency({}).latency.mean!;
    // Half a round trip of the channel goes up and half comes down, each with its hop.
    expect(latency({ hopTime: '5ms' }).latency.mean! - direct).toBeCloseTo(2 * 0.005, 9);
  });

  it('takes what the proxy holds small writes back', () => {
    const direct = latency({}).latency.mean!;
    expect(latency({ writeDelay: '58ms' }).latency.mean! - direct).toBeCloseTo(2 * 0.058, 9);
  });

  it('costs CPU for itself and for its bytes, in a stage of its own each way', () => {
    const { stages } = latency(
      { cpuPerMessage: '3ms', cpuPerKiB: '1ms' },
      { request: '2KiB', reply: '10KiB' },
    );
    expect(stages['proxy-up']!.mean).toBeCloseTo(0.003 + 2 * 0.001, 9);
    expect(stages['proxy-down']!.mean).toBeCloseTo(0.003 + 10 * 0.001, 9);
  });

  it('waits for its cores', () => {
    const model = behind(
      { cores: 2, cpuPerMessage: '1s' },
      { clients: [people({ count: 6 })], events: [tell('policy', '10s')] },
    );
    const { requests, resources } = observe(model);
    // Two at a time, a second up and a second down: 6 x 2 s on 2 cores.
    expect(requests.policy!.latency.max).toBeCloseTo(6 + RTT, 6);
    expect(resources['proxy/cpu']!.utilisation! * 2 * 600).toBeCloseTo(12, 9);
  });
});

describe('a connection that the proxy has closed', () => {
  const seen = (proxy: ProxyChange, channel: object = {}) =>
    observe(
      behind(proxy, {
        connectionPoints: { channel: { connections: 1, ...channel } },
        events: [tell('policy', '10s'), tell('policy', '5min')],
      }),
    );

  it('costs the next message CONNECT, TCP and TLS anew: four round trips, hops included, for request and reply', () => {
    const roundTrip = RTT + 2 * 0.005;
    const kept = seen({ hopTime: '5ms', idleTimeout: '15min' });
    const closed = seen({ hopTime: '5ms', idleTimeout: '1min' });
    expect(kept.requests.policy!.latency.max).toBeCloseTo(roundTrip, 9);
    expect(closed.requests.policy!.latency.max).toBeCloseTo(9 * roundTrip, 9);
    expect([kept, closed].map(({ channels }) => channels[0]!.rebuilds)).toEqual([0, 2]);
  });

  it('costs it at its lifetime as well', () => {
    const { requests, channels } = seen({ idleTimeout: '15min', lifetime: '2min' });
    expect(requests.policy!.latency.max).toBeCloseTo(9 * RTT, 9);
    expect(channels[0]!.rebuilds).toBe(2);
  });
});

describe('a channel that comes back after the proxy was away', () => {
  it('has new connections, however long that took', () => {
    const { requests, channels } = observe(
      behind(
        { idleTimeout: '2min' },
        {
          connectionPoints: { channel: { connections: 1 } },
          events: [{ event: 'proxy-down', at: '10s', duration: '5min' }, tell('policy', '380s')],
        },
      ),
    );
    expect(requests.policy!.latency.max).toBeCloseTo(RTT, 9);
    expect(channels[0]!.rebuilds).toBe(1);
  });
});

describe('the tunnels of a proxy', () => {
  const connectionPoints = { channel: { connections: 4 } };

  it('are one for each connection of each channel, for polls and for replies', () => {
    const system = start(behind({}, { gateway: { instances: 3 }, connectionPoints }), 60);
    expect(system.registry.observe()['proxy/tunnels']).toMatchObject({ servers: 1000, inProgressAtEnd: 24 });
  });

  it('leave the channels out that come when all are taken, which says why', () => {
    const { channels } = observe(
      behind({ connections: 23 }, { gateway: { instances: 3 }, connectionPoints }),
    );
    expect(channels.map(({ state }) => state)).toEqual(['up', 'up', 'down']);
    expect(channels[2]!.reason).toBe('the proxy holds 23 tunnels already');
  });

  it('are asked for again in the maintenance cycle, and serve when others have left', () => {
    const model = behind(
      { connections: 16 },
      {
        gateway: { instances: 3, vm: { drain: 0 } },
        connectionPoints: { ...connectionPoints, count: 1 },
        events: [{ event: 'vm-restart', at: '5min', instance: 1 }],
      },
    );
    const system = start(model, 299);
    const states = () => system.channels.map(({ state }) => (state === 'up' ? 'up' : 'down'));
    expect(states()).toEqual(['up', 'up', 'down']);
    // The first instance is away for 5 min; its tunnels go to the third within a maintenance cycle.
    system.simulation.run(300 + 61);
    expect(states()).toEqual(['down', 'up', 'up']);
    system.simulation.run(20 * 60);
    expect(states()).toEqual(['down', 'up', 'up']);
    expect(system.channels[0]!.reason).toBe('the proxy holds 16 tunnels already');
  });
});
