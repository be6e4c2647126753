import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/index.js';
import { SpreadSchedule } from '../../src/workload/spread-schedule.js';

function watch() {
  const simulation = new Simulation({ seed: 4 });
  const due: [member: number, time: number][] = [];
  const schedule = new SpreadSchedule(simulation, (member) => due.push([member, simulation.now]));
  return { simulation, due, schedule };
}

describe('a spread schedule', () => {
  it('calls each member at exactly its time, in order', () => {
    const { simulation, due, schedule } = watch();
    const delays = simulation.stream('delays');
    const expected = Array.from({ length: 5000 }, (_, member): [number, number] => [
      member,
      delays.uniform() * 100,
    ]);
    simulation.run(7);
    for (const [member, delay] of expected) schedule.add(member, delay);
    simulation.run(200);
    const times = expected.map(([member, delay]): [number, number] => [member, 7 + delay]);
    expect(due).toEqual(times.sort(([, a], [, b]) => a - b));
  });

  it('keeps few events pending, however many wait', () => {
    const { simulation, due, schedule } = watch();
    const delays = simulation.stream('delays');
    for (let member = 0; member < 100_000; member++) schedule.add(member, delays.uniform() * 100);
    // One, and those in vain: a new first comes with probability 1/n at the n-th, 12 times of 100,000 in the mean.
    expect(simulation.pendingEvents).toBeLessThan(30);
    simulation.run(50);
    expect(simulation.pendingEvents).toBeLessThan(30);
    simulation.run(100);
    expect([due.length, simulation.pendingEvents]).toEqual([100_000, 0]);
  });

  it('calls members of one time in the order in which they were added, by one event', () => {
    const { simulation, due, schedule } = watch();
    for (const member of [3, 1, 2]) schedule.add(member, 5);
    expect(simulation.pendingEvents).toBe(1);
    simulation.run(5);
    expect(due).toEqual([3, 1, 2].map((member) => [member, 5]));
  });

  it('takes members in while it calls others, at once or later', () => {
    const simulation = new Simulation();
    const due: [member: number, time: number][] = [];
    const schedule: SpreadSchedule = new SpreadSchedule(simulation, (member) => {
      due.push([member, simulation.now]);
      if (member < 3) schedule.add(member + 1, member === 1 ? 0 : 2);
    });
    schedule.add(1, 1);
    schedule.add(9, 2);
    simulation.run(10);
    expect(due).toEqual([
      [1, 1],
      [2, 1],
      [9, 2],
      [3, 3],
    ]);
    expect(simulation.pendingEvents).toBe(0);
  });

  it('refuses a time that cannot be', () => {
    expect(() => watch().schedule.add(1, -1)).toThrow(RangeError);
    expect(() => watch().schedule.add(1, Number.NaN)).toThrow(RangeError);
    expect(() => watch().schedule.add(1, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});
