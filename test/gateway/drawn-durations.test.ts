import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/gateway/simulation/simulate.js';
import { createModel, type ModelChange, observe, people, start, tell } from './model-builder.js';

const AUTHENTICATION = { entra: 0.5, certificate: 0.5 };

/** Clients that ask at random and are tried hard: refused, timed out, reconnected, with tokens and downloads. */
const busy = (change: ModelChange = {}) =>
  createModel({
    simulation: { duration: '20min' },
    gateway: { instances: 2, vm: { fullHandshake: '2ms', resumedHandshake: '1ms' } },
    connectionPoints: { rtt: '20ms', dynamicPorts: 12, channel: { connections: 2, idleReset: '5s' } },
    site: { managementPoints: { workers: 1, queueLimit: 2, rtt: '2ms' } },
    storage: { blobRequests: '1/s', rangeSize: '4MB', attempts: 50 },
    dns: { lookup: '20ms' },
    clients: [
      people({
        count: 40,
        authentication: AUTHENTICATION,
        access: { rtt: '40ms' },
        staleConnection: '3s',
        timeout: '5s',
        retry: { backoff: '10s' },
        activities: {
          policy: {
            arrivals: 'poisson',
            enabled: true,
            period: '3min',
            request: '20kB',
            reply: '60kB',
            service: '80ms',
          },
          token: { enabled: true, probability: 0 },
        },
      }),
    ],
    content: [{ name: 'app', size: '20MB', onDemand: '6/min' }],
    events: [{ event: 'vm-restart', at: '5min', instance: 1 }],
    ...change,
  });

const PROXY = { connectPorts: 'any', idleTimeout: '5s', lifetime: '60s' } as const;
const behind = (proxy: object) =>
  busy({ connectionPoints: { rtt: '20ms', channel: { connections: 2 }, proxy: { ...PROXY, ...proxy } } });
const classic = (channel: object) =>
  busy({
    gateway: { deployment: 'classic', instances: 1, version: 2103 },
    connectionPoints: {
      rtt: '20ms',
      channel: { attemptTimeout: '60s', ...channel },
      firewall: { open: [443] },
    },
  });

type Wide = { uniform: { min: 0; max: `${number}${'us' | 'ms' | 's' | 'min' | 'h'}` } };
const upTo = (max: Wide['uniform']['max']): Wide => ({ uniform: { min: 0, max } });

/** Each field as its constant mean, and as a distribution of that mean. */
const CASES: [field: string, build: (drawn: boolean) => ReturnType<typeof createModel>][] = (() => {
  type Value = Wide | Wide['uniform']['max'];
  const either =
    (
      mean: Wide['uniform']['max'],
      max: Wide['uniform']['max'],
      build: (value: Value) => ReturnType<typeof createModel>,
    ) =>
    (drawn: boolean) =>
      build(drawn ? upTo(max) : mean);
  const points = (more: object) =>
    busy({ connectionPoints: { rtt: '20ms', dynamicPorts: 12, channel: { connections: 2 }, ...more } });
  const population = (more: object) =>
    busy({
      loadBalancer: { idleTimeout: '1min' },
      clients: [
        people({
          count: 40,
          authentication: AUTHENTICATION,
          access: { rtt: '40ms' },
          timeout: '20s',
          activities: { policy: { arrivals: 'poisson', enabled: true, period: '3min', service: '80ms' } },
          ...more,
        }),
      ],
    });
  const storage = (more: object) =>
    busy({ storage: { blobRequests: '1/s', rangeSize: '4MB', attempts: 50, ...more } });
  const vm = (more: object) => busy({ gateway: { instances: 2, vm: { fullHandshake: '2s', ...more } } });
  return [
    ['connectionPoints.rtt', either('20ms', '40ms', (rtt) => points({ rtt }))],
    ['connectionPoints.perKiB', either('20us', '40us', (perKiB) => points({ perKiB }))],
    ['connectionPoints.portLinger', either('2min', '4min', (portLinger) => points({ portLinger }))],
    [
      'channel.idleReset',
      either('20s', '40s', (idleReset) => points({ channel: { connections: 2, idleReset } })),
    ],
    ['channel.attemptTimeout', either('30s', '60s', (attemptTimeout) => classic({ attemptTimeout }))],
    ['proxy.hopTime', either('5ms', '10ms', (hopTime) => behind({ hopTime }))],
    ['proxy.writeDelay', either('5ms', '10ms', (writeDelay) => behind({ writeDelay }))],
    ['proxy.cpuPerKiB', either('5us', '10us', (cpuPerKiB) => behind({ cpuPerKiB }))],
    ['proxy.idleTimeout', either('5s', '10s', (idleTimeout) => behind({ idleTimeout }))],
    ['proxy.lifetime', either('30s', '60s', (lifetime) => behind({ lifetime }))],
    ['managementPoints.rtt', either('2ms', '4ms', (rtt) => busy({ site: { managementPoints: { rtt } } }))],
    ['vm.perKiB', either('20us', '40us', (perKiB) => vm({ perKiB }))],
    ['vm.sessionLifetime', either('5min', '10min', (sessionLifetime) => vm({ sessionLifetime }))],
    [
      'vm.drain',
      either('2min', '4min', (drain) =>
        busy({
          gateway: { instances: 2, vm: { drain } },
          events: [{ event: 'scale', at: '5min', instances: 1 }],
        }),
      ),
    ],
    [
      'loadBalancer.idleTimeout',
      either('4min', '8min', (idleTimeout) => busy({ loadBalancer: { idleTimeout } })),
    ],
    ['dns.azureTtl', either('10min', '20min', (azureTtl) => busy({ dns: { lookup: '20ms', azureTtl } }))],
    [
      'dns.cnameTtl',
      either('10min', '20min', (cnameTtl) =>
        busy({ dns: { lookup: '20ms', cnameTtl }, gateway: { serviceName: 'cmg.contoso.com' } }),
      ),
    ],
    ['entra.ccmToken', either('5min', '10min', (ccmToken) => busy({ entra: { ccmToken, signIn: '1s' } }))],
    ['entra.contentToken', either('1s', '2s', (contentToken) => busy({ entra: { contentToken } }))],
    ['storage.backoff', either('5s', '10s', (backoff) => storage({ backoff }))],
    ['storage.maximumBackoff', either('1s', '2s', (maximumBackoff) => storage({ maximumBackoff }))],
    ['clients.staleConnection', either('3s', '6s', (staleConnection) => population({ staleConnection }))],
    ['clients.connectTimeout', either('3s', '6s', (connectTimeout) => population({ connectTimeout }))],
    [
      'clients.retry.backoff',
      either('10s', '20s', (backoff) => population({ timeout: '100ms', retry: { backoff } })),
    ],
  ];
})();

describe('a duration that is a distribution', () => {
  it.each(CASES)('is drawn from a stream of its own: %s', (_field, build) => {
    const [constant, drawn] = [false, true].map((each) => observe(build(each)));
    // It matters, and shifts nobody's arrivals.
    expect(JSON.stringify(drawn)).not.toBe(JSON.stringify(constant));
    const arrivals = (isDrawn: boolean) => {
      const { simulation } = start(build(isDrawn), 60);
      return [1, 2, 3].map(() => simulation.stream('clients/clients/policy/arrivals').uniform());
    };
    expect(arrivals(true)).toEqual(arrivals(false));
  });

  it('of size zero or more may be a size as well: the ranges of a download', () => {
    const { content } = observe(busy({ storage: { rangeSize: { uniform: { min: '1MB', max: '7MB' } } } }));
    expect(content.completed).toBeGreaterThan(50);
  });
});

describe('the round trip of a channel', () => {
  const RTT = { empirical: ['10ms', '30ms'] } as const;
  const clients = [people({ count: 4000 })];
  const events = [tell('policy', '10s', { within: '500s' })];

  it('is drawn for each way of each message, with its mean', () => {
    const { latency } = observe(createModel({ connectionPoints: { rtt: RTT as never }, clients, events }))
      .requests.policy!;
    expect([latency.p50 !== null, latency.count]).toEqual([true, 4000]);
    // Half of 10 or 30 ms up and half of it down: mean 20 ms, standard deviation 7.1 ms, within 4 standard errors.
    expect(Math.abs(latency.mean! - 0.02)).toBeLessThan((4 * 0.00708) / Math.sqrt(4000));
    expect(latency.max!).toBeCloseTo(0.03, 9);
  });

  it('cannot make messages of one TCP connection overtake each other', () => {
    const gateway = { deployment: 'classic', version: 2103 } as const;
    const model = createModel({
      gateway,
      connectionPoints: { rtt: { empirical: ['0s', '20s'] } as never },
      clients: [people({ count: 50, timeout: '5min' })],
      events: [tell('policy', '60s')],
    });
    const { requests } = observe(model);
    // All were sent at once: the first that takes long holds those behind it.
    expect(requests.policy!.completed).toBe(50);
    expect(requests.policy!.latency.max!).toBeCloseTo(20, 6);
    expect(requests.policy!.latency.mean!).toBeGreaterThan(15);
  });
});

describe('the round trip to a site system', () => {
  it('is drawn for each way, with its mean', () => {
    const rtt = { exponential: '40ms' } as const;
    const model = createModel({
      site: { managementPoints: { rtt, workers: 4000 } },
      clients: [people({ count: 4000 })],
      events: [tell('policy', '10s', { within: '500s' })],
    });
    const { stages } = simulate(model, { seed: 2, replication: 0 }).requests.policy!;
    // Two halves, each exponential with 20 ms: mean 40 ms, standard deviation 28.3 ms, within 4 standard errors.
    expect(Math.abs(stages['management-point']!.mean - 0.04)).toBeLessThan((4 * 0.0283) / Math.sqrt(4000));
  });
});
