import { describe, expect, it } from 'vitest';
import type { ClassObservation } from '../../../../src/gateway/simulation/observation.js';
import {
  createModel,
  type GatewayChange,
  observe,
  type PopulationChange,
  people,
  start,
  tell,
} from '../../model-builder.js';

const at10 = tell('policy', '10s');
const patient = (count: number, change: PopulationChange = {}) =>
  people({ count, timeout: '3d', retry: { attempts: 1 }, ...change });

const run = (count: number, gateway: GatewayChange, change: PopulationChange = {}) =>
  observe(createModel({ gateway, clients: [patient(count, change)], events: [at10] }));

const total = ({ latency }: ClassObservation) => latency.mean! * latency.count;

describe('the cores of an instance', () => {
  it.each([
    ['A2_v2', [1, 1, 2, 2]],
    ['A4_v2', [1, 1, 1, 1]],
  ] as const)('of %s serve as many requests at once as there are, in order', (vmSize, ends) => {
    const { latency } = run(4, { vmSize, vm: { request: '1s' } }).requests.policy!;
    expect(latency.mean).toBeCloseTo(ends.reduce((sum: number, end) => sum + end, 0) / 4, 9);
    expect(latency.max).toBeCloseTo(Math.max(...ends), 9);
  });

  it('may share themselves among all requests', () => {
    const { policy } = run(4, { vm: { request: '1s', discipline: 'ps' } }).requests;
    expect(total(policy!)).toBeCloseTo(4 * 2, 9);
  });

  it('may be as many as the model says', () => {
    expect(run(4, { vm: { request: '1s', cores: 1 } }).requests.policy!.latency.max).toBeCloseTo(4, 9);
  });

  it('do no work that costs nothing', () => {
    expect(run(4, {}).resources['cmg/vm/1/cpu']!.arrivals).toBe(0);
  });
});

describe('the network card of an instance', () => {
  const megabytes = (request: string, reply: string) =>
    ({ activities: { policy: { request, reply } } }) as PopulationChange;
  const cardSeconds = (vmSize: 'A2_v2' | 'A4_v2', request: string, reply: string) =>
    run(1, { vmSize }, megabytes(request, reply)).resources['cmg/vm/1/nic']!.utilisation! * 600;

  it.each([
    ['A2_v2', 500e6],
    ['A4_v2', 1000e6],
  ] as const)(
    'of %s sends at its rate what leaves: replies to clients, requests to the site',
    (vmSize, rate) => {
      expect(cardSeconds(vmSize, '2MB', '10MB')).toBeCloseTo((12e6 * 8) / rate, 9);
    },
  );

  it('is shared by all in the order of sending', () => {
    const big = megabytes('0B', '62.5MB');
    const one = run(1, {}, big).requests.policy!.latency.max!;
    const three = run(3, {}, big).requests.policy!.latency.max!;
    // A second each: the second and the third wait.
    expect(three - one).toBeGreaterThan(2 - 0.1);
  });

  it('counts what leaves Azure, and what passes the load balancer', () => {
    const { volumes } = run(3, {}, megabytes('2MB', '10MB'));
    const [gateway] = volumes.gateways;
    expect(gateway!.egressBytes).toBe(3 * 12e6);
    expect(gateway!.ingressBytes).toBe(3 * 12e6);
  });
});

/** The credits of a new B2s, stated: those of one that has run for weeks are others. */
const NEW = { initial: 60, maximum: 576, baselineCores: 0.4 };

describe('the CPU credits of a B2s', () => {
  const minutes = (count: number) => count * 60;
  /** As many requests as there are clients, each with `work` seconds on a core. */
  const burst = (clients: number, work: `${number}s`, more: object = {}) =>
    createModel({
      simulation: { duration: '2h' },
      gateway: { vmSize: 'B2s', vm: { request: work, restart: '5min', provisioning: '10min', credits: NEW } },
      clients: [patient(clients)],
      events: [tell('policy', '0s')],
      ...more,
    });
  const creditsAfter = (model: ReturnType<typeof burst>, seconds: number) =>
    start(model, seconds).vms[0]!.credits!.level();

  it('last 37.5 min with both cores busy, from 60 at the start', () => {
    const model = burst(2, '1d' as never);
    expect(creditsAfter(model, 0)).toBe(60);
    expect(creditsAfter(model, minutes(37.5) / 2)).toBeCloseTo(30, 9);
    expect(creditsAfter(model, minutes(37.4))).toBeGreaterThan(0);
    expect(creditsAfter(model, minutes(37.6))).toBe(0);
  });

  it('leave both cores 40 % together when they are used up', () => {
    // 2250 s at full speed, and 100 s of work at a fifth of a core.
    const { latency } = observe(burst(2, '2350s')).requests.policy!;
    expect(latency.mean).toBeCloseTo(2250 + 100 / 0.2, 6);
  });

  it('are just enough for a request that ends with them', () => {
    expect(observe(burst(2, '2250s')).requests.policy!.latency.mean).toBeCloseTo(2250, 6);
  });

  it('last 100 min with one core busy, and leave it 40 %', () => {
    expect(creditsAfter(burst(1, '6100s'), minutes(50))).toBeCloseTo(30, 9);
    expect(observe(burst(1, '6100s')).requests.policy!.latency.mean).toBeCloseTo(6000 + 100 / 0.4, 6);
  });

  it('come back at rest, 24 an hour, up to 576', () => {
    const idle = burst(1, '1s', { events: [] });
    expect(creditsAfter(idle, minutes(60))).toBeCloseTo(84, 9);
    expect(creditsAfter(idle, minutes(60 * 20))).toBeCloseTo(60 + 20 * 24, 9);
    expect(creditsAfter(idle, minutes(60 * 40))).toBe(576);
  });

  it('give full speed again after a rest', () => {
    const again = burst(2, '2350s', {
      events: [tell('policy', '0s'), tell('state', '100min')],
      simulation: { duration: '3h' },
    });
    // Used up at 2250 s, at rest from 2750 s on: 54 min at 0.4 a minute are 21.7 credits, enough for 13.5 min.
    const system = start(again, minutes(100) + 600);
    expect(system.vms[0]!.credits!.level()).toBeCloseTo(((6000 - 2750) * 0.4 - 600 * 1.6) / 60, 6);
  });

  it('survive a restart, but a rebuilt instance starts with those of a new one', () => {
    const lost = (event: 'vm-restart' | 'vm-rebuild') =>
      burst(2, '2350s', { events: [tell('policy', '0s'), { event, at: '1h', instance: 1 }] });
    const restarted = creditsAfter(lost('vm-restart'), minutes(70) + 1);
    const rebuilt = creditsAfter(lost('vm-rebuild'), minutes(70) + 1);
    expect(restarted).toBeLessThan(20);
    expect(rebuilt).toBeGreaterThanOrEqual(60);
    expect(rebuilt).toBeLessThan(61);
  });

  it('are reported with the instance, and are nothing that other sizes have', () => {
    expect(observe(burst(1, '0s' as never)).instances[0]!.credits).toBeCloseTo(60 + 2 * 24, 6);
    expect(run(1, {}).instances[0]!.credits).toBeNull();
  });
});

describe('the CPU credits of a B2s that has run for weeks', () => {
  const office = (begin: `${number}h`, period: '10min' | '20min' | '1h') =>
    createModel({
      simulation: { start: begin },
      gateway: { vmSize: 'B2s', vm: { request: '2s' } },
      clients: [
        people({
          count: 300,
          hours: { from: '8h', to: '17h', days: ['mon', 'tue', 'wed', 'thu', 'fri'] },
          activities: { policy: { enabled: true, period } },
        }),
      ],
    });
  const creditsOf = ({ vms }: ReturnType<typeof start>) => vms[0]!.credits!.level();

  it.each([
    ['all that it can save, at little load', '35h', '1h', 550],
    ['what a working day has left', '37h', '20min', 300],
    ['none, at too much load', '36h', '10min', 0],
  ] as const)('are %s', (_what, begin, period, least) => {
    const level = creditsOf(start(office(begin, period)));
    expect(level).toBeGreaterThanOrEqual(least);
    const simulated = start(office('0h', period), (168 + Number.parseInt(begin, 10)) * 3600);
    expect(Math.abs(level - creditsOf(simulated))).toBeLessThan(0.04 * 576);
  });

  it('are the same a week before, where the warm-up begins before Monday', () => {
    const early = office('37h', '20min');
    early.simulation.start -= 3 * 168 * 3600;
    expect(creditsOf(start(early))).toBeCloseTo(creditsOf(start(office('37h', '20min'))), 9);
  });

  it('are those of a new one where it is deployed after the start', () => {
    const model = createModel({
      gateway: { vmSize: 'B2s', provisioned: false, vm: { provisioning: '10min' } },
    });
    expect(creditsOf(start(model, 601))).toBeCloseTo(60, 1);
  });
});

describe('the documented limit of clients', () => {
  const connected = (count: number, gateway: GatewayChange) => run(count, gateway);

  it('is reported as supported up to it, and as over it beyond, and refuses nobody', () => {
    const gateway = { vmSize: 'B2s' } as const;
    const supported = connected(10, gateway);
    const over = connected(11, gateway);
    expect(supported.instances[0]).toMatchObject({ maxClients: 10, clientLimit: 10, support: 'supported' });
    expect(over.instances[0]).toMatchObject({ maxClients: 11, clientLimit: 10, support: 'over' });
    expect(over.requests.policy!.completed).toBe(11);
  });

  it.each([
    ['A2_v2', 'scale-set', 2207, 6000],
    ['A4_v2', 'scale-set', 2207, 10000],
    ['A2_v2', 'scale-set', 2103, 2000],
    ['A2_v2', 'classic', 2006, 6000],
  ] as const)('of %s, %s, version %d is %d', (vmSize, deployment, version, clientLimit) => {
    expect(run(1, { vmSize, deployment, version }).instances[0]!.clientLimit).toBe(clientLimit);
  });
});
