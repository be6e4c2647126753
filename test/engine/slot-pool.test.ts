import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation, SlotPool } from '../../src/engine/index.js';

describe('SlotPool', () => {
  it('grants free slots at once and released ones in order', () => {
    const simulation = new Simulation();
    const granted: number[] = [];
    const pool = new SlotPool(simulation, {
      name: 's',
      slots: 2,
      granted: (job) => granted.push(job),
      queueLimit: 2,
    });
    expect([1, 2, 3, 4, 5].map((job) => pool.acquire(job))).toEqual([true, true, true, true, false]);
    expect(granted).toEqual([1, 2]);
    expect(pool.tryAcquire()).toBe(false);
    simulation.run(3);
    pool.release();
    expect(granted).toEqual([1, 2, 3]);
    expect([pool.held, pool.queueLength, pool.maxQueue]).toEqual([2, 1, 2]);
    expect(pool.totals()).toMatchObject({
      busySeconds: 6,
      queueSeconds: 6,
      capacitySeconds: 6,
      arrivals: 6,
      started: 3,
      refused: 2,
      completions: 1,
      inProgress: 3,
      waitSeconds: 3,
    });
  });

  it('takes without waiting', () => {
    const pool = new SlotPool(new Simulation(), { name: 's', slots: 1 });
    expect([pool.tryAcquire(), pool.tryAcquire()]).toEqual([true, false]);
    pool.release();
    expect(pool.tryAcquire()).toBe(true);
    pool.release();
    expect(() => pool.release()).toThrow(/without a held slot/);
  });

  it('shrinks as slots are released and grows at once', () => {
    const simulation = new Simulation();
    const granted: number[] = [];
    const pool = new SlotPool(simulation, { name: 's', slots: 2, granted: (job) => granted.push(job) });
    for (const job of [1, 2, 3, 4]) pool.acquire(job);
    pool.setSlots(1);
    simulation.run(1);
    expect(pool.servers).toBe(2);
    pool.release();
    expect([pool.held, pool.servers, granted.length]).toEqual([1, 1, 2]);
    simulation.run(2);
    pool.setSlots(5);
    expect([pool.held, granted.length]).toEqual([3, 4]);
    expect(pool.totals().capacitySeconds).toBe(3);
  });

  it('drops the waiting jobs on eviction', () => {
    const simulation = new Simulation();
    const pool = new SlotPool(simulation, { name: 's', slots: 1 });
    for (const job of [1, 2, 3]) pool.acquire(job);
    simulation.run(2);
    const evicted: number[] = [];
    pool.evict((job) => evicted.push(job));
    expect(evicted).toEqual([2, 3]);
    expect(pool.totals()).toMatchObject({ withdrawn: 2, inProgress: 1, waitSeconds: 0, queueSeconds: 4 });
  });

  it('serves a line of 100,000 jobs that give their slot back at once', () => {
    const simulation = new Simulation();
    let served = 0;
    const pool: SlotPool = new SlotPool(simulation, {
      name: 's',
      slots: 1,
      granted: () => {
        served++;
        if (served > 1) pool.release();
      },
    });
    for (let job = 0; job < 100_000; job++) pool.acquire(job);
    pool.release();
    expect(served).toBe(100_000);
    expect(pool.held).toBe(0);
  });

  it('survives a job that asks again from within its grant', () => {
    const simulation = new Simulation();
    let rounds = 0;
    const pool: SlotPool = new SlotPool(simulation, {
      name: 's',
      slots: 1,
      granted: (job) => {
        pool.release();
        if (++rounds < 100_000) pool.acquire(job);
      },
    });
    pool.acquire(1);
    simulation.run(1);
    expect(rounds).toBe(100_000);
    expect(pool.totals()).toMatchObject({ completions: 100_000, inProgress: 0 });
  });

  it('gives back later without an event while nobody waits, and tells the time', () => {
    const simulation = new Simulation();
    const returned: [tag: number, time: number][] = [];
    const pool = new SlotPool(simulation, {
      name: 's',
      slots: 3,
      returned: (tag, time) => returned.push([tag, time]),
    });
    for (let taken = 0; taken < 3; taken++) pool.tryAcquire();
    pool.releaseLater(2, 20);
    pool.releaseLater(1, 10);
    expect(() => pool.releaseLater(-1, 0)).toThrow(/seconds/);
    simulation.run(4);
    expect([simulation.executedEvents, pool.held]).toEqual([0, 1]);
    expect(returned).toEqual([
      [10, 1],
      [20, 2],
    ]);
    expect(pool.totals()).toMatchObject({ busySeconds: 3 + 2 + 1 + 1, completions: 2, inProgress: 1 });
    pool.releaseLater(1, 30);
    expect(() => pool.release()).toThrow(/without a held slot/);
    pool.releaseAll();
    simulation.run(9);
    expect([pool.held, returned.length]).toEqual([0, 2]);
  });

  it('does the same whether slots come back by releaseLater or by an event of the caller', () => {
    type Visit = readonly [gap: number, holdFor: number];
    const visits = fc.array(fc.tuple(fc.nat(5), fc.nat(20)), { minLength: 1, maxLength: 60 });
    const play = (list: readonly Visit[], slots: number, later: boolean) => {
      const simulation = new Simulation();
      const grants: [job: number, time: number][] = [];
      const pool = new SlotPool(simulation, {
        name: 's',
        slots,
        granted: (job) => {
          grants.push([job, simulation.now]);
          if (later) pool.releaseLater(list[job]![1], job);
          else simulation.schedule(list[job]![1], release, 0);
        },
      });
      const release = simulation.handler(() => pool.release());
      const arrive = simulation.handler((job) => pool.acquire(job));
      let time = 0;
      // A half keeps arrivals and releases apart: which of two at the same time comes first is another question.
      list.forEach(([gap], job) => {
        time += gap;
        simulation.scheduleAt(time + 0.5 * (job / list.length), arrive, job);
      });
      simulation.run(7);
      const early = pool.totals();
      simulation.run(10_000);
      return { grants, early, end: pool.totals(), maxQueue: pool.maxQueue };
    };
    fc.assert(
      fc.property(visits, fc.integer({ min: 1, max: 4 }), (list, slots) => {
        expect(play(list, slots, true)).toEqual(play(list, slots, false));
      }),
      { seed: 1 },
    );
  });
});
