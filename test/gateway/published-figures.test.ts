import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/gateway/simulation/simulate.js';
import { documentedClientLimit, VM_SIZES } from '../../src/model/catalogue.js';
import { loadModel } from '../../src/model/load.js';
import { type Model, modelSchema } from '../../src/model/schema.js';
import { createModel, type EventInput, observe, people, start, tell } from './model-builder.js';

/**
 * The figures that the product's documentation publishes, or that follow from them, each against the simulation.
 * `docs/published-figures.md` lists them with what is not simulated, and why.
 */

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** 99.9 % of a normal distribution lie within this many standard deviations. */
const WITHIN = 3.3;

/** Clients at the defaults of everything. */
const defaults = (count: number, more: object = {}): Model =>
  modelSchema.parse({
    name: 'defaults',
    gateway: {},
    clients: [{ count, authentication: { certificate: 1 } }],
    ...more,
  });

describe('1: 100 MB to 50,000 clients in 24 h from one source', () => {
  it('completes for all, without a 503, at 463 Mbit/s and 0.58 starts a second, on instances that are supported', () => {
    const read = loadModel(readFileSync('models/content-50k.yaml', 'utf8'), 'content-50k.yaml');
    if (!('value' in read)) throw new Error('content-50k does not load');
    const { content, instances, volumes, durationSeconds, violations } = simulate(read.value, {
      seed: 1,
      replication: 0,
    });
    expect(violations).toEqual([]);
    expect(durationSeconds).toBe(DAY);
    expect(content).toMatchObject({
      downloads: 50_000,
      completed: 50_000,
      failed: {},
      inFlight: 0,
      throttled: 0,
    });
    expect(instances.filter(({ support }) => support === 'over')).toEqual([]);
    expect(content.downloads / DAY).toBeCloseTo(0.58, 2);
    const megabits = (volumes.storages[0]!.egressBytes * 8) / durationSeconds / 1e6;
    expect(Math.abs(megabits / 463 - 1)).toBeLessThan(0.02);
  });
});

describe('2: 6,000, 10,000, 10 and 2,000 clients to an instance', () => {
  it.each([
    ['scale-set', 'A2_v2', 2107, 6_000],
    ['scale-set', 'A4_v2', 2107, 10_000],
    ['scale-set', 'B2s', 2107, 10],
    ['scale-set', 'A2_v2', 2010, 2_000],
    ['classic', 'A2_v2', 2006, 6_000],
  ] as const)('%s %s of version %d: %d', (deployment, size, version, clients) => {
    expect(documentedClientLimit(deployment, size, version)).toBe(clients);
  });

  it('are a line, not a wall: beyond it requests take longer, and none is refused', () => {
    const crowd = (count: number) => {
      const model = defaults(count, { connectionPoints: { count: 2 } });
      const { requests, instances } = simulate(model, {
        seed: 1,
        replication: 0,
        warmupSeconds: 300,
        durationSeconds: 300,
      });
      return { notification: requests.notification!, instance: instances[0]! };
    };
    const within = crowd(6_000);
    const beyond = crowd(24_000);
    expect([within.instance.support, beyond.instance.support]).toEqual(['supported', 'over']);
    expect([within.instance.clientLimit, beyond.instance.maxClients]).toEqual([6_000, 24_000]);
    expect([within.notification.failed, beyond.notification.failed]).toEqual([{}, {}]);
    const waited = ({ notification }: typeof within) => notification.stages['vm-request']!.mean;
    expect(waited(beyond)).toBeGreaterThan(waited(within));
  });
});

describe('3: one connection point to 4 instances, four to 16, on the ports of the article', () => {
  it.each([
    ['scale-set', 1, 443, 443],
    ['scale-set', 4, 10124, 10127],
    ['scale-set', 16, 10124, 10139],
    ['classic', 1, 10140, 10140],
    ['classic', 16, 10140, 10155],
  ] as const)('%s with %d: %d to %d', (deployment, instances, first, last) => {
    const count = Math.ceil(instances / 4);
    const { channels } = observe(
      createModel({ gateway: { deployment, instances }, connectionPoints: { count } }),
    );
    expect(channels).toHaveLength(instances * count);
    expect(channels.every(({ state }) => state === 'up')).toBe(true);
    const ports = [...new Set(channels.map(({ port }) => port!))];
    expect(ports).toEqual(Array.from({ length: instances }, (_, index) => first + index));
    expect(ports.at(-1)).toBe(last);
  });
});

describe('4: 16,384 ports to a connection point', () => {
  const online = (clients: number, connectionPoints: number) =>
    observe(
      createModel({
        simulation: { warmup: '15min', duration: '15min' },
        connectionPoints: { count: connectionPoints },
        clients: [
          people({
            count: clients,
            retry: { attempts: 1 },
            activities: { notification: { enabled: true, period: '5min' } },
          }),
        ],
      }),
    );

  it('are too few for client 16,385', () => {
    const { connectionPoints, requests } = online(16_385, 1);
    expect(connectionPoints[0]).toMatchObject({ ports: 16_384, portsHeld: 16_384, maxPortsHeld: 16_384 });
    // The last one asks three times in the quarter of an hour.
    expect(requests.notification!.failed).toEqual({ 'connection-point-ports': 3 });
  });

  it('are 32,768 to two, so that client 32,769 is one too many', () => {
    const { connectionPoints, requests } = online(32_769, 2);
    expect(connectionPoints.map(({ portsHeld }) => portsHeld)).toEqual([16_384, 16_384]);
    expect(requests.notification!.failed).toEqual({ 'connection-point-ports': 3 });
  });
});

describe('5: 6,000 clients at the defaults', () => {
  it('ask 1.67 times a second for policy, 20 times keep notification alive, and send at most 6.7 state messages', () => {
    const { requests } = simulate(defaults(6_000), { seed: 1, replication: 0, durationSeconds: HOUR });
    expect(requests.policy!.offered / HOUR).toBeCloseTo(6_000 / HOUR, 2);
    expect(requests.notification!.offered / HOUR).toBeCloseTo(20, 1);
    expect(requests.state!.offered / HOUR).toBeLessThan(6.7);
    // Only a share of the times due has something to send.
    expect(requests.state!.offered / HOUR).toBeCloseTo(6.67 * 0.21, 1);
  });

  it('send 0.0099 hardware inventories a second', () => {
    const model = createModel({
      simulation: { warmup: '1d', duration: '7d', interval: '1h' },
      clients: [
        people({
          count: 6_000,
          activities: { 'hardware-inventory': { enabled: true, period: '7d', spread: '4h' } },
        }),
      ],
    });
    expect(observe(model).requests['hardware-inventory']!.offered / WEEK).toBeCloseTo(0.0099, 4);
  });
});

describe('6: 100 to 300 MB a client and month', () => {
  it('leave Azure at the defaults, which is less than 1.1 % of the network card for 6,000 clients', () => {
    const clients = 60;
    const { volumes } = simulate(defaults(clients), { seed: 1, replication: 0, durationSeconds: WEEK });
    const bytesPerSecond = volumes.gateways[0]!.egressBytes / clients / WEEK;
    const megabytesPerMonth = (bytesPerSecond * 30 * DAY) / 1e6;
    // The lower end belongs to the defaults; bytes of TLS and TCP, 9 % in the published split, are not counted.
    expect(megabytesPerMonth).toBeGreaterThan(85);
    expect(megabytesPerMonth).toBeLessThan(115);
    const card = (6_000 * bytesPerSecond * 8) / VM_SIZES.A2_v2.nicBitsPerSecond;
    expect(card).toBeGreaterThan(0.003);
    expect(card).toBeLessThan(0.011);
  });
});

describe('7: what is watched', () => {
  it('finds a lost channel within a cycle of 60 s, 30 s in the mean', () => {
    const events: EventInput[] = [{ event: 'vm-restart', at: '10min', instance: 1 }];
    const model = createModel({
      gateway: { vm: { restart: '5min' } },
      events,
      simulation: { duration: '20min' },
    });
    const missing = Array.from({ length: 50 }, (_, seed) => {
      const { availability } = observe(model, { seed }).channels[0]!;
      return (1 - availability) * 15 * 60;
    });
    expect(Math.min(...missing)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...missing)).toBeLessThanOrEqual(60.001);
    const mean = missing.reduce((sum, one) => sum + one, 0) / missing.length;
    expect(Math.abs(mean - 30)).toBeLessThan(WITHIN * Math.sqrt(60 ** 2 / 12 / missing.length));
  });

  it('stops a service that has passed its threshold within 6 min', () => {
    const model = createModel({
      gateway: { outbound: { threshold: '50MB', stopService: true } },
      clients: [people({ activities: { policy: { enabled: true, period: '10s', reply: '1MB' } } })],
    });
    const system = start(model);
    const { loadBalancer } = system.gateways[0]!;
    while (system.vms[0]!.egressBytes <= 50e6) system.simulation.run(system.simulation.now + 1);
    const crossed = system.simulation.now;
    expect(loadBalancer.stopped).toBe(false);
    while (!loadBalancer.stopped) system.simulation.run(system.simulation.now + 1);
    expect(system.simulation.now - crossed).toBeLessThanOrEqual(360);
  });
});

describe('8: the hash of the load balancer', () => {
  const clients = 4_000;
  const events: EventInput[] = [{ event: 'vm-restart', at: '10min', instance: 1 }];
  const system = start(
    createModel({
      gateway: { instances: 4, vm: { restart: '5min' } },
      // More often than the idle time-out of 4 min: connections stand.
      clients: [people({ count: clients, activities: { notification: { enabled: true, period: '3min' } } })],
      events,
    }),
    5 * 60,
  );
  const share = () => system.vms.map((vm) => vm.clients);

  it('gives each of n instances 1/n of new connections', () => {
    for (const each of share())
      expect(Math.abs(each - clients / 4)).toBeLessThan(WITHIN * Math.sqrt(clients * 0.25 * 0.75));
  });

  it('leaves old connections where they are after an instance has come back', () => {
    system.simulation.run(30 * 60);
    expect(system.vms.map(({ state }) => state)).toEqual(['running', 'running', 'running', 'running']);
    const [back, ...others] = share();
    expect(back).toBe(0);
    expect(others.reduce((sum, each) => sum + each, 0)).toBe(clients);
  });
});

describe('9: tokens', () => {
  it('a content token ends after 24 h: a download of 60 h asks for three', () => {
    // 60 h at 8 kbit/s, in ranges of a minute and a half.
    const model = createModel({
      simulation: { duration: '4d', interval: '1h' },
      storage: { rangeSize: '100kB' },
      clients: [people({ access: { bandwidth: [{ share: 1, down: '8kbps', up: '8kbps' }] } })],
      content: [{ name: 'large', size: '216MB', deployments: [{ notice: 'at-once' }] }],
    });
    const { content, requests } = observe(model);
    expect(content.completed).toBe(1);
    expect(content.secondsToDownload.mean).toBeCloseTo(60 * HOUR, 0);
    expect(requests['content-location']!.completed).toBe(3);
  });

  it('a CCM token ends after 8 h: three a day and client', () => {
    const clients = 50;
    const model = createModel({
      simulation: { warmup: '1d', duration: '10d', interval: '1h' },
      clients: [
        people({
          count: clients,
          authentication: { entra: 1 },
          activities: { token: { enabled: true }, state: { enabled: true, probability: 1, period: '10min' } },
        }),
      ],
    });
    const perDay = observe(model).requests.token!.offered / 10 / clients;
    // Renewed when next needed, 10 min late at most; at the ends of the run one more or less.
    expect(perDay).toBeLessThanOrEqual(3 + 1 / 10);
    expect(perDay).toBeGreaterThanOrEqual(24 / (8 + 1 / 6) - 1 / 10);
  });

  it('an access token of Microsoft Entra ID lives for 60 to 90 min', () => {
    // The CCM token of half a minute shows which renewals had to sign in first: each sign-in takes a second.
    const model = createModel({
      simulation: { warmup: '3h', duration: '10d', interval: '1h' },
      entra: { ccmToken: '30s', signIn: '1s' },
      clients: [
        people({
          count: 5,
          authentication: { entra: 1 },
          activities: { token: { enabled: true }, state: { enabled: true, probability: 1, period: '30s' } },
        }),
      ],
    });
    const { latency, stages } = observe(model).requests.token!;
    const signIns = (stages.authenticate!.mean * latency.count) / 5;
    // 75 min in the mean, and at most a minute until the next renewal; 960 lives have a standard error of 0.3 min.
    expect(signIns).toBeGreaterThan((10 * DAY) / (76.5 * 60));
    expect(signIns).toBeLessThan((10 * DAY) / (74 * 60));
  });

  it('a site token is renewed every 30 days, within its 90', () => {
    const model = createModel({
      simulation: { duration: '90d', interval: '1d' },
      clients: [
        people({
          count: 20,
          authentication: { siteToken: 1 },
          activities: { token: { enabled: true, period: '30d' } },
        }),
      ],
    });
    expect(observe(model).requests.token!.completed).toBe(20 * 3);
  });
});

describe('10: 4 min of silence end a connection', () => {
  const connecting = (period: `${number}min`) => {
    const { latency, stages } = observe(
      createModel({
        simulation: { warmup: '1h', duration: '1h' },
        clients: [
          people({
            count: 50,
            access: { rtt: '40ms' },
            activities: { notification: { enabled: true, period } },
          }),
        ],
      }),
    ).requests.notification!;
    return { again: stages.connect!.mean > 0, each: stages.connect!.mean / 0.08, count: latency.count };
  };

  it('so a keep-alive of 5 min is too slow, and connects each time: TCP and a resumed session', () => {
    const { each, count } = connecting('5min');
    expect(each).toBeCloseTo(1, 6);
    expect(count).toBe(50 * 12);
  });

  it('and one of 3 min is not', () => {
    expect(connecting('3min').again).toBe(false);
  });
});

describe('11: a B2s', () => {
  it('works at full speed for 37.5 min on its 60 credits, then at 40 %', () => {
    const minutes = 60;
    const { requests, intervals, instances, violations } = simulate(
      createModel({
        simulation: { duration: `${minutes}min`, interval: '30s' },
        gateway: {
          vmSize: 'B2s',
          vm: { request: '0.2s', credits: { initial: 60, maximum: 576, baselineCores: 0.4 } },
        },
        clients: [
          people({
            count: 1_000,
            timeout: '10d',
            retry: { attempts: 1 },
            activities: { policy: { enabled: true, arrivals: 'poisson', period: '80s' } },
          }),
        ],
      }),
      { seed: 1, replication: 0 },
    );
    expect(violations).toEqual([]);
    // Two cores do 10 requests a second; at the baseline, 40 % of one core, they do 2.
    const perSecond = intervals.completedRequests.map((count) => count / 30);
    const full = perSecond.slice(1, 74);
    const after = perSecond.slice(76);
    expect(Math.min(...full)).toBeGreaterThan(9.9);
    expect(Math.max(...full)).toBeLessThan(10.1);
    expect(Math.min(...after)).toBeGreaterThan(1.9);
    expect(Math.max(...after)).toBeLessThan(2.1);
    const seconds = (requests.policy!.completed - 2 * minutes * 60) / (10 - 2);
    expect(seconds / 60).toBeCloseTo(37.5, 1);
    expect(instances[0]!.credits).toBe(0);
  });
});

describe('12: the log samples of CCM_STS', () => {
  it('take 2 ms at the management point; on the way, tenths of a second to seconds', () => {
    const model = defaults(200, {
      clients: [{ count: 200, authentication: { entra: 1 } }],
      events: [tell('policy', '10min', { within: '10min' })],
    });
    const { latency, stages } = simulate(model, { seed: 1, replication: 0, durationSeconds: 8 * HOUR })
      .requests.token!;
    // The round trip of 1 ms from the connection point is part of the stage.
    expect(stages['management-point']!.mean).toBeCloseTo(0.003, 3);
    expect(latency.mean).toBeGreaterThan(0.1);
    expect(latency.mean).toBeLessThan(4);
  });
});
