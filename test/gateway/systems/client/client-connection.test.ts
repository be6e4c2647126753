import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/gateway/simulation/observation.js';
import { requestClasses } from '../../../../src/model/schema.js';
import {
  createModel,
  type ModelChange,
  observe,
  type PopulationChange,
  people,
  start,
  tell,
} from '../../model-builder.js';

/** Exact in single precision. */
const RTT = 0.03125;
type Time = `${number}s` | `${number}min`;

const oneClient = (times: readonly Time[], change: ModelChange = {}, population: PopulationChange = {}) =>
  createModel({
    ...change,
    simulation: { duration: '30min' },
    clients: [people({ access: { rtt: '31.25ms' }, retry: { attempts: 1 }, ...population })],
    events: [...times.map((at) => tell('notification', at)), ...(change.events ?? [])],
  });

/** Round trips of the client that all its requests took together. */
const roundTrips = (observation: Observation) => {
  const { latency } = observation.requests.notification!;
  return (latency.mean! * latency.count) / RTT;
};

describe('the idle time-out of the load balancer', () => {
  const everyFiveMinutes = ['0min', '5min', '10min', '15min', '20min'] as const;

  it('of 4 min breaks a connection that is used every 5 min: each keep-alive builds it anew', () => {
    expect(roundTrips(observe(oneClient(everyFiveMinutes)))).toBeCloseTo(4 + 4 * 3, 6);
  });

  it('of 6 min keeps it', () => {
    const model = oneClient(everyFiveMinutes, { loadBalancer: { idleTimeout: '6min' } });
    expect(roundTrips(observe(model))).toBeCloseTo(4 + 4 * 1, 6);
  });

  it('counts from the last request, so that any traffic keeps a connection', () => {
    const model = oneClient(['0min', '3min', '6min', '9min']);
    expect(roundTrips(observe(model))).toBeCloseTo(4 + 3 * 1, 6);
  });

  it('counts from the renewal of a site token, too: the client makes it by itself', () => {
    const renewing: PopulationChange = {
      authentication: { siteToken: 1 },
      activities: { token: { enabled: true, period: '3min' } },
    };
    expect(observe(oneClient([], {}, renewing)).requests.token!.stages.connect!.mean).toBe(0);
  });

  it('costs a client that is not told of it the time to notice', () => {
    const stale = { staleConnection: '3s' } as const;
    const silent = observe(oneClient(['0min', '5min'], {}, stale));
    const told = observe(oneClient(['0min', '5min'], { loadBalancer: { tcpReset: true } }, stale));
    expect(silent.requests.notification!.latency.max).toBeCloseTo(3 * RTT + 3, 6);
    expect(told.requests.notification!.latency.max).toBeCloseTo(4 * RTT, 6);
  });
});

describe('the round trip of a client', () => {
  it('is drawn once: all its requests take the same time, those of others another', () => {
    const times = Array.from({ length: 9 }, (_, minute) => `${minute * 3}min` as const);
    const seen = (seed: number) =>
      observe(oneClient(times, {}, { access: { rtt: { exponential: '1s' } } }), { seed }).requests
        .notification!.latency;
    const [one, other] = [seen(1), seen(2)];
    for (const { count, mean, max } of [one, other]) {
      // The first pays for its handshakes: four round trips, and then one each.
      expect(count).toBe(9);
      expect(mean).toBeCloseTo((max! * (4 + 8)) / (4 * 9), 9);
    }
    expect(one.max).not.toBe(other.max);
  });
});

describe('a TLS session', () => {
  it('is resumed for as long as it lives, else there is a full handshake', () => {
    const lives = { gateway: { vm: { sessionLifetime: '10min' } } } as const;
    expect(roundTrips(observe(oneClient(['0min', '9min'], lives)))).toBeCloseTo(4 + 3, 6);
    expect(roundTrips(observe(oneClient(['0min', '11min'], lives)))).toBeCloseTo(4 + 4, 6);
  });

  it('is known to one instance only, and gone when it restarts', () => {
    const event = { event: 'vm-restart', at: '6min', instance: 1 } as const;
    const change = { gateway: { vm: { restart: '1min' } } } as const;
    expect(roundTrips(observe(oneClient(['0min', '10min'], { ...change, events: [event] })))).toBeCloseTo(
      4 + 4,
      6,
    );
    expect(roundTrips(observe(oneClient(['0min', '10min'], change)))).toBeCloseTo(4 + 3, 6);
  });

  it('is that of the last connection: a client that went to another instance and came back pays in full', () => {
    const times = ['0min', '5min', '10min', '15min'] as const;
    const model = oneClient(times, { gateway: { instances: 2 } });
    const visits = (seed: number) => {
      const system = start(model, 0, seed);
      return times.map((_, index) => {
        system.simulation.run(index * 300 + 1);
        return system.vms.findIndex(({ clients }) => clients === 1);
      });
    };
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const cameBack = seeds.filter((seed) => /010|101/.test(visits(seed).join('')));
    expect(cameBack.length).toBeGreaterThan(2);
    for (const seed of seeds) {
      const all = visits(seed);
      const resumed = all.filter((instance, index) => index > 0 && instance === all[index - 1]).length;
      expect(roundTrips(observe(model, { seed }))).toBeCloseTo(4 * 4 - resumed, 6);
    }
  });

  it('costs the instance CPU when it is new, less when it is resumed, none when the connection stands', () => {
    const change = { gateway: { vm: { fullHandshake: '40ms', resumedHandshake: '4ms' } } } as const;
    const token = { authentication: { siteToken: 1 } };
    const seconds = (times: readonly Time[]) =>
      observe(oneClient(times, change, token)).instances[0]!.cpu! * 2 * 1800;
    expect(seconds(['0min'])).toBeCloseTo(0.04, 9);
    expect(seconds(['0min', '3min'])).toBeCloseTo(0.04, 9);
    expect(seconds(['0min', '5min'])).toBeCloseTo(0.044, 9);
  });
});

describe('the clients of an instance', () => {
  it('are those that are online, also when a request goes on after its client has gone', () => {
    const hours = { from: '0h', to: '10min', spread: '0s' } as const;
    const model = createModel({
      clients: [
        people({ count: 10, hours, access: { rtt: '1s' }, activities: { policy: { exchanges: 3 } } }),
      ],
      events: [tell('policy', '1min'), tell('policy', '599s')],
    });
    const system = start(model, 590);
    expect(system.vms[0]!.clients).toBe(10);
    system.simulation.run(1800);
    expect(system.recorder.classes[requestClasses.indexOf('policy')]!.completed).toBe(60);
    expect(system.vms[0]!.clients).toBe(0);
  });
});

describe('authentication at the instance', () => {
  const change = { gateway: { vm: { certificateCheck: '5ms', tokenCheck: '2ms' } } } as const;
  const seconds = (authentication: object) =>
    observe(oneClient(['1min', '2min', '3min'], change, { authentication })).instances[0]!.cpu! * 2 * 1800;

  it('checks a certificate once a connection', () => {
    expect(seconds({ certificate: 1 })).toBeCloseTo(0.005, 9);
  });

  it('checks it on a resumed handshake, too', () => {
    const resumed = oneClient(['0min', '5min'], change, { authentication: { certificate: 1 } });
    expect(roundTrips(observe(resumed))).toBeCloseTo(4 + 3 + (2 * 0.005) / RTT, 6);
    expect(observe(resumed).instances[0]!.cpu! * 2 * 1800).toBeCloseTo(2 * 0.005, 9);
  });

  it('checks a token once a request', () => {
    expect(seconds({ siteToken: 1 })).toBeCloseTo(3 * 0.002, 9);
  });
});

describe('the firewall of a population', () => {
  it('that closes port 443 makes requests fail after the time-out of connecting', () => {
    const model = oneClient(['1min'], {}, { firewall: { open: [80] }, connectTimeout: '21s' });
    const system = start(model, 60 + 20.9);
    const requestClass = requestClasses.indexOf('notification');
    const failed = () => system.recorder.classes[requestClass]!.failed.reduce((sum, count) => sum + count);
    expect(failed()).toBe(0);
    system.simulation.run(60 + 21.1);
    expect(failed()).toBe(1);
    expect(observe(model).requests.notification!.failed).toEqual({ 'port-closed': 1 });
  });

  it.each(['cmg.westeurope.cloudapp.azure.com', '*.cloudapp.azure.com', 'cmg.fabrikam.com'])(
    'that blocks %s makes requests to a gateway of that name or alias fail',
    (host) => {
      const change = { gateway: { serviceName: 'cmg.fabrikam.com' } } as const;
      const model = oneClient(['1min'], change, { firewall: { blockedHosts: [host] } });
      expect(observe(model).requests.notification!.failed).toEqual({ 'host-blocked': 1 });
    },
  );

  it('that blocks one gateway leaves the clients of the other alone', () => {
    const model = createModel({
      gateways: [
        { name: 'west', prefix: 'west' },
        { name: 'east', prefix: 'east' },
      ],
      clients: [
        people({
          count: 200,
          retry: { attempts: 1 },
          firewall: { blockedHosts: ['west.westeurope.cloudapp.azure.com'] },
        }),
      ],
      events: [tell('policy', '10s')],
    });
    const { clients } = start(model);
    const west = Array.from({ length: 200 }, (_, client) => clients.gateway.get(client)).filter(
      (gateway) => gateway === 0,
    ).length;
    expect(west).toBeGreaterThan(60);
    const { failed, completed } = observe(model).requests.policy!;
    expect(failed).toEqual({ 'host-blocked': west });
    expect(completed).toBe(200 - west);
  });
});

describe('a device that blocks a verb or a header', () => {
  const message = [
    'notification',
    'state',
    'heartbeat',
    'location',
    'token',
    'compliance',
    'content-location',
  ];
  const upload = ['hardware-inventory', 'software-inventory', 'metering'];
  const signed = ['policy', ...message, ...upload];

  const failing = (device: object, population: PopulationChange = {}) => {
    const model = createModel({
      inspection: [{ leg: 'client-gateway', ...device }],
      clients: [people({ retry: { attempts: 1 }, ...population })],
      events: requestClasses.map((requestClass) => tell(requestClass, '10s')),
    });
    const { requests } = observe(model);
    expect(Object.keys(requests)).toHaveLength(requestClasses.length);
    return Object.fromEntries(
      Object.entries(requests)
        .filter(([, { completed }]) => completed === 0)
        .map(([requestClass, { failed }]) => [requestClass, Object.keys(failed)]),
    );
  };
  const all = (classes: readonly string[], cause: string) =>
    Object.fromEntries(classes.map((requestClass) => [requestClass, [cause]]));

  it.each([
    ['CCM_POST', ['policy', ...message]],
    ['BITS_POST', upload],
    ['GET', ['policy', 'update-scan', 'location']],
    ['HEAD', ['policy', 'update-scan']],
    ['PROPFIND', []],
  ])('%s stops exactly the requests that need it', (verb, classes) => {
    expect(failing({ blockVerbs: [verb] })).toEqual(all(classes, 'verb-blocked'));
  });

  it.each([
    ['Range', ['policy']],
    ['CCMClientID', signed],
    ['CCMClientIDSignature', signed],
    ['CCMClientTimestamp', signed],
    ['CCMClientTimestampsSignature', signed],
  ])('%s stops exactly the requests that need it', (header, classes) => {
    expect(failing({ blockHeaders: [header] })).toEqual(all(classes, 'header-blocked'));
  });

  it.each(['channel', 'site'])('on the leg %s stops them as well', (leg) => {
    expect(failing({ leg, blockVerbs: ['BITS_POST'] })).toEqual(all(upload, 'verb-blocked'));
  });

  it('on the way to storage stops no relayed request', () => {
    expect(failing({ leg: 'client-storage', blockVerbs: ['CCM_POST', 'GET'] })).toEqual({});
  });

  it('is met by the population behind it alone', () => {
    expect(failing({ population: 'clients', blockVerbs: ['BITS_POST'] })).toEqual(
      all(upload, 'verb-blocked'),
    );
    const elsewhere = createModel({
      inspection: [{ leg: 'client-gateway', population: 'office', blockVerbs: ['CCM_POST'] }],
      clients: [people(), people({ name: 'office', retry: { attempts: 1 } })],
      events: [tell('state', '10s')],
    });
    const { completed, failed } = observe(elsewhere).requests.state!;
    expect([completed, failed]).toEqual([1, { 'verb-blocked': 1 }]);
  });

  it('that opens TLS stops clients that authenticate by certificate, and no others', () => {
    expect(failing({ tls: true })).toEqual(all([...requestClasses], 'tls-inspected'));
    expect(failing({ tls: true }, { authentication: { siteToken: 1 } })).toEqual({});
  });
});
