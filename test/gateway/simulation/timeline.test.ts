import { describe, expect, it } from 'vitest';
import {
  createModel,
  type EventInput,
  type GatewayChange,
  type ModelChange,
  observe,
  people,
  start,
  tell,
} from '../model-builder.js';

type System = ReturnType<typeof start>;

/** Times, to the second, at which something changes over the first two hours. */
function changes<T>(
  model: ReturnType<typeof createModel>,
  read: (system: System) => T,
  until = 7200,
  seed = 1,
): [number, T][] {
  const system = start(model, 0.5, seed);
  const seen: [number, T][] = [[0, read(system)]];
  for (let time = 1; time <= until; time++) {
    system.simulation.run(time + 0.5);
    const value = read(system);
    if (value !== seen.at(-1)![1]) seen.push([time, value]);
  }
  return seen;
}

const withEvents = (events: EventInput[], change: ModelChange = {}) => createModel({ ...change, events });

describe('an event at a fixed time', () => {
  it('restarts an instance, for as long as the model says', () => {
    const model = withEvents([{ event: 'vm-restart', at: '10min', instance: 1 }], {
      gateway: { vm: { restart: '5min' } },
    });
    expect(changes(model, ({ vms }) => vms[0]!.state)).toEqual([
      [0, 'running'],
      [600, 'down'],
      [900, 'running'],
    ]);
  });

  it('rebuilds an instance, which takes as long as provisioning', () => {
    const model = withEvents([{ event: 'vm-rebuild', at: '10min', instance: 2 }], {
      gateway: { instances: 2, vm: { provisioning: '12min' } },
    });
    expect(changes(model, ({ vms }) => vms[1]!.state)).toEqual([
      [0, 'running'],
      [600, 'down'],
      [1320, 'running'],
    ]);
  });

  it('takes a connection point down and brings it back with its channels', () => {
    const event: EventInput = {
      event: 'connection-point-down',
      connectionPoint: 2,
      at: '10min',
      duration: '20min',
    };
    const model = withEvents([event], { connectionPoints: { count: 2 } });
    expect(changes(model, ({ connectionPoints }) => connectionPoints[1]!.isUp)).toEqual([
      [0, true],
      [600, false],
      [1800, true],
    ]);
    expect(changes(model, ({ channels }) => channels.map(({ state }) => state).join())).toEqual([
      [0, 'up,up'],
      [600, 'up,down'],
      [1800, 'up,up'],
    ]);
  });

  it('takes the proxy down with all channels; they come back within a maintenance cycle', () => {
    const event: EventInput = { event: 'proxy-down', at: '10min', duration: '20min' };
    const model = withEvents([event], { connectionPoints: { count: 2, proxy: {} } });
    const states = changes(model, ({ channels }) => channels.filter(({ isUp }) => isUp).length);
    expect(states[0]).toEqual([0, 2]);
    expect(states[1]).toEqual([600, 0]);
    expect(states.at(-1)![1]).toBe(2);
    expect(states.at(-1)![0]).toBeGreaterThanOrEqual(1800);
    expect(states.at(-1)![0]).toBeLessThanOrEqual(1861);
  });

  it.each([
    ['management-point-down', 'managementPoint', 'policy', 'management-point-down'],
    ['update-point-down', 'updatePoint', 'update-scan', 'update-point-down'],
  ] as const)(
    '%s makes its requests fail for that cause until it ends',
    (event, number, requestClass, cause) => {
      const down = { event, [number]: 1, at: '10min', duration: '20min' } as unknown as EventInput;
      const model = createModel({
        simulation: { duration: '1h' },
        clients: [
          people({ count: 10, retry: { attempts: 1 }, activities: { 'update-scan': { exchanges: 1 } } }),
        ],
        events: [
          down,
          tell(requestClass, '9min'),
          tell(requestClass, '11min'),
          tell(requestClass, '29min'),
          tell(requestClass, '31min'),
        ],
      });
      expect(observe(model).requests[requestClass]).toMatchObject({ completed: 20, failed: { [cause]: 20 } });
    },
  );

  it('throttles storage to what is left of it', () => {
    const event: EventInput = { event: 'storage-throttled', at: '100s', duration: '100s', factor: 0.1 };
    const model = withEvents([event], {
      storage: { egress: '80Mbps', rangeSize: '1MB' },
      clients: [people({ access: { bandwidth: [{ share: 1, down: '1Gbps', up: '1Gbps' }] } })],
      content: [{ name: 'app', size: '2GB', deployments: [{ notice: 'at-once' }] }],
    });
    const system = start(model);
    const megabytesAt = (seconds: number) => {
      system.simulation.run(seconds);
      return system.storages[0]!.link.carriedBytes() / 1e6;
    };
    expect(megabytesAt(100)).toBeCloseTo(1000, 3);
    expect(megabytesAt(200) - 1000).toBeCloseTo(100, 3);
    expect(megabytesAt(250) - 1100).toBeCloseTo(500, 3);
  });

  it('degrades the link of the channel, or of the clients', () => {
    const latencies = (leg: 'channel' | 'clients') => {
      const event: EventInput = {
        event: 'link-degraded',
        at: '100s',
        duration: '100s',
        leg,
        rttFactor: 3,
        rateFactor: 0.5,
      };
      const model = createModel({
        connectionPoints: { rtt: '20ms', nic: '8Mbps', channel: { initialWindow: 100 } },
        clients: [
          people({
            access: { rtt: '31.25ms', bandwidth: [{ share: 1, down: '4Mbps', up: '4Mbps' }] },
            activities: { policy: { reply: '10kB' } },
          }),
        ],
        events: [
          event,
          tell('policy', '10s'),
          tell('policy', '90s'),
          tell('policy', '150s'),
          tell('policy', '210s'),
        ],
      });
      const cumulated = [20, 95, 160, 300].map((durationSeconds) => {
        const { latency } = observe(model, { durationSeconds }).requests.policy!;
        return latency.mean! * latency.count;
      });
      return cumulated.map((sum, index) => sum - (cumulated[index - 1] ?? 0));
    };
    const [, well, degraded, after] = latencies('channel');
    // Two round trips more, and the connection point's card stays as it is: the channel's own 10 ms are doubled.
    expect(degraded! - well!).toBeCloseTo(0.04 + 0.01, 9);
    expect(after).toBeCloseTo(well!, 9);
    const [, normal, slow] = latencies('clients');
    expect(slow! - normal!).toBeCloseTo(2 * 0.03125 + 0.02, 9);
  });

  it('before the start of the simulation is over', () => {
    const model = withEvents([{ event: 'vm-restart', at: '1h', instance: 1 }], {
      simulation: { start: '2h' },
    });
    expect(changes(model, ({ vms }) => vms[0]!.state)).toEqual([[0, 'running']]);
  });

  it('is counted like the start of the simulation', () => {
    const model = withEvents([{ event: 'vm-restart', at: '2.5h', instance: 1 }], {
      simulation: { start: '2h' },
    });
    expect(changes(model, ({ vms }) => vms[0]!.state)[1]).toEqual([1800, 'down']);
  });

  it('concerns the gateway that it names, else the first', () => {
    const model = createModel({
      gateways: [
        { name: 'west', vm: { restart: '5min' } },
        { name: 'east', vm: { restart: '5min' } },
      ],
      events: [
        { event: 'vm-restart', at: '60s', instance: 1, gateway: 'east' },
        { event: 'vm-restart', at: '120s', instance: 1 },
      ],
    });
    expect(changes(model, ({ vms }) => vms.map(({ state }) => state).join(), 200)).toEqual([
      [0, 'running,running'],
      [60, 'running,down'],
      [120, 'down,down'],
    ]);
  });
});

describe('events that overlap', () => {
  const twice = (first: EventInput, second: EventInput, change: ModelChange = {}) =>
    withEvents([first, second], change);

  it('keep a part down until the last of them ends', () => {
    const down = (at: `${number}s`, duration: `${number}s`): EventInput => ({
      event: 'connection-point-down',
      connectionPoint: 1,
      at,
      duration,
    });
    for (const model of [
      twice(down('100s', '300s'), down('200s', '50s')),
      twice(down('100s', '50s'), down('120s', '280s')),
    ]) {
      expect(changes(model, ({ connectionPoints }) => connectionPoints[0]!.isUp, 1000)).toEqual([
        [0, true],
        [100, false],
        [400, true],
      ]);
    }
  });

  it('leave storage the least that any of them leaves', () => {
    const throttled = (at: `${number}s`, duration: `${number}s`, factor: number): EventInput => ({
      event: 'storage-throttled',
      at,
      duration,
      factor,
    });
    const model = twice(throttled('100s', '300s', 0.5), throttled('200s', '100s', 0.1), {
      storage: { accountRequests: '100/s' },
    });
    const rate = ({ storages, simulation }: System) => {
      const { account } = storages[0]!;
      while (account.tryTake()) {}
      const before = account.level();
      simulation.run(simulation.now + 0.01);
      return Math.round((account.level() - before) * 100);
    };
    expect(changes(model, rate, 500)).toEqual([
      [0, 100],
      [100, 50],
      [200, 10],
      [300, 50],
      [400, 100],
    ]);
  });
});

describe('a random event', () => {
  const weekly: EventInput = { event: 'vm-restart', mtbf: { exponential: '1h' }, instance: 1 };
  const outages = (seed: number) => {
    const model = withEvents([weekly], { gateway: { vm: { restart: '6min' } } });
    const seen = changes(model, ({ vms }) => vms[0]!.state, 40 * 3600, seed);
    return seen.slice(1);
  };

  it('happens again and again: repair takes its time, the next comes after the mean time between', () => {
    const times = outages(1);
    const gaps: number[] = [];
    for (let index = 0; index + 1 < times.length; index++) {
      const [time, state] = times[index]!;
      const next = times[index + 1]![0];
      if (state === 'down') expect(next - time).toBeGreaterThanOrEqual(359);
      if (state === 'down') expect(next - time).toBeLessThanOrEqual(361);
      if (state === 'running') gaps.push(next - time);
    }
    // About 36 in 40 h; the mean of n exponential gaps has a standard error of 3600 / sqrt(n).
    expect(gaps.length).toBeGreaterThan(15);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(Math.abs(mean - 3600)).toBeLessThan((3.3 * 3600) / Math.sqrt(gaps.length));
  });

  it('comes at other times in another replication, and at the same in the same', () => {
    expect(outages(2).slice(0, 3)).toEqual(outages(2).slice(0, 3));
    expect(outages(2)[0]).not.toEqual(outages(3)[0]);
  });
});

describe('a notification by the product', () => {
  const told = (more: object, clients = [people({ count: 2000 })]) =>
    observe(createModel({ clients, events: [tell('compliance', '100s', more)] }));

  it('reaches every client that is online', () => {
    expect(told({}).requests.compliance!.completed).toBe(2000);
  });

  it('reaches a share of them', () => {
    const { completed } = told({ share: 0.3 }).requests.compliance!;
    expect(Math.abs(completed - 600)).toBeLessThan(3.3 * Math.sqrt(2000 * 0.3 * 0.7));
  });

  it('reaches one population', () => {
    const both = [people({ count: 5 }), people({ name: 'office', count: 7 })];
    expect(told({ population: 'office' }, both).requests.compliance!.completed).toBe(7);
  });

  it('reaches each at a random time within the given', () => {
    const { intervals } = observe(
      createModel({
        simulation: { interval: '10s' },
        clients: [people({ count: 2000 })],
        events: [tell('compliance', '100s', { within: '100s' })],
      }),
    );
    const counts = intervals.completedRequests;
    expect(counts.slice(0, 10)).toEqual(new Array(10).fill(0));
    for (const count of counts.slice(10, 20))
      expect(Math.abs(count - 200)).toBeLessThan(3.3 * Math.sqrt(2000 * 0.1 * 0.9));
    expect(counts.slice(20).every((count) => count === 0)).toBe(true);
  });

  it('does not reach clients that are offline', () => {
    const evening = people({ name: 'evening', count: 9, hours: { from: '18h', to: '22h', spread: '0s' } });
    expect(told({}, [people({ count: 4 }), evening]).requests.compliance!.completed).toBe(4);
  });
});

describe('an event before the start', () => {
  const from = (start: `${number}min`, events: EventInput[], change: ModelChange = {}) =>
    createModel({ simulation: { start }, ...change, events });
  const instances: GatewayChange = { instances: 2, vm: { provisioning: '10min', drain: '6min' } };
  const states = ({ vms }: System) => vms.map(({ state }) => state).join(' ');

  it('that changed the number of instances has made them', () => {
    const event: EventInput = { event: 'scale', at: '20min', instances: 3 };
    expect(changes(from('30min', [event], { gateway: instances }), states)).toEqual([
      [0, 'running running running'],
    ]);
    expect(changes(from('24min', [event], { gateway: instances }), states)).toEqual([
      [0, 'running running provisioning'],
      [360, 'running running running'],
    ]);
  });

  it('that took instances away has let them drain', () => {
    const events: EventInput[] = [
      { event: 'scale', at: '20min', instances: 1 },
      { event: 'scale', at: '5min', instances: 3 },
    ];
    expect(changes(from('30min', events, { gateway: instances }), states)).toEqual([
      [0, 'running absent absent'],
    ]);
    expect(changes(from('24min', events, { gateway: instances }), states)).toEqual([
      [0, 'running draining draining'],
      [120, 'running absent absent'],
    ]);
  });

  it('that changed the ports leaves the channels of the new number', () => {
    const scaled = from('30min', [{ event: 'scale', at: '10min', instances: 2 }]);
    const fixed = createModel({ gateway: { instances: 2 } });
    const channels = (model: ReturnType<typeof createModel>) =>
      start(model, 1).channels.map(({ chosen, isUp }) => ({ port: chosen?.port, isUp }));
    expect(channels(scaled)).toEqual(channels(fixed));
  });

  it('that interrupted an instance goes on for the rest of its time, out of rotation', () => {
    const model = from('12min', [{ event: 'vm-restart', at: '10min', instance: 1 }], {
      gateway: { instances: 2, vm: { restart: '5min' } },
      loadBalancer: { probeInterval: '15s', probeFailures: 2 },
      clients: [people({ count: 40 })],
    });
    expect(changes(model, states)).toEqual([
      [0, 'down running'],
      [180, 'running running'],
    ]);
    const { gateways } = start(model, 0);
    expect(gateways[0]!.loadBalancer.rotation.map(({ index }) => index)).toEqual([1]);
  });

  it.each([
    ['has ended, and left nothing', '41min', [[0, true]]],
    [
      'lasts still, and ends at its time',
      '25min',
      [
        [0, false],
        [900, true],
      ],
    ],
  ] as const)('%s', (_what, begin, expected) => {
    const model = from(begin, [
      { event: 'connection-point-down', at: '10min', duration: '30min', connectionPoint: 1 },
    ]);
    expect(changes(model, ({ connectionPoints }) => connectionPoints[0]!.isUp)).toEqual(expected);
  });

  it('that told clients to ask within a time has those left who are still to ask', () => {
    const model = from('40min', [tell('policy', '10min', { within: '1h' })], {
      simulation: { start: '40min', duration: '2h' },
      clients: [people({ count: 1000 })],
    });
    const { offered } = observe(model).requests.policy!;
    expect(Math.abs(offered - 500)).toBeLessThan(3.3 * Math.sqrt(250));
  });
});

describe('an event that comes again', () => {
  const WEEK = 168 * 3600;

  it('comes every week, whatever week its time names', () => {
    const model = withEvents(
      [
        {
          event: 'connection-point-down',
          at: '169h',
          duration: '10min',
          connectionPoint: 1,
          occurs: 'weekly',
        },
      ],
      { simulation: { start: '0h' } },
    );
    expect(changes(model, ({ connectionPoints }) => connectionPoints[0]!.isUp)).toEqual([
      [0, true],
      [3600, false],
      [4200, true],
    ]);
    const system = start(model, WEEK + 3900);
    expect(system.connectionPoints[0]!.isUp).toBe(false);
  });

  it('monthly comes in one week of four, and came four weeks before', () => {
    const event: EventInput = {
      event: 'connection-point-down',
      at: '673h',
      duration: '10min',
      connectionPoint: 1,
      occurs: 'monthly',
    };
    const isUp = (begin: `${number}h`) =>
      start(withEvents([event], { simulation: { start: begin } }), 3900).connectionPoints[0]!.isUp;
    expect([isUp('0h'), isUp('168h'), isUp('336h'), isUp('504h'), isUp('672h')]).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('tells clients every week anew', () => {
    const model = withEvents([tell('policy', '1h', { occurs: 'weekly' })], {
      simulation: { duration: '15d' },
      clients: [people({ count: 10 })],
    });
    expect(observe(model).requests.policy!.offered).toBe(30);
  });
});
