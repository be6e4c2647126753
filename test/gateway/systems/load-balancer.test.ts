import { describe, expect, it } from 'vitest';
import { System } from '../../../src/gateway/simulation/system.js';
import { id } from '../id.js';
import { createModel, type ModelChange, observe, people, start, tell } from '../model-builder.js';

const crowd = (count: number, change: ModelChange = {}, population: object = {}) =>
  createModel({
    simulation: { duration: '15min' },
    gateway: { instances: 4, vm: { restart: '3min' } },
    clients: [people({ count, retry: { attempts: 1 }, ...population })],
    events: [tell('policy', '10s')],
    ...change,
  });

const perInstance = (model: ReturnType<typeof createModel>) =>
  observe(model).instances.map(({ requests }) => requests);
/** 3.3 standard deviations of a binomial count. */
const margin = (count: number, share: number) => 3.3 * Math.sqrt(count * share * (1 - share));

describe('the hash of new connections', () => {
  it('over the 5-tuple gives each instance an even share', () => {
    for (const requests of perInstance(crowd(4000)))
      expect(Math.abs(requests - 1000)).toBeLessThan(margin(4000, 0.25));
  });

  it('over the 5-tuple chooses anew for each connection', () => {
    const model = crowd(1, {
      events: Array.from({ length: 14 }, (_, index) => tell('policy', `${index * 300}s`)),
      simulation: { duration: '80min' },
    });
    expect(perInstance(model).filter((requests) => requests > 0).length).toBeGreaterThan(1);
  });

  it('keeps to the instance while the connection stands', () => {
    const model = crowd(1, { events: [10, 100, 200, 300, 400].map((at) => tell('policy', `${at}s`)) });
    expect(perInstance(model).toSorted((a, b) => b - a)).toEqual([5, 0, 0, 0]);
  });

  it('over the client address gives an even share when each client has its own', () => {
    for (const requests of perInstance(crowd(4000, { loadBalancer: { distribution: 'client-ip' } })))
      expect(Math.abs(requests - 1000)).toBeLessThan(margin(4000, 0.25));
  });

  it('over the client address sends all clients behind one address to one instance', () => {
    const model = crowd(1000, { loadBalancer: { distribution: 'client-ip' } }, { clientsPerAddress: 1000 });
    expect(perInstance(model).toSorted((a, b) => b - a)).toEqual([1000, 0, 0, 0]);
    const spread = crowd(1000, {}, { clientsPerAddress: 1000 });
    expect(Math.max(...perInstance(spread))).toBeLessThan(400);
  });

  it('over the client address comes to the same instance every time', () => {
    const events = Array.from({ length: 3 }, (_, index) => tell('policy', `${1 + index * 280}s`));
    const model = crowd(40, { loadBalancer: { distribution: 'client-ip' }, events });
    for (const requests of perInstance(model)) expect(requests % 3).toBe(0);
  });
});

describe('the hash of the client address', () => {
  const INSTANCES = 4;
  const CLIENTS = 400;
  const sticky = crowd(CLIENTS, {
    gateways: ['one', 'two'].map((name) => ({ name, instances: INSTANCES })),
    gateway: undefined,
    loadBalancer: { distribution: 'client-ip' },
  });
  /** The instance of each client. */
  const placement = (seed: number, replication: number, gateway = 0): number[] => {
    const { loadBalancer } = new System(sticky, seed, replication).gateways[gateway]!;
    return Array.from({ length: CLIENTS }, (_, client) => loadBalancer.pick(id(client))!.index);
  };
  const alike = (one: number[], other: number[]) =>
    one.filter((instance, client) => instance === other[client]).length;

  it('comes to the same instances for the same seed and replication', () => {
    expect(placement(7, 3)).toEqual(placement(7, 3));
  });

  it.each([
    ['seeds', placement(7, 3), placement(8, 3)],
    ['replications', placement(7, 3), placement(7, 4)],
    ['gateways', placement(7, 3), placement(7, 3, 1)],
  ])('comes to others for other %s: as many stay as chance has it', (_, one, other) => {
    expect(Math.abs(alike(one, other) - CLIENTS / INSTANCES)).toBeLessThan(margin(CLIENTS, 1 / INSTANCES));
  });

  it('splits the clients as independent uniform choices do: mean and variance are those of a binomial count', () => {
    const replications = 100;
    const first = Array.from({ length: replications }, (_, replication) => placement(1, replication)).map(
      (instances) => instances.filter((instance) => instance === 0).length,
    );
    const mean = CLIENTS / INSTANCES;
    const variance = mean * (1 - 1 / INSTANCES);
    const off = first.map((count) => count - mean);
    const sum = off.reduce((total, each) => total + each, 0);
    const squares = off.reduce((total, each) => total + each ** 2, 0) / variance;
    expect(Math.abs(sum)).toBeLessThan(3.3 * Math.sqrt(replications * variance));
    // Chi-square of 100 degrees: 0.05 % on each side.
    expect(squares).toBeGreaterThan(59.9);
    expect(squares).toBeLessThan(153.2);
  });

  it('sends two clients to one instance no more often than chance', () => {
    const pairs = Array.from({ length: 20 }, (_, replication) => placement(2, replication)).flatMap(
      (instances) =>
        Array.from({ length: CLIENTS / 2 }, (_, pair) => instances[2 * pair] === instances[2 * pair + 1]),
    );
    const together = pairs.filter(Boolean).length;
    expect(Math.abs(together - pairs.length / INSTANCES)).toBeLessThan(margin(pairs.length, 1 / INSTANCES));
  });

  it('lets the load of an instance differ between replications, as it may in the field', () => {
    const model = crowd(40, { loadBalancer: { distribution: 'client-ip' } });
    const loads = [0, 1, 2, 3].map((replication) =>
      Object.values(observe(model, { replication }).instances).map(({ requests }) => requests),
    );
    expect(new Set(loads.map(String)).size).toBe(4);
  });
});

describe('health probes', () => {
  const restart = { event: 'vm-restart', at: '100s', instance: 2 } as const;
  const inRotation = (model: ReturnType<typeof createModel>, seconds: number, seed = 1) =>
    start(model, seconds, seed).gateways[0]!.loadBalancer.rotation.map(({ index }) => index + 1);
  const noticedAfter = (probes: object, seed: number) => {
    const system = start(crowd(1, { loadBalancer: probes, events: [restart] }), 100, seed);
    const { rotation } = system.gateways[0]!.loadBalancer;
    while (rotation.length === 4) system.simulation.run(system.simulation.now + 0.01);
    return system.simulation.now - 100;
  };

  it.each([
    [{}, 0, 5],
    [{ probeFailures: 3 }, 10, 15],
    [{ probeInterval: '15s', probeFailures: 2 }, 15, 30],
  ])('with %j take a dead instance out after %d to %d s', (probes, least, most) => {
    const times = Array.from({ length: 20 }, (_, seed) => noticedAfter(probes, seed));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...times)).toBeLessThanOrEqual(most + 0.02);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan((most - least) / 2);
  });

  it('until then let it go on getting connections, which fail', () => {
    const model = crowd(
      400,
      { loadBalancer: { probeFailures: 5 }, events: [restart, tell('policy', '101s', { within: '10s' })] },
      { connectTimeout: '21s' },
    );
    const { failed, completed } = observe(model).requests.policy!;
    expect(Object.keys(failed)).toEqual(['connect-timeout']);
    expect(Math.abs(failed['connect-timeout']! - 100)).toBeLessThan(margin(400, 0.25));
    expect(completed).toBe(400 - failed['connect-timeout']!);
  });

  it('then keep new connections away from it', () => {
    const model = crowd(400, { events: [restart, tell('policy', '106s', { within: '10s' })] });
    expect(observe(model).requests.policy).toMatchObject({ completed: 400, failed: {} });
    expect(perInstance(model)[1]).toBe(0);
  });

  it('bring it back at the next good one', () => {
    const model = crowd(1, { events: [restart] });
    expect(inRotation(model, 99)).toEqual([1, 2, 3, 4]);
    expect(inRotation(model, 106)).toEqual([1, 3, 4]);
    expect(inRotation(model, 279)).toEqual([1, 3, 4]);
    expect(inRotation(model, 286)).toEqual([1, 2, 3, 4]);
  });

  it('move no connection that stands: after an outage the load stays uneven', () => {
    const again = ['10s', '106s', '200s', '300s', '400s'] as const;
    const model = crowd(400, { events: [restart, ...again.map((at) => tell('policy', at))] });
    const system = start(model, 90);
    const clients = () => system.vms.map((vm) => vm.clients);
    for (const each of clients()) expect(Math.abs(each - 100)).toBeLessThan(margin(400, 0.25));
    system.simulation.run(500);
    expect(system.vms[1]!.state).toBe('running');
    expect(clients()[1]).toBe(0);
    expect(clients().reduce((sum, each) => sum + each, 0)).toBe(400);
  });
});

describe('an instance that stops', () => {
  it('resets its connections, so that requests on it fail at once and try again elsewhere', () => {
    const model = crowd(
      400,
      { events: [tell('policy', '99s'), { event: 'vm-restart', at: '100s', instance: 2 }] },
      { retry: { attempts: 2, backoff: '30s', jitter: 0 }, activities: { policy: { service: '5s' } } },
    );
    const observation = observe({
      ...model,
      site: { ...model.site, managementPoints: { ...model.site.managementPoints, workers: 400 } },
    });
    const { completed, attemptsFailed, latency } = observation.requests.policy!;
    expect(completed).toBe(400);
    expect(Object.keys(attemptsFailed)).toEqual(['instance-lost']);
    expect(latency.max).toBeCloseTo(1 + 30 + 5, 6);
  });
});
