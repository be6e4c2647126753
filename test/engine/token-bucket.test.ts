import { describe, expect, it } from 'vitest';
import { Simulation, TokenBucket } from '../../src/engine/index.js';

describe('TokenBucket', () => {
  it('limits a rate', () => {
    const simulation = new Simulation();
    const bucket = new TokenBucket(simulation, { ratePerSecond: 2, capacity: 3 });
    expect([1, 2, 3, 4].map(() => bucket.tryTake())).toEqual([true, true, true, false]);
    simulation.run(0.5);
    expect(bucket.tryTake()).toBe(true);
    simulation.run(10);
    expect(bucket.level()).toBe(3);
    expect(bucket.tryTake(4)).toBe(false);
    expect([bucket.taken, bucket.refused]).toEqual([4, 2]);
  });

  it('tells once when a drain has emptied it, and again after it has recovered', () => {
    const simulation = new Simulation();
    const empty: number[] = [];
    const bucket = new TokenBucket(simulation, {
      ratePerSecond: 1,
      capacity: 100,
      initial: 10,
      onEmpty: () => empty.push(simulation.now),
    });
    bucket.setDrain(3);
    simulation.run(1);
    expect(bucket.level()).toBe(8);
    expect(bucket.tryTake(2)).toBe(true);
    simulation.run(50);
    expect(empty).toEqual([4]);
    bucket.setRate(1.5);
    expect(bucket.level()).toBe(0);
    simulation.run(60);
    expect(empty).toEqual([4]);
    bucket.setDrain(0);
    simulation.run(62);
    expect(bucket.level()).toBe(3);
    bucket.setDrain(2.5);
    simulation.run(100);
    expect(empty).toEqual([4, 65]);
  });

  it('refuses what cannot be', () => {
    const simulation = new Simulation();
    expect(() => new TokenBucket(simulation, { ratePerSecond: -1, capacity: 1 })).toThrow(RangeError);
    expect(() => new TokenBucket(simulation, { ratePerSecond: 1, capacity: 1, initial: 2 })).toThrow(
      RangeError,
    );
    const bucket = new TokenBucket(simulation, { ratePerSecond: 1, capacity: 1 });
    expect(() => bucket.setDrain(Number.NaN)).toThrow(RangeError);
  });
});
