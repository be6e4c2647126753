import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/index.js';

describe('timers', () => {
  it('do not fire once cancelled, and leave at once', () => {
    const simulation = new Simulation();
    const log: number[] = [];
    const handler = simulation.handler((argument) => log.push(argument));
    const timers = [1, 2, 3].map((delay) => simulation.startTimer(delay, handler, delay));
    simulation.cancelTimer(timers[1]!);
    expect(simulation.pendingEvents).toBe(2);
    simulation.run(5);
    expect(log).toEqual([1, 3]);
    expect(simulation.executedEvents).toBe(2);
  });

  it('can be cancelled harmlessly after they fired, when their slot serves another', () => {
    const simulation = new Simulation();
    const log: number[] = [];
    const handler = simulation.handler((argument) => log.push(argument));
    const first = simulation.startTimer(1, handler, 1);
    simulation.run(1);
    const second = simulation.startTimer(1, handler, 2);
    simulation.cancelTimer(first);
    simulation.cancelTimer(first);
    simulation.cancelTimer(0);
    simulation.run(5);
    expect(log).toEqual([1, 2]);
    simulation.cancelTimer(second);
    expect(simulation.executedEvents).toBe(2);
  });

  it('cannot be kept in 32 bits without being noticed', () => {
    const simulation = new Simulation();
    const handler = simulation.handler(() => {});
    simulation.startTimer(1, handler, 0);
    const kept = Int32Array.of(simulation.startTimer(1, handler, 0));
    expect(() => simulation.cancelTimer(kept[0]!)).toThrow(/32 bits/);
  });

  it('can be moved, and then rank as if started anew', () => {
    const simulation = new Simulation();
    const log: [number, number][] = [];
    const handler = simulation.handler((argument) => log.push([simulation.now, argument]));
    const timer = simulation.startTimer(1, handler, 1);
    simulation.schedule(2, handler, 2);
    expect(simulation.moveTimer(timer, 2)).toBe(true);
    simulation.run(5);
    expect(log).toEqual([
      [2, 2],
      [2, 1],
    ]);
    expect(simulation.moveTimer(timer, 2)).toBe(false);
    expect(simulation.executedEvents).toBe(2);
  });

  it('behave like a list sorted by (time, order), whatever is started, cancelled and moved', () => {
    const step = fc.record({
      kind: fc.constantFrom('start', 'schedule', 'cancel', 'move', 'run'),
      delay: fc.integer({ min: 0, max: 5 }),
      which: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const simulation = new Simulation();
        const fired: number[] = [];
        const handler = simulation.handler((argument) => fired.push(argument));
        let expected: { time: number; order: number; id: number }[] = [];
        const expectedFired: number[] = [];
        const timers: number[] = [];
        steps.forEach(({ kind, delay, which }, order) => {
          const id = which % (timers.length + 1);
          const time = simulation.now + delay;
          if (kind === 'start') {
            expected.push({ time, order, id: timers.length });
            timers.push(simulation.startTimer(delay, handler, timers.length));
          } else if (kind === 'schedule') {
            expected.push({ time, order, id: -1 });
            simulation.schedule(delay, handler, -1);
          } else if (kind === 'cancel' && id < timers.length) {
            simulation.cancelTimer(timers[id]!);
            expected = expected.filter((timer) => timer.id !== id);
          } else if (kind === 'move' && id < timers.length) {
            const runs = expected.some((timer) => timer.id === id);
            expect(simulation.moveTimer(timers[id]!, delay)).toBe(runs);
            expected = expected.filter((timer) => timer.id !== id);
            if (runs) expected.push({ time, order, id });
          } else if (kind === 'run') {
            simulation.run(time);
            expected.sort((a, b) => a.time - b.time || a.order - b.order);
            expectedFired.push(...expected.filter((timer) => timer.time <= time).map((timer) => timer.id));
            expected = expected.filter((timer) => timer.time > time);
          }
          expect(simulation.pendingEvents).toBe(expected.length);
        });
        expect(fired).toEqual(expectedFired);
        expect(simulation.executedEvents).toBe(fired.length);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
