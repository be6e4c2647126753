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
});
