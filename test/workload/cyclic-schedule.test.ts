import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/index.js';
import { CyclicSchedule } from '../../src/workload/cyclic-schedule.js';

function schedule(phases: readonly number[], periodSeconds = 100, first = 10) {
  const simulation = new Simulation();
  const seen: [number, number][] = [];
  new CyclicSchedule(simulation, {
    first,
    count: phases.length,
    periodSeconds,
    phase: (member) => phases[member - first]!,
    due: (member) => seen.push([simulation.now, member]),
  });
  return { simulation, seen };
}

describe('a cyclic schedule', () => {
  it('calls each member once a period, at its own phase', () => {
    const { simulation, seen } = schedule([0.5, 0, 0.25]);
    simulation.run(130);
    expect(seen).toEqual([
      [0, 11],
      [25, 12],
      [50, 10],
      [100, 11],
      [125, 12],
    ]);
  });

  it('keeps the order of members with one phase', () => {
    const { simulation, seen } = schedule([0.5, 0.5, 0.5]);
    simulation.run(99);
    expect(seen.map(([, member]) => member)).toEqual([10, 11, 12]);
  });

  it('has one event pending, however many members there are', () => {
    const simulation = new Simulation();
    let calls = 0;
    const phases = simulation.stream('phase');
    new CyclicSchedule(simulation, {
      first: 0,
      count: 100_000,
      periodSeconds: 3600,
      phase: () => phases.uniform(),
      due: () => calls++,
    });
    let steps = 0;
    const handler = simulation.handler(() => steps++);
    // All that is pending besides: one event, which the schedule's own handler must follow.
    expect(simulation.withdraw(handler - 1)).toHaveLength(1);
    simulation.run(3600);
    expect([calls, steps]).toEqual([0, 0]);
  });

  it('does nothing without members, and refuses a period without length', () => {
    const { simulation, seen } = schedule([]);
    simulation.run(1000);
    expect(seen).toEqual([]);
    expect(() => schedule([0], 0)).toThrow('a period must be longer than 0 s');
  });
});
