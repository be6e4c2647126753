import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/index.js';
import { type Kernel, SortedList } from './sorted-list.js';

function recorder(simulation: Simulation) {
  const log: [number, number][] = [];
  const handler = simulation.handler((argument) => log.push([simulation.now, argument]));
  return { log, handler };
}

/** What an event does: one of the calls that a kernel takes. */
interface Step {
  readonly kind: 'schedule' | 'start' | 'cancel' | 'move' | 'stop' | 'nothing';
  readonly delay: number;
  readonly which: number;
}

/** Each event does the next two of the steps, a run ends after each of the pieces; returns what happened when. */
function history(kernel: Kernel, steps: readonly Step[], pieces: readonly number[]): number[][] {
  const log: number[][] = [];
  const timers: number[] = [];
  let next = 0;
  const act = ({ kind, delay, which }: Step): void => {
    const timer = timers[which % Math.max(1, timers.length)] ?? 0;
    if (kind === 'schedule') kernel.schedule(delay, handler, next);
    else if (kind === 'start') timers.push(kernel.startTimer(delay, handler, next));
    else if (kind === 'cancel') kernel.cancelTimer(timer);
    else if (kind === 'move') log.push([Number(timer > 0 && kernel.moveTimer(timer, delay))]);
    else if (kind === 'stop') kernel.stop();
  };
  const handler = kernel.handler((argument) => {
    log.push([kernel.now, argument]);
    for (const step of steps.slice(next, next + 2)) {
      next++;
      act(step);
    }
  });
  kernel.schedule(1, handler, -1);
  kernel.startTimer(2, handler, -2);
  for (const piece of pieces) {
    kernel.run(kernel.now + piece);
    log.push([kernel.now, kernel.pendingEvents]);
  }
  return log;
}

describe('Simulation', () => {
  it('does what a sorted list does, whatever its events schedule, start, cancel, move and stop', () => {
    const step = fc.record({
      kind: fc.constantFrom('schedule', 'schedule', 'start', 'start', 'cancel', 'move', 'stop', 'nothing'),
      delay: fc.integer({ min: 0, max: 6 }),
      which: fc.nat(9),
    });
    const pieces = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), pieces, (steps, lengths) => {
        expect(history(new Simulation(), steps, lengths)).toEqual(history(new SortedList(), steps, lengths));
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  it('runs events in order of time, equal times in order of scheduling, timers included', () => {
    const simulation = new Simulation();
    const { log, handler } = recorder(simulation);
    simulation.schedule(2, handler, 1);
    simulation.startTimer(1, handler, 2);
    simulation.schedule(1, handler, 3);
    simulation.startTimer(1, handler, 4);
    simulation.scheduleAt(1, handler, 5);
    simulation.run(10);
    expect(log).toEqual([
      [1, 2],
      [1, 3],
      [1, 4],
      [1, 5],
      [2, 1],
    ]);
    expect(simulation.now).toBe(10);
    expect(simulation.executedEvents).toBe(5);
    expect(simulation.pendingEvents).toBe(0);
  });

  it('runs a method with its object, by an event and by a timer', () => {
    class Counter {
      sum = 0;
      add(argument: number): void {
        this.sum += argument;
      }
    }
    const simulation = new Simulation();
    const counters = [new Counter(), new Counter()];
    const handlers = counters.map((counter) => simulation.handlerOf(counter, counter.add));
    simulation.schedule(1, handlers[0]!, 5);
    simulation.startTimer(2, handlers[1]!, 7);
    simulation.schedule(3, handlers[0]!, 1);
    simulation.run(10);
    expect(counters.map(({ sum }) => sum)).toEqual([6, 7]);
  });

  it('tells the handler which of many alike objects an event is for', () => {
    const simulation = new Simulation();
    const log: number[][] = [];
    const handler = simulation.handler((argument, member) => log.push([simulation.now, argument, member]));
    simulation.schedule(1, handler, 10, 7);
    simulation.scheduleAt(2, handler, 20, -8);
    simulation.scheduleFrom(Float64Array.of(3), 0, handler, 30, 9);
    simulation.schedule(4, handler, 40);
    simulation.schedule(5, handler, 50, 7);
    expect(simulation.withdraw(handler, 7).map(({ argument }) => argument)).toEqual([10, 50]);
    simulation.run(10);
    expect(log).toEqual([
      [2, 20, -8],
      [3, 30, 9],
      [4, 40, 0],
    ]);
    expect(() => simulation.schedule(1, handler, 0, 1.5)).toThrow(RangeError);
  });

  it('executes events at the horizon and keeps later ones for the next run', () => {
    const simulation = new Simulation();
    const { log, handler } = recorder(simulation);
    simulation.schedule(5, handler, 1);
    simulation.schedule(5.5, handler, 2);
    simulation.startTimer(5.5, handler, 3);
    simulation.run(5);
    expect(log).toEqual([[5, 1]]);
    simulation.run(6);
    expect(log.length).toBe(3);
    expect(simulation.now).toBe(6);
  });

  it('runs until nothing is left when the horizon is infinite', () => {
    const simulation = new Simulation();
    const { log, handler } = recorder(simulation);
    simulation.schedule(5, handler, 1);
    simulation.startTimer(7, handler, 2);
    simulation.run(Infinity);
    expect(log.length).toBe(2);
    expect(simulation.now).toBe(7);
  });

  it('stops after the current event and can go on', () => {
    const simulation = new Simulation();
    const stop = simulation.handler(() => simulation.stop());
    const { log, handler } = recorder(simulation);
    simulation.schedule(1, stop, 0);
    simulation.schedule(1, handler, 7);
    simulation.run(3);
    expect(simulation.now).toBe(1);
    expect(log).toEqual([]);
    simulation.run(3);
    expect(log).toEqual([[1, 7]]);
  });

  it('goes on after an event has thrown', () => {
    const simulation = new Simulation();
    const fail = simulation.handler(() => {
      throw new Error('boom');
    });
    simulation.schedule(1, fail, 0);
    expect(() => simulation.run(3)).toThrow('boom');
    simulation.run(3);
    expect(simulation.now).toBe(3);
  });

  it('refuses delays, times, arguments and horizons that cannot be', () => {
    const simulation = new Simulation();
    const { handler } = recorder(simulation);
    for (const delay of [-1, Number.NaN, Infinity]) {
      expect(() => simulation.schedule(delay, handler, 0)).toThrow(RangeError);
      expect(() => simulation.startTimer(delay, handler, 0)).toThrow(RangeError);
    }
    expect(() => simulation.schedule(1, handler, 0.5)).toThrow(RangeError);
    expect(() => simulation.schedule(1, handler, 2 ** 31)).toThrow(RangeError);
    simulation.run(2);
    expect(() => simulation.scheduleAt(1, handler, 0)).toThrow(RangeError);
    expect(() => simulation.run(1)).toThrow(RangeError);
    expect(() => simulation.run(Number.NaN)).toThrow(RangeError);
  });

  it('refuses to be run from within an event', () => {
    const simulation = new Simulation();
    const nested = simulation.handler(() => simulation.run(9));
    simulation.schedule(1, nested, 0);
    expect(() => simulation.run(3)).toThrow('within an event');
  });

  it('gives one stream a name, whatever the order of creation', () => {
    const draws = (names: string[], options: { seed?: string | number; replication?: number } = {}) => {
      const simulation = new Simulation(options);
      const streams = new Map(names.map((name) => [name, simulation.stream(name)]));
      for (const stream of streams.values()) stream.uniform();
      expect(simulation.stream('a')).toBe(streams.get('a'));
      return Array.from({ length: 5 }, () => simulation.stream('a').uniform());
    };
    expect(draws(['a', 'b'])).toEqual(draws(['c', 'b', 'a']));
    expect(draws(['a'], { seed: 2 })).not.toEqual(draws(['a']));
    expect(draws(['a'], { replication: 1 })).not.toEqual(draws(['a']));
    expect(draws(['a'], { seed: '1', replication: 0 })).toEqual(draws(['a']));
  });
});
