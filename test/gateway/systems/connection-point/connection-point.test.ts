import { describe, expect, it } from 'vitest';
import {
  createModel,
  type EventInput,
  type ModelChange,
  observe,
  type PopulationChange,
  people,
  start,
  tell,
} from '../../model-builder.js';

const online = (count: number, change: PopulationChange = {}) =>
  people({ count, retry: { attempts: 1 }, timeout: '10min', ...change });

const model = (
  clients: PopulationChange,
  events: EventInput[],
  connectionPoints: ModelChange['connectionPoints'] = {},
) =>
  createModel({
    simulation: { start: '8h', duration: '1h' },
    connectionPoints,
    clients: [online(1, clients)],
    events: events.map((event) => shifted(event)),
  });

/** Events are counted like the start of the simulation, which is at 8 h here. */
const shifted = (event: EventInput): EventInput =>
  'at' in event && event.at !== undefined
    ? { ...event, at: `${Number.parseFloat(String(event.at)) + 8 * 3600}s` as never }
    : event;

describe('dynamic ports', () => {
  it('are held by clients that are online, one each: further ones fail for want of a port', () => {
    const { requests, connectionPoints } = observe(
      model({ count: 8 }, [tell('notification', '10s', { within: '10s' })], { dynamicPorts: 5 }),
    );
    expect(requests.notification).toMatchObject({ completed: 5, failed: { 'connection-point-ports': 3 } });
    expect(connectionPoints[0]).toMatchObject({ portsHeld: 5, maxPortsHeld: 5, ports: 5 });
  });

  it('that a client holds serve all its requests', () => {
    const events = [tell('notification', '10s'), tell('policy', '20s'), tell('state', '20s')];
    const { requests } = observe(model({ count: 5 }, events, { dynamicPorts: 5 }));
    expect([requests.policy!.completed, requests.state!.completed]).toEqual([5, 5]);
  });

  it('are taken by a request of a client without one for its own time, and linger', () => {
    const busy = { count: 5, activities: { policy: { service: '30s' } } } as const;
    const system = start(model(busy, [tell('policy', '10s')]), 9);
    const point = system.connectionPoints[0]!;
    const heldAt = (seconds: number) => {
      system.simulation.run(seconds);
      return point.portsHeld;
    };
    // In use from 10 s to 40 s, and not free for 2 min after that.
    expect([9, 11, 39, 41, 159, 161].map(heldAt)).toEqual([0, 5, 5, 5, 5, 0]);
  });

  it('that linger are missed by others', () => {
    const events = [tell('policy', '10s'), tell('state', '60s'), tell('location', '140s')];
    const { requests } = observe(model({ count: 5 }, events, { dynamicPorts: 5 }));
    expect(requests.state!.failed).toEqual({ 'connection-point-ports': 5 });
    expect(requests.location!.completed).toBe(5);
  });

  it('come back when clients go offline', () => {
    const hours = { from: '8h', to: '8.5h', spread: '0s' } as const;
    const system = start(model({ count: 20, hours }, [tell('notification', '10s')]), 1799);
    const point = system.connectionPoints[0]!;
    expect(point.portsHeld).toBe(20);
    system.simulation.run(1800 + 121);
    expect(point.portsHeld).toBe(0);
  });

  it('are not kept by a client whose keep-alive is still on its way when it goes offline', () => {
    const hours = { from: '8h', to: '8.5h', spread: '0s' } as const;
    const slow = { count: 20, hours, access: { rtt: '20s' } } as const;
    const system = start(model(slow, [tell('notification', '1799s')]), 1880);
    const point = system.connectionPoints[0]!;
    expect(point.portsHeld).toBe(20);
    system.simulation.run(3600);
    expect(point.portsHeld).toBe(0);
  });

  it('move with the client to the connection point that can reach its instance', () => {
    const down: EventInput = {
      event: 'connection-point-down',
      connectionPoint: 1,
      at: '60s',
      duration: '10min',
    };
    const events = [tell('notification', '10s'), down, tell('notification', '120s')];
    const system = start(model({ count: 20 }, events, { count: 2 }), 50);
    const held = () => system.connectionPoints.map(({ portsHeld }) => portsHeld);
    expect(held()).toEqual([10, 10]);
    system.simulation.run(61);
    expect(held()).toEqual([0, 10]);
    system.simulation.run(130);
    expect(held()).toEqual([0, 20]);
  });

  it('are not needed towards the update point', () => {
    const { requests } = observe(model({ count: 8 }, [tell('update-scan', '10s')], { dynamicPorts: 1 }));
    expect(requests['update-scan']!.completed).toBe(80);
  });
});

describe('the connection points of a site', () => {
  it('take turns, instance by instance', () => {
    const { connectionPoints } = observe(model({ count: 90 }, [tell('policy', '10s')], { count: 3 }));
    expect(connectionPoints.map(({ requests }) => requests)).toEqual([30, 30, 30]);
  });

  it('serve with 4 cores each, first come first served', () => {
    const { latency } = observe(model({ count: 8 }, [tell('policy', '10s')], { request: '1s' })).requests
      .policy!;
    expect(latency.mean).toBeCloseTo((4 * 1 + 4 * 2) / 8, 9);
    expect(latency.max).toBeCloseTo(2, 9);
  });

  it('send requests and replies through their own network card', () => {
    const big = { count: 2, activities: { policy: { reply: '125MB' } } } as const;
    const wide = { nic: '1Gbps', channel: { initialWindow: 1000000 } } as const;
    const { resources } = observe(model(big, [tell('policy', '10s')], wide));
    expect(resources['cmg/cp/1/nic']!.utilisation! * 3600).toBeCloseTo(2, 6);
  });

  it('lose what they work on when they go down', () => {
    const down: EventInput = {
      event: 'connection-point-down',
      connectionPoint: 1,
      at: '12s',
      duration: '1min',
    };
    const working = model({ count: 8, timeout: '30s' }, [tell('policy', '10s'), down], { request: '3s' });
    expect(observe(working).requests.policy).toMatchObject({ completed: 0, failed: { timeout: 8 } });
  });
});
