import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Resource, ServerBank, ServerPool, Simulation } from '../../src/engine/index.js';

/** What is done to a member, so much later than what was done before. */
const step = fc.record({
  member: fc.integer({ min: 0, max: 3 }),
  after: fc.constantFrom(0, 0, 0.3, 1, 2.5),
  what: fc.constantFrom('enter', 'enter', 'enter', 'enter', 'servers', 'speed', 'evict'),
  amount: fc.constantFrom(0, 0.5, 1, 2, 3),
});
type Step = { member: number; after: number; what: string; amount: number };

/** The ways in which stations are asked for, so that a bank and pools can be driven alike. */
interface Stations {
  readonly simulation: Simulation;
  enter(member: number, job: number, seconds: number): boolean;
  setServers(member: number, servers: number): void;
  setSpeed(member: number, speed: number): void;
  evict(member: number, visit: (job: number) => void): void;
  resource(member: number): Resource;
}

const SERVERS = [1, 2, 0, 3];
const QUEUE_LIMITS = [Infinity, 1, 2, 0];
/** Times as often as this a job that is done brings another one to the next member. */
const FOLLOWS = 3;

function pools(done: (job: number, member: number) => void): Stations {
  const simulation = new Simulation();
  const all = SERVERS.map(
    (servers, member) =>
      new ServerPool(simulation, {
        name: `${member}`,
        servers,
        queueLimit: QUEUE_LIMITS[member]!,
        done: (job) => done(job, member),
      }),
  );
  return {
    simulation,
    enter: (member, job, seconds) => all[member]!.enter(job, seconds),
    setServers: (member, servers) => all[member]!.setServers(servers),
    setSpeed: (member, speed) => all[member]!.setSpeed(speed),
    evict: (member, visit) => all[member]!.evict(visit),
    resource: (member) => all[member]!,
  };
}

function bank(done: (job: number, member: number) => void): Stations {
  const simulation = new Simulation();
  const all = new ServerBank(simulation, { done });
  SERVERS.forEach((servers, member) => {
    all.add({ name: `${member}`, servers, queueLimit: QUEUE_LIMITS[member]! });
  });
  return {
    simulation,
    enter: (member, job, seconds) => all.enter(member, job, seconds),
    setServers: (member, servers) => all.setServers(member, servers),
    setSpeed: (member, speed) => all.setSpeed(member, speed),
    evict: (member, visit) => all.evict(member, visit),
    resource: (member) => all.resource(member),
  };
}

/** All that can be seen of stations that are driven by the steps. */
function drive(make: typeof bank, steps: readonly Step[]): unknown[] {
  const log: unknown[] = [];
  const stations: Stations = make((job, member) => {
    log.push([stations.simulation.now, 'done', job, member]);
    if (job % FOLLOWS === 0) stations.enter((member + 1) % SERVERS.length, job + 1, 0.25);
  });
  const { simulation } = stations;
  steps.forEach(({ member, after, what, amount }, index) => {
    simulation.run(simulation.now + after);
    if (what === 'enter') log.push(stations.enter(member, index, amount));
    else if (what === 'servers') stations.setServers(member, Math.ceil(amount));
    else if (what === 'speed') stations.setSpeed(member, amount);
    else stations.evict(member, (job) => log.push(['evicted', job]));
    const { servers, maxQueue } = stations.resource(member);
    log.push([servers, maxQueue, stations.resource(member).totals()]);
    if (index % 10 === 0) stations.resource(member).resetMaximum();
  });
  simulation.run(simulation.now + 100);
  SERVERS.forEach((_, member) => {
    const { name, kind } = stations.resource(member);
    log.push([name, kind, stations.resource(member).totals()]);
  });
  log.push(simulation.executedEvents);
  return log;
}

describe('ServerBank', () => {
  it('does to each member what a pool of its own does (property)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        expect(drive(bank, steps)).toEqual(drive(pools, steps));
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  it('can grow while its members work, even from within a job that takes no time', () => {
    const simulation = new Simulation();
    const log: number[][] = [];
    const all: ServerBank = new ServerBank(simulation, {
      done: (job, member) => {
        log.push([simulation.now, job, member]);
        if (job === 0) all.add({ name: `${all.count}`, servers: 1 });
      },
    });
    all.add({ name: '0', servers: 1 });
    for (let job = 1; job <= 6; job++) all.enter(0, job, 1);
    for (let member = 1; member < 40; member++) {
      all.add({ name: `${member}`, servers: 1 });
      all.enter(member, 0, 0);
    }
    simulation.run(3.5);
    all.enter(40, 7, 1);
    simulation.run(100);
    expect(log.filter(([, , member]) => member === 0).map(([time]) => time)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(log).toContainEqual([4.5, 7, 40]);
    expect(all.totals(0)).toMatchObject({ completions: 6, queueSeconds: 15, busySeconds: 6, inProgress: 0 });
    expect(all.totals(20)).toMatchObject({ completions: 1, busySeconds: 0, capacitySeconds: 100 });
    expect(all.count).toBe(79);
  });

  it('names the member that cannot be', () => {
    const all = new ServerBank(new Simulation(), { done: () => {} });
    expect(() => all.add({ name: 'vm 1', servers: 1.5 })).toThrow('vm 1: servers must be a whole number');
    expect(() => all.add({ name: 'vm 1', servers: 2 ** 31 })).toThrow('vm 1: servers must be');
    expect(() => all.add({ name: 'vm 1', servers: 1, queueLimit: -1 })).toThrow('vm 1: queueLimit');
    expect(() => all.add({ name: 'vm 1', servers: 1, speed: Infinity })).toThrow(
      'vm 1: speed must be finite',
    );
    expect(all.count).toBe(0);
    all.add({ name: 'vm 2', servers: 1 });
    expect(() => all.setServers(0, -1)).toThrow('vm 2: servers');
    all.enter(0, 1, 1);
    expect(() => all.enter(0, 1, Number.NaN)).toThrow('vm 2: service must be 0 or more');
  });
});
