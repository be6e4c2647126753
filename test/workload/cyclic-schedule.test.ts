import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/index.js';
import { CyclicSchedule } from '../../src/workload/cyclic-schedule.js';

/** Ten members from 5 on, one each second of a period of 10 s. */
function watch(options: Partial<ConstructorParameters<typeof CyclicSchedule>[1]>, until: number) {
  const simulation = new Simulation();
  const due: [member: number, time: number][] = [];
  new CyclicSchedule(simulation, {
    first: 5,
    count: 10,
    periodSeconds: 10,
    phase: (member) => (member - 5) / 10,
    due: (member) => due.push([member, Math.round(simulation.now)]),
    ...options,
  });
  simulation.run(until);
  return { due, simulation };
}

describe('a cyclic schedule', () => {
  it('calls each member once a period with one event pending', () => {
    const { due, simulation } = watch({}, 19.5);
    expect(due).toEqual(Array.from({ length: 20 }, (_, time) => [5 + (time % 10), time]));
    expect(simulation.pendingEvents).toBe(1);
  });

  it('leaves members out, and draws their phases all the same', () => {
    const asked: number[] = [];
    const { due } = watch(
      {
        leavesOut: (member) => member % 2 === 0,
        phase: (member) => {
          asked.push(member);
          return (member - 5) / 10;
        },
      },
      9.5,
    );
    expect(due.map(([member]) => member)).toEqual([5, 7, 9, 11, 13]);
    expect(asked).toHaveLength(10);
    expect(watch({ leavesOut: () => true }, 100).simulation.executedEvents).toBe(0);
  });

  it('asks for skips in order, and spends no event on a member that skips', () => {
    const asked: number[] = [];
    const { due, simulation } = watch(
      {
        skips: (member) => {
          asked.push(member);
          return member !== 8;
        },
      },
      24.5,
    );
    expect(due).toEqual([
      [8, 3],
      [8, 13],
      [8, 23],
    ]);
    expect(asked.slice(0, 14)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 5, 6, 7, 8]);
    expect(simulation.executedEvents).toBe(3);
  });

  it('does not look for ever for a member that never comes', () => {
    const { due, simulation } = watch({ skips: () => true }, 95);
    expect(due).toEqual([]);
    expect(simulation.executedEvents).toBeLessThan(12);
  });

  it('touches every member before it is due', () => {
    const touched = new Set<number>();
    const untouched = new Set<number>();
    watch(
      {
        count: 100,
        phase: (member) => (member - 5) / 100,
        touch: (member) => touched.add(member),
        due: (member) => touched.has(member) || untouched.add(member),
      },
      30,
    );
    expect(touched.size).toBe(100);
    // Those that come before the schedule has looked ahead for the first time.
    expect([...untouched]).toEqual(Array.from({ length: 32 }, (_, index) => 5 + index));
  });

  it('keeps the order of members with one phase', () => {
    const { due } = watch({ phase: () => 0.5 }, 9);
    expect(due.map(([member]) => member)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  });

  it('does nothing without members, and refuses a period without length', () => {
    expect(watch({ count: 0 }, 1000).due).toEqual([]);
    expect(() => watch({ periodSeconds: 0 }, 1)).toThrow('a period must be longer than 0 s');
  });
});
