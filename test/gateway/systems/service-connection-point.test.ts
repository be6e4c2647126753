import { describe, expect, it } from 'vitest';
import {
  createModel,
  type EventInput,
  type ModelChange,
  observe,
  people,
  start,
  tell,
} from '../model-builder.js';

const scale = (at: `${number}s`, instances: number): EventInput => ({ event: 'scale', at, instances });
const site = (change: ModelChange = {}) =>
  createModel({
    simulation: { duration: '1h' },
    gateway: { vm: { provisioning: '5min', drain: '5min' } },
    ...change,
  });
const states = (model: ReturnType<typeof site>, seconds: number, seed = 1) =>
  start(model, seconds, seed).vms.map(({ state }) => state);

describe('provisioning', () => {
  const fresh = createModel({ gateway: { instances: 2, provisioned: false } });

  it('takes 5 to 15 min for each instance, uniform, before its first channel', () => {
    const times = Array.from({ length: 60 }, (_, seed) => {
      const system = start(fresh, 0, seed);
      while (system.vms[0]!.state !== 'running') system.simulation.run(system.simulation.now + 1);
      return system.simulation.now;
    });
    expect(Math.min(...times)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...times)).toBeLessThanOrEqual(901);
    // Uniform: standard error of the mean is 600 / sqrt(12 * 60) = 22.4 s.
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    expect(Math.abs(mean - 0.5 - 600)).toBeLessThan(3.3 * 22.4);
  });

  it('leaves clients without an instance until then', () => {
    const model = createModel({
      simulation: { duration: '30min' },
      gateway: { provisioned: false, vm: { provisioning: '10min' } },
      clients: [people({ count: 20, retry: { attempts: 1 } })],
      events: [tell('policy', '5min'), tell('state', '12min')],
    });
    const { requests, channels, volumes } = observe(model);
    expect(requests.policy).toMatchObject({ completed: 0, failed: { 'no-instance': 20 } });
    expect(requests.state).toMatchObject({ completed: 20, failed: {} });
    expect(channels[0]!.state).toBe('up');
    expect(volumes.instanceHours).toEqual({ A2_v2: 1800 / 3600 });
  });

  it('needs the service connection point online, and its way to Azure', () => {
    for (const serviceConnectionPoint of [{ online: false }, { firewall: { closed: [443] } }]) {
      const model = createModel({ gateway: { provisioned: false }, site: { serviceConnectionPoint } });
      expect(states(model, 3600)).toEqual(['absent']);
      const running = site({ site: { serviceConnectionPoint }, events: [scale('60s', 2)] });
      expect(states(running, 3600)).toEqual(['running', 'absent']);
    }
  });
});

describe('scaling up', () => {
  it('provisions the new instances first', () => {
    const model = site({ events: [scale('60s', 3)] });
    expect(states(model, 59)).toEqual(['running', 'absent', 'absent']);
    expect(states(model, 61)).toEqual(['running', 'provisioning', 'provisioning']);
    expect(states(model, 359)).toEqual(['running', 'provisioning', 'provisioning']);
    expect(states(model, 361)).toEqual(['running', 'running', 'running']);
  });

  it('bills instances from when Azure begins to make them', () => {
    const { volumes } = observe(site({ events: [scale('60s', 3)] }));
    expect(volumes.instanceHours.A2_v2).toBeCloseTo((3600 + 2 * (3600 - 60)) / 3600, 9);
  });

  it('within a drain keeps the instances that were on their way out', () => {
    const model = site({
      gateway: { instances: 2, vm: { provisioning: '5min', drain: '5min' } },
      events: [scale('60s', 1), scale('120s', 2), scale('180s', 1)],
    });
    expect(states(model, 61)).toEqual(['running', 'draining']);
    expect(states(model, 121)).toEqual(['running', 'running']);
    // Taken away again, it drains for its whole time.
    expect(states(model, 479)).toEqual(['running', 'draining']);
    expect(states(model, 481)).toEqual(['running', 'absent']);
  });

  it('again after a change of mind takes the whole time again', () => {
    const model = site({ events: [scale('60s', 2), scale('180s', 1), scale('240s', 2)] });
    expect(states(model, 361)).toEqual(['running', 'provisioning']);
    expect(states(model, 541)).toEqual(['running', 'running']);
  });
});

describe('scaling down', () => {
  it('ends the bill of an instance when it is gone, after its drain', () => {
    const { volumes } = observe(
      site({ gateway: { instances: 2, vm: { drain: '5min' } }, events: [scale('60s', 1)] }),
    );
    expect(volumes.instanceHours.A2_v2).toBeCloseTo((3600 + 360) / 3600, 9);
  });

  const model = site({
    gateway: { instances: 2, vm: { drain: '5min' } },
    clients: [people({ count: 200, retry: { attempts: 3, backoff: '10s', jitter: 0 } })],
    events: [
      tell('policy', '10s'),
      scale('60s', 1),
      tell('policy', '120s'),
      tell('policy', '240s'),
      tell('policy', '358s', { within: '1s' }),
      tell('policy', '500s'),
    ],
  });

  it('drains: connections that stand are served, new ones go elsewhere', () => {
    const system = start(model, 30);
    const [, leaving] = system.vms;
    const before = leaving!.clients;
    expect(Math.abs(before - 100)).toBeLessThan(3.3 * Math.sqrt(50));
    system.simulation.run(130);
    expect([leaving!.state, leaving!.clients, leaving!.requests]).toEqual(['draining', before, 2 * before]);
    expect(system.gateways[0]!.loadBalancer.rotation.map(({ index }) => index)).toEqual([0]);
    system.simulation.run(361);
    expect([leaving!.state, leaving!.clients]).toEqual(['absent', 0]);
  });

  it('loses no request but those under way at the end of the drain', () => {
    const { requests, instances, channels } = observe(model);
    expect(requests.policy).toMatchObject({ completed: 1000, failed: {} });
    expect(instances[1]!.requests).toBeLessThan(instances[0]!.requests);
    // The channel to the one that is left moves to 443; the removed one is no longer listed.
    expect(channels.map(({ vm, port, state }) => [vm, port, state])).toEqual([['cmg/vm/1', 443, 'up']]);
  });

  it('takes an instance away at once that does not serve', () => {
    const event: EventInput = { event: 'vm-restart', at: '30s', instance: 2 };
    const away = site({
      gateway: { instances: 2, vm: { restart: '10min' } },
      events: [event, scale('60s', 1)],
    });
    expect(states(away, 59)).toEqual(['running', 'down']);
    expect(states(away, 61)).toEqual(['running', 'absent']);
    expect(states(away, 3600)).toEqual(['running', 'absent']);
  });
});

describe('the threshold of outbound traffic', () => {
  const MEGABYTE = 1e6;
  /** One client receives 1 MB every 10 s: the threshold is crossed soon after the given second. */
  const spending = (thresholdMegabytes: number, change: object = {}, more: ModelChange = {}) =>
    site({
      gateway: {
        outbound: { threshold: `${thresholdMegabytes}MB`, stopService: true, ...change },
        vm: { logsPerHour: 0 },
      },
      clients: [
        people({
          retry: { attempts: 1 },
          connectTimeout: '1s',
          activities: { policy: { reply: '1MB', enabled: true, period: '10s' } },
        }),
      ],
      ...more,
    });

  it.each([30, 35, 36, 40, 100])('of %d MB stops the service within 6 min of being crossed', (threshold) => {
    const system = start(spending(threshold));
    const [gateway] = system.gateways;
    let crossed = Number.NaN;
    while (!gateway!.loadBalancer.stopped) {
      system.simulation.run(system.simulation.now + 1);
      if (Number.isNaN(crossed) && system.vms[0]!.egressBytes > threshold * MEGABYTE)
        crossed = system.simulation.now;
    }
    expect(system.simulation.now - crossed).toBeGreaterThanOrEqual(0);
    expect(system.simulation.now - crossed).toBeLessThanOrEqual(360);
    expect(system.simulation.now % 360).toBeCloseTo(0, 9);
  });

  it('ends all service: no connection stands, and requests fail for that cause', () => {
    const { requests, channels, instances } = observe(spending(30));
    // 36 in the first 6 min are more than 30.
    expect(requests.policy!.completed).toBe(36);
    expect(Object.keys(requests.policy!.failed)).toEqual(['service-stopped']);
    expect(requests.policy!.failed['service-stopped']).toBe(360 - 36);
    expect(channels[0]!.availability).toBeCloseTo(1, 2);
    expect(instances[0]!.requests).toBe(36);
  });

  it('ends no bill: what is down is deployed, whoever took it down', () => {
    const hours = (model: ReturnType<typeof site>) => observe(model).volumes.instanceHours.A2_v2;
    expect(hours(spending(30))).toBeCloseTo(1, 9);
    const away: EventInput = { event: 'vm-restart', at: '10min', instance: 1 };
    expect(hours(site({ events: [away] }))).toBeCloseTo(1, 9);
    expect(hours(spending(30, {}, { events: [{ ...away, at: '359s' }] }))).toBeCloseTo(1, 9);
  });

  it('counts content too', () => {
    const model = spending(
      30,
      {},
      {
        clients: [people()],
        content: [{ name: 'app', size: '100MB', deployments: [{ notice: 'at-once' }] }],
      },
    );
    expect(start(model, 359).gateways[0]!.loadBalancer.stopped).toBe(false);
    expect(start(model, 361).gateways[0]!.loadBalancer.stopped).toBe(true);
  });

  it('counts the logs of instances, and so does what has left', () => {
    const gateway = { instances: 2, outbound: { threshold: '30MB', stopService: true } } as const;
    const model = site({ gateway: { ...gateway, vm: { logsPerHour: '100MB' } } });
    // 20 MB in 6 min, 40 MB in 12.
    expect(start(model, 719).gateways[0]!.loadBalancer.stopped).toBe(false);
    expect(start(model, 721).gateways[0]!.loadBalancer.stopped).toBe(true);
    expect(observe(model).volumes.gateways[0]!.logBytes).toBeCloseTo(200e6, 0);
  });

  it('counts the last period alone', () => {
    // 36 MB in any 6 min, 60 MB in any 10 min.
    expect(start(spending(50, { period: '6min' }), 3599).gateways[0]!.loadBalancer.stopped).toBe(false);
    expect(start(spending(50, { period: '12min' }), 3599).gateways[0]!.loadBalancer.stopped).toBe(true);
  });

  it('stops nothing unless the model says so', () => {
    const model = spending(30, { stopService: false });
    expect(observe(model).requests.policy).toMatchObject({ completed: 360, failed: {} });
  });

  it('keeps the service down when an instance would come back', () => {
    const model = spending(30, {}, { events: [{ event: 'vm-restart', at: '359s', instance: 1 }] });
    expect(observe(model).requests.policy!.completed).toBeLessThanOrEqual(36);
  });
});

describe('restarts without end', () => {
  it('leave no handler behind: what is kept follows what is under way', () => {
    const restarts = { event: 'vm-restart', mtbf: '1min', instance: 1 } as const;
    const system = start(site({ gateway: { vm: { restart: '10s' } }, events: [restarts] }), 0);
    const { simulation } = system;
    let registered = 0;
    const register = simulation.handler.bind(simulation);
    simulation.handler = (handler) => {
      registered++;
      return register(handler);
    };
    simulation.run(3600);
    // Restarts follow each other a minute apart.
    expect(system.vms[0]!.epoch).toBeGreaterThan(50);
    expect(registered).toBe(0);
  });
});
