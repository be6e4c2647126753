import { describe, expect, it } from 'vitest';
import type { Resource, ResourceTotals } from '../../../src/engine/index.js';
import { classId, MANAGEMENT_POINT_PATH, NONE, type RequestId } from '../../../src/gateway/request/ids.js';
import {
  findViolations,
  littlesLaw,
  resourceCapacity,
  resourceClock,
  resourceConservation,
} from '../../../src/gateway/simulation/invariants.js';
import { simulate } from '../../../src/gateway/simulation/simulate.js';
import { System } from '../../../src/gateway/simulation/system.js';
import { requestClasses } from '../../../src/model/schema.js';
import { id } from '../id.js';
import { createModel, type ModelChange, observe, people, start, tell } from '../model-builder.js';

/** A busy morning in small: everything takes time, requests wait for each other, some fail and are tried again. */
const busy = (change: ModelChange = {}) =>
  createModel({
    simulation: { duration: '3min' },
    gateway: { instances: 2, vm: { request: '20ms', reply: '10ms', fullHandshake: '30ms' } },
    connectionPoints: { count: 2, cores: 1, request: '10ms', rtt: '20ms', channel: { connections: 2 } },
    site: { managementPoints: { workers: 1, rtt: '1ms' } },
    clients: [
      people({
        count: 60,
        authentication: { entra: 0.5, certificate: 0.5 },
        access: { rtt: '40ms' },
        retry: { backoff: '5s' },
        activities: {
          policy: {
            arrivals: 'poisson',
            enabled: true,
            period: '30s',
            request: '2kB',
            reply: '60kB',
            service: { exponential: '200ms' },
          },
        },
      }),
    ],
    content: [{ name: 'app', size: '20MB', onDemand: '30/min' }],
    events: [{ event: 'vm-restart', at: '1min', instance: 1 }],
    ...change,
  });

/** A run that keeps every invariant, to be broken by hand. */
function wellRun(): System {
  const system = start(busy(), 170);
  expect(findViolations(system)).toEqual([]);
  expect(system.requests.active).toBeGreaterThan(0);
  return system;
}

const anyRequest = ({ requests }: System): RequestId => {
  let found: RequestId = NONE;
  requests.forEach((request) => {
    if (found === NONE) found = request;
  });
  return found;
};

const idle: ResourceTotals = {
  time: 100,
  busySeconds: 0,
  queueSeconds: 0,
  capacitySeconds: 100,
  arrivals: 0,
  completions: 0,
  refused: 0,
  withdrawn: 0,
  inProgress: 0,
  waitSeconds: 0,
  unservedWaitSeconds: 0,
  started: 0,
};

const resource = (totals: Partial<ResourceTotals>): Resource => ({
  name: 'it',
  kind: 'server-pool/fcfs',
  servers: 1,
  maxQueue: 0,
  totals: () => ({ ...idle, ...totals }),
  resetMaximum: () => {},
});

describe('I1, conservation', () => {
  it('tells a request that was offered and never came to be', () => {
    const system = wellRun();
    system.recorder.classes[0]!.offered++;
    expect(findViolations(system)).toEqual([expect.stringMatching(/^I1 policy: \d+ offered, but/)]);
  });

  it('tells a row that is taken and not in use', () => {
    const system = wellRun();
    system.requests.active++;
    expect(findViolations(system)).toEqual([expect.stringMatching(/^I1 requests: /)]);
  });

  it('tells a job that a resource has lost', () => {
    expect(
      resourceConservation(
        resource({ arrivals: 9, completions: 5, refused: 1, withdrawn: 1, inProgress: 2 }),
      ),
    ).toEqual([]);
    expect(
      resourceConservation(
        resource({ arrivals: 9, completions: 5, refused: 1, withdrawn: 1, inProgress: 1 }),
      ),
    ).toEqual(['I1 it: 9 arrivals, but 5 served + 1 refused + 1 withdrawn + 1 in progress']);
  });
});

describe('I2, the clock', () => {
  it('tells a request from the future', () => {
    const system = wellRun();
    system.requests.setArrival(anyRequest(system), system.simulation.now + 1);
    expect(findViolations(system)).toEqual([expect.stringMatching(/^I2 request \d+: it arrived at 171 s/)]);
  });

  it('tells a resource whose clock stands', () => {
    expect(resourceClock(resource({ time: 100 }), 100)).toEqual([]);
    expect(resourceClock(resource({ time: 99 }), 100)).toEqual([
      'I2 it: its clock stands at 99 s, not at 100 s',
    ]);
  });
});

describe('I3, causality', () => {
  const oneMore = (spoil: (system: System, request: RequestId) => void): string[] => {
    const system = start(
      busy({ events: [], clients: [people({ count: 1, access: { rtt: '40ms' } })], content: [] }),
    );
    const request = system.requests.allocate();
    system.requests.resetAttempt(request);
    system.requests.setClass(request, classId('policy'), MANAGEMENT_POINT_PATH);
    system.requests.setClient(request, id(0));
    system.requests.setArrival(request, system.simulation.now);
    system.recorder.began(request);
    system.simulation.run(2);
    system.requests.setStep(request, 2);
    system.requests.setSeconds(request, 1, 2);
    spoil(system, request);
    system.recorder.completed(request);
    system.requests.end(request);
    return findViolations(system);
  };

  it('holds for stages that add up', () => {
    expect(oneMore(() => {})).toEqual([]);
  });

  it('tells stages that add up to less than the time that passed', () => {
    expect(oneMore(({ requests }, request) => requests.setSeconds(request, 1, 1.5))).toEqual([
      expect.stringMatching(/^I3 request \d+: its stages take 1.5 s, but it took 2 s$/),
    ]);
  });

  it('tells a stage that ends before it begins', () => {
    expect(oneMore(({ requests }, request) => requests.setSeconds(request, 2, -0.5))).toEqual([
      expect.stringMatching(/^I3 request \d+: stage 2 takes -0.5 s$/),
    ]);
  });
});

describe('I4, capacity', () => {
  it('tells a resource that is busier than it can be', () => {
    expect(resourceCapacity(resource({ busySeconds: 100 }))).toEqual([]);
    expect(resourceCapacity(resource({ busySeconds: 100.001 }))).toEqual([
      'I4 it: busy for 100.001 of 100 s',
    ]);
  });

  it('tells storage that has sent more than its egress', () => {
    const system = wellRun();
    const { link } = system.storages[0]!;
    link.carriedBytes = () => 1e18;
    expect(findViolations(system)).toEqual([expect.stringMatching(/^I4 cmg\/storage: /)]);
  });
});

describe("I5, Little's law", () => {
  it('tells a queue whose integral is not the sum of the waits', () => {
    expect(littlesLaw(resource({ queueSeconds: 12, waitSeconds: 12 }))).toEqual([]);
    expect(littlesLaw(resource({ queueSeconds: 12, waitSeconds: 11.99 }))).toEqual([
      'I5 it: 12 s in the queue, but 11.99 s waited',
    ]);
  });

  it('counts what those have waited that still wait or were taken away, and no second more', () => {
    const left = { waitSeconds: 100, unservedWaitSeconds: 200, inProgress: 2, withdrawn: 1 };
    expect(littlesLaw(resource({ ...left, queueSeconds: 300 }))).toEqual([]);
    expect(littlesLaw(resource({ ...left, queueSeconds: 300.001 }))).toHaveLength(1);
  });

  it('allows for the last digit of the clock in every wait, and no more', () => {
    const day = { time: 86_400, arrivals: 1.2e6 };
    expect(littlesLaw(resource({ ...day, waitSeconds: 2.4e-6 }))).toEqual([]);
    expect(littlesLaw(resource({ ...day, waitSeconds: 2.4e-5 }))).toHaveLength(1);
  });

  it('holds exactly between what requests saw of a station and what the station measured', () => {
    const model = busy({
      content: [],
      events: [tell('policy', '10s', { within: '20s' })],
      clients: [
        people({
          count: 200,
          timeout: '10min',
          activities: { policy: { service: { exponential: '200ms' } } },
        }),
      ],
    });
    const { requests, resources } = observe(model);
    const { latency, stages } = requests.policy!;
    const station = resources['mp/1']!;
    const inside = (station.utilisation! + station.meanQueue) * 180;
    const siteRtt = 0.001;
    expect(latency.count).toBe(200);
    expect(station.meanQueue * 180).toBeGreaterThan(200);
    expect(inside / (200 * (stages['management-point']!.mean - siteRtt))).toBeCloseTo(1, 9);
  });
});

describe('I6, determinism', () => {
  const model = busy({ simulation: { duration: '2min', warmup: '30s' } });

  it('gives byte-identical observations for one seed and replication', () => {
    const run = () => JSON.stringify(simulate(model, { seed: 7, replication: 3 }));
    expect(run()).toBe(run());
  });

  it('tells two seeds and two replications apart', () => {
    const run = (seed: number, replication: number) =>
      JSON.stringify(simulate(model, { seed, replication }).requests);
    expect(run(7, 3)).not.toBe(run(8, 3));
    expect(run(7, 3)).not.toBe(run(7, 4));
  });
});

describe('I7, isolation', () => {
  /** Latencies, sizes and instances are drawn from streams by name: what stands beside a system shifts none of them. */
  const draws = (change: ModelChange = {}) => {
    const { simulation } = start(busy(change), 60);
    const taken = (name: string) => Array.from({ length: 5 }, () => simulation.stream(name).uniform());
    return {
      arrivals: taken('clients/clients/policy/arrivals'),
      service: taken('clients/clients/policy/service'),
      reply: taken('clients/clients/policy/reply'),
    };
  };

  it('holds when a connection point, a package or an event is added', () => {
    const alone = draws();
    expect(draws({ connectionPoints: { count: 3, cores: 1, rtt: '20ms' } }).arrivals).toEqual(alone.arrivals);
    expect(draws({ content: [] })).toEqual(alone);
    expect(draws({ events: [] }).arrivals).toEqual(alone.arrivals);
    expect(draws({ gateway: { instances: 5 } }).arrivals).toEqual(alone.arrivals);
  });

  it('holds for the requests of a population beside which another one comes', () => {
    const one = people({
      name: 'one',
      count: 50,
      activities: {
        policy: { enabled: true, arrivals: 'poisson', period: '1min', service: { exponential: '5ms' } },
      },
    });
    const other = { ...one, name: 'other' };
    const seen = (clients: (typeof one)[]) => {
      const system = start(createModel({ clients, site: { managementPoints: { workers: 500 } } }), 600);
      return Array.from({ length: 5 }, () =>
        system.simulation.stream('clients/one/policy/service').uniform(),
      );
    };
    expect(seen([one, other])).toEqual(seen([one]));
  });

  describe('is broken on purpose by a component that draws from the stream of another', () => {
    /** What the first requests of a run take of time, in order of arrival: what an intruder's draws would change. */
    const policy = (intrude: (system: System) => void = () => {}) => {
      const system = new System(busy({ events: [], content: [] }), 1, 0);
      intrude(system);
      system.simulation.run(60);
      const { offered, latency } = system.recorder.classes[requestClasses.indexOf('policy')]!;
      return { offered, mean: latency.mean, next: next(system, 'clients/clients/policy/arrivals') };
    };
    const next = ({ simulation }: System, name: string) => simulation.stream(name).uniform();

    /** A component that draws once a second, as a new system would. */
    const component = (name: string) => (system: System) => {
      const { simulation } = system;
      const handler = simulation.handler(() => {
        simulation.stream(name).uniform();
        simulation.schedule(1, handler, 0);
      });
      simulation.schedule(0.5, handler, 0);
    };

    it('which one that draws from its own does not do', () => {
      expect(policy(component('newcomer/draws'))).toEqual(policy());
    });

    it.each(['arrivals', 'service'])('and which the run then tells: %s', (stream) => {
      expect(policy(component(`clients/clients/policy/${stream}`))).not.toEqual(policy());
    });

    it('and which tells which stream it was: arrivals stay when services are shifted', () => {
      const shifted = policy(component('clients/clients/policy/service'));
      const whole = policy();
      expect([shifted.offered, shifted.next]).toEqual([whole.offered, whole.next]);
      expect(shifted.mean).not.toBe(whole.mean);
      expect(policy(component('clients/clients/policy/arrivals')).next).not.toBe(whole.next);
    });
  });
});
