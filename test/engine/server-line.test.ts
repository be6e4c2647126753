import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerLine, ServerPool, Simulation } from '../../src/engine/index.js';

/** Runs the same jobs through a line and a pool, and returns the ends that each gave and both totals at `until`. */
function both(jobs: readonly (readonly [gap: number, service: number])[], servers: number, until: number) {
  const simulation = new Simulation();
  const line = new ServerLine(simulation, { name: 'line', servers });
  const lineEnds: number[] = [];
  const poolEnds: number[] = [];
  const pool = new ServerPool(simulation, {
    name: 'pool',
    servers,
    done: (job) => {
      poolEnds[job] = simulation.now;
    },
  });
  const arrive = simulation.handler((job) => {
    lineEnds[job] = line.serve(jobs[job]![1]);
    pool.enter(job, jobs[job]![1]);
  });
  let time = 0;
  for (const [job, [gap]] of jobs.entries()) {
    time += gap;
    simulation.scheduleAt(time, arrive, job);
  }
  simulation.run(until);
  const totals = { line: line.totals(), pool: pool.totals(), lineMax: line.maxQueue, poolMax: pool.maxQueue };
  simulation.run(1e9);
  return { lineEnds, poolEnds, ...totals };
}

describe('ServerLine', () => {
  it('ends every job when a first-come-first-served pool would, and tells the same of itself at any time', () => {
    const jobs = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        jobs.map((list) => list.map(([gap, service]) => [gap, service + 0.37] as const)),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 120 }),
        (list, servers, until) => {
          // Services of n + 0.37 s: no arrival at the moment of an end, where the pool's event and the line may differ.
          // Half a second off the grid: no job starts or ends at the very moment of looking.
          const { lineEnds, poolEnds, line, pool, lineMax, poolMax } = both(list, servers, until + 0.5);
          expect(lineEnds).toEqual(poolEnds);
          for (const key of Object.keys(pool) as (keyof typeof pool)[])
            expect(line[key]).toBeCloseTo(pool[key], 9);
          expect(lineMax).toBe(poolMax);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it('finds the server that is free first among many, however they are taken', () => {
    const jobs = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 90 })), {
      minLength: 60,
      maxLength: 150,
    });
    fc.assert(
      fc.property(
        jobs.map((list) => list.map(([gap, service]) => [gap, service + 0.37] as const)),
        fc.integer({ min: 6, max: 60 }),
        (list, servers) => {
          const { lineEnds, poolEnds } = both(list, servers, 100.5);
          expect(lineEnds).toEqual(poolEnds);
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });

  it('serves by the servers that it has after a change of their number', () => {
    const simulation = new Simulation();
    const line = new ServerLine(simulation, { name: 'line', servers: 3 });
    for (const seconds of [5, 7]) line.serve(seconds); // the third server's turn is next
    line.setServers(2);
    expect([line.serve(1), line.serve(1)]).toEqual([6, 7]);
    line.setServers(4);
    expect([line.serve(2), line.serve(3), line.serve(1)]).toEqual([2, 3, 3]);
  });

  it('forgets what it was doing when it is cleared', () => {
    const simulation = new Simulation();
    const line = new ServerLine(simulation, { name: 'line', servers: 1 });
    line.serve(10);
    line.serve(10);
    simulation.run(4);
    line.clear();
    expect(line.totals()).toMatchObject({
      busySeconds: 4,
      queueSeconds: 4,
      // The second never began, so what it waited is no wait of those that did.
      waitSeconds: 0,
      unservedWaitSeconds: 4,
      started: 1,
      inProgress: 0,
      withdrawn: 2,
      completions: 0,
    });
    expect(line.serve(1)).toBe(5);
  });

  it('counts capacity by the servers it had', () => {
    const simulation = new Simulation();
    const line = new ServerLine(simulation, { name: 'line', servers: 2 });
    simulation.run(10);
    line.setServers(0);
    simulation.run(20);
    line.setServers(3);
    simulation.run(30);
    expect(line.totals().capacitySeconds).toBe(50);
    line.setServers(0);
    expect(() => line.serve(1)).toThrow('no server');
  });
});
