import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerPool, type ServerPoolOptions, Simulation } from '../../src/engine/index.js';

function poolWithLog(options: Partial<ServerPoolOptions> = {}) {
  const simulation = new Simulation();
  const log: [number, number][] = [];
  const pool = new ServerPool(simulation, {
    name: 'p',
    servers: 1,
    done: (job) => log.push([simulation.now, job]),
    ...options,
  });
  return { simulation, pool, log };
}

describe('ServerPool, first come first served', () => {
  it('serves in order and measures itself', () => {
    const { simulation, pool, log } = poolWithLog({ servers: 2 });
    [4, 2, 3].forEach((service, job) => {
      expect(pool.enter(job, service)).toBe(true);
    });
    expect([pool.busy, pool.queueLength, pool.maxQueue]).toEqual([2, 1, 1]);
    expect(simulation.pendingEvents).toBe(2);
    simulation.run(10);
    expect(log).toEqual([
      [2, 1],
      [4, 0],
      [5, 2],
    ]);
    expect(pool.totals()).toEqual({
      time: 10,
      busySeconds: 9,
      queueSeconds: 2,
      capacitySeconds: 20,
      arrivals: 3,
      completions: 3,
      refused: 0,
      withdrawn: 0,
      inProgress: 0,
      waitSeconds: 2,
      unservedWaitSeconds: 0,
      started: 3,
    });
    pool.resetMaximum();
    expect(pool.maxQueue).toBe(0);
  });

  it('refuses jobs beyond the queue limit', () => {
    const { simulation, pool } = poolWithLog({ queueLimit: 1 });
    expect([pool.enter(0, 1), pool.enter(1, 1), pool.enter(2, 1)]).toEqual([true, true, false]);
    simulation.run(5);
    expect(pool.totals()).toMatchObject({ arrivals: 3, completions: 2, refused: 1 });
  });

  it('completes a job without service within enter, without an event', () => {
    const { simulation, pool, log } = poolWithLog();
    pool.enter(1, 0);
    expect(log).toEqual([[0, 1]]);
    expect(simulation.pendingEvents).toBe(0);
    pool.enter(2, 1);
    pool.enter(3, 0);
    expect(log.length).toBe(1);
    simulation.run(2);
    expect(log.slice(1)).toEqual([
      [1, 2],
      [1, 3],
    ]);
  });

  it.each(['fcfs', 'ps'] as const)(
    'survives a job without service that comes back 100,000 times (%s)',
    (discipline) => {
      const simulation = new Simulation();
      let rounds = 0;
      const pool: ServerPool = new ServerPool(simulation, {
        name: 'p',
        servers: 1,
        discipline,
        done: (job) => {
          if (++rounds < 100_000) pool.enter(job, 0);
        },
      });
      pool.enter(1, 0);
      simulation.run(1);
      expect(rounds).toBe(100_000);
      expect(pool.totals()).toMatchObject({ completions: 100_000, inProgress: 0 });
    },
  );

  it('rescales work in progress when the speed changes, and pauses at 0', () => {
    const { simulation, pool, log } = poolWithLog({ servers: 2 });
    pool.enter(0, 4);
    pool.enter(1, 2);
    pool.enter(2, 1);
    simulation.run(1); // left: 3 and 1
    pool.setSpeed(0.5);
    simulation.run(2); // left: 2.5 and 0.5
    pool.setSpeed(0);
    simulation.run(100);
    expect(log).toEqual([]);
    pool.setSpeed(2);
    simulation.run(200);
    expect(log).toEqual([
      [100.25, 1],
      [100.75, 2],
      [101.25, 0],
    ]);
    expect(pool.totals()).toMatchObject({
      completions: 3,
      inProgress: 0,
      busySeconds: 101.25 + 100.75,
    });
  });

  it('finishes the jobs of withdrawn servers and starts waiting ones on new servers', () => {
    const { simulation, pool, log } = poolWithLog({ servers: 2 });
    pool.enter(0, 2);
    pool.enter(1, 3);
    pool.enter(2, 1);
    pool.enter(3, 1);
    pool.setServers(0);
    expect(pool.servers).toBe(2);
    simulation.run(5);
    expect(log).toEqual([
      [2, 0],
      [3, 1],
    ]);
    expect([pool.busy, pool.servers, pool.queueLength]).toEqual([0, 0, 2]);
    pool.setServers(3);
    simulation.run(10);
    expect(log.slice(2)).toEqual([
      [6, 2],
      [6, 3],
    ]);
    expect(pool.totals()).toMatchObject({
      capacitySeconds: 2 + 3 + 15,
      busySeconds: 7,
      waitSeconds: 10,
      started: 4,
    });
  });

  it('drops everything on eviction and works on', () => {
    const { simulation, pool, log } = poolWithLog({ servers: 1 });
    [5, 5, 5].forEach((service, job) => {
      pool.enter(job, service);
    });
    simulation.run(1);
    const evicted: number[] = [];
    pool.evict((job) => evicted.push(job));
    expect(evicted).toEqual([0, 1, 2]);
    expect([pool.busy, pool.queueLength]).toEqual([0, 0]);
    pool.enter(9, 1);
    simulation.run(20);
    expect(log).toEqual([[2, 9]]);
    expect(pool.totals()).toMatchObject({
      arrivals: 4,
      completions: 1,
      withdrawn: 3,
      started: 2,
      waitSeconds: 0,
      queueSeconds: 2,
      busySeconds: 2,
    });
  });

  it('agrees with a plain list of servers on any load (property)', () => {
    const job = fc.record({ gap: fc.integer({ min: 0, max: 4 }), service: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(job, { maxLength: 80 }), (servers, jobs) => {
        const { simulation, pool, log } = poolWithLog({ servers });
        const enter = simulation.handler((index) => pool.enter(index, jobs[index]!.service));
        const freeAt = new Array<number>(servers).fill(0);
        let time = 0;
        const expected = jobs.map(({ gap, service }, index) => {
          time += gap;
          simulation.scheduleAt(time, enter, index);
          freeAt.sort((a, b) => a - b);
          freeAt[0] = Math.max(time, freeAt[0]!) + service;
          return freeAt[0];
        });
        simulation.run(Infinity);
        expect(log.map(([end, index]) => end - expected[index]!)).toEqual(log.map(() => 0));
        expect(log.length).toBe(jobs.length);
        const totals = pool.totals();
        expect(totals.busySeconds).toBe(jobs.reduce((sum, { service }) => sum + service, 0));
        expect(totals.waitSeconds).toBe(totals.queueSeconds);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('ServerPool, processor sharing', () => {
  it('shares the servers equally', () => {
    const { simulation, pool, log } = poolWithLog({ discipline: 'ps' });
    pool.enter(0, 1);
    pool.enter(1, 2);
    simulation.run(10);
    expect(log).toEqual([
      [2, 0],
      [3, 1],
    ]);
    expect(pool.totals()).toMatchObject({ busySeconds: 3, queueSeconds: 2, waitSeconds: 2, completions: 2 });
  });

  it('gives a job at most one server', () => {
    const { simulation, pool, log } = poolWithLog({ discipline: 'ps', servers: 4, speed: 2 });
    pool.enter(0, 1);
    pool.enter(1, 2);
    simulation.run(10);
    expect(log).toEqual([
      [0.5, 0],
      [1, 1],
    ]);
  });

  it('refuses, changes servers and speed, evicts', () => {
    const { simulation, pool, log } = poolWithLog({ discipline: 'ps', servers: 1, queueLimit: 1 });
    expect([pool.enter(0, 2), pool.enter(1, 2), pool.enter(2, 2)]).toEqual([true, true, false]);
    simulation.run(2); // 1 left each
    pool.setServers(2);
    simulation.run(2.5); // 0.5 left each
    pool.setSpeed(0);
    simulation.run(10);
    pool.setSpeed(0.5);
    simulation.run(11);
    expect(log).toEqual([
      [11, 0],
      [11, 1],
    ]);
    pool.enter(3, 1);
    pool.enter(4, 1);
    const evicted: number[] = [];
    pool.evict((job) => evicted.push(job));
    expect(evicted).toEqual([3, 4]);
    simulation.run(20);
    expect(log.length).toBe(2);
    expect(pool.totals()).toMatchObject({
      arrivals: 5,
      refused: 1,
      withdrawn: 2,
      completions: 2,
      inProgress: 0,
    });
  });

  it('agrees with a fluid model that is stepped from event to event (property)', () => {
    const job = fc.record({
      gap: fc.double({ min: 0, max: 2, noNaN: true }),
      work: fc.double({ min: 0, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(job, { minLength: 1, maxLength: 40 }),
        (servers, jobs) => {
          const { simulation, pool, log } = poolWithLog({ servers, discipline: 'ps' });
          const enter = simulation.handler((index) => pool.enter(index, jobs[index]!.work));
          let time = 0;
          const arrivals = jobs.map(({ gap }) => (time += gap));
          for (const [index, arrival] of arrivals.entries()) simulation.scheduleAt(arrival, enter, index);
          simulation.run(Infinity);
          const ends = fluidEnds(
            servers,
            arrivals,
            jobs.map(({ work }) => work),
          );
          expect(log.length).toBe(jobs.length);
          for (const [end, index] of log) expect(end).toBeCloseTo(ends[index]!, 8);
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });
});

/** Completion times under processor sharing, by stepping all jobs to every next arrival or completion. */
function fluidEnds(servers: number, arrivals: number[], works: number[]): number[] {
  const left = [...works];
  const ends = works.map(() => Infinity);
  let now = 0;
  let next = 0;
  const present = new Set<number>();
  while (next < arrivals.length || present.size > 0) {
    const rate = Math.min(1, servers / present.size);
    const first = Math.min(...[...present].map((job) => left[job]!)) / rate;
    const step = Math.min(first, (arrivals[next] ?? Infinity) - now);
    now += step;
    for (const job of present) {
      left[job]! -= step * rate;
      if (left[job]! > 1e-12) continue;
      ends[job] = now;
      present.delete(job);
    }
    while (next < arrivals.length && arrivals[next]! <= now + 1e-15) present.add(next++);
  }
  return ends;
}

describe('ServerPool', () => {
  it.each([
    [{ servers: -1 }, /servers/],
    [{ servers: 1.5 }, /servers/],
    [{ servers: Infinity }, /servers/],
    [{ queueLimit: -1 }, /queueLimit/],
    [{ speed: -1 }, /speed/],
    [{ speed: Infinity }, /speed/],
  ])('refuses %o', (options, message) => {
    expect(() => poolWithLog(options)).toThrow(message);
  });

  it.each(['fcfs', 'ps'] as const)('refuses a service time that cannot be (%s)', (discipline) => {
    const { pool } = poolWithLog({ discipline });
    expect(() => pool.enter(0, -1)).toThrow(RangeError);
    expect(() => pool.enter(0, Number.NaN)).toThrow(RangeError);
    pool.enter(0, 1);
    expect(() => pool.enter(0, Number.NaN)).toThrow(RangeError);
  });
});
