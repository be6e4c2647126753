import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ARGUMENT,
  type EventQueue,
  HANDLER,
  MEMBER,
  SEQUENCE,
  TIME,
} from '../../src/engine/event-queue/layout.js';
import { createEventQueue, type QueueKind } from '../../src/engine/event-queue.js';
import { Simulation } from '../../src/engine/index.js';

function push(queue: EventQueue, time: number, sequence: number, handler: number, argument: number): void {
  const { floats, words, free } = queue;
  floats[(free >> 1) | TIME] = time;
  floats[(free >> 1) | SEQUENCE] = sequence;
  words[free | HANDLER] = handler;
  words[free | ARGUMENT] = argument;
  words[free | MEMBER] = memberOf(sequence);
  queue.push();
}

/** So that two members of a handler are told apart. */
const memberOf = (sequence: number) => (sequence >> 3) & 1;

/** Handler, argument and member of the event taken last. */
const taken = ({ words, free: event }: EventQueue) => [
  words[event | HANDLER]!,
  words[event | ARGUMENT]!,
  words[event | MEMBER]!,
];
const argumentOf = (queue: EventQueue) => taken(queue)[1]!;

const KINDS: QueueKind[] = ['calendar', 'binary', 'quaternary'];

describe.each(KINDS)('the %s event queue', (kind) => {
  it('gives the events of a sorted list, ties in order of arrival', () => {
    // null takes an event, a negative number withdraws a handler's member, others add an event that far after the last taken
    const increment = fc.oneof(
      fc.constant(null),
      fc.integer({ min: -1, max: 3 }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(increment, { maxLength: 400 }), (steps) => {
        const queue = createEventQueue(kind);
        let pending: { time: number; id: number }[] = [];
        let now = 0;
        steps.forEach((step, id) => {
          pending.sort((a, b) => a.time - b.time || a.id - b.id);
          if (step === null && pending.length > 0) {
            const first = pending.shift()!;
            expect(queue.nextTime()).toBe(first.time);
            expect(queue.nextSequence()).toBe(first.id);
            queue.pop();
            expect(taken(queue)).toEqual([first.id % 5, first.id + 1, memberOf(first.id)]);
            now = first.time;
          } else if (step !== null && step < 0) {
            const isWithdrawn = (event: { id: number }) =>
              event.id % 5 === id % 5 && memberOf(event.id) === memberOf(id);
            const withdrawn = pending.filter(isWithdrawn);
            expect(queue.withdraw(id % 5, memberOf(id))).toEqual(
              withdrawn.map((event) => ({ time: event.time, sequence: event.id, argument: event.id + 1 })),
            );
            pending = pending.filter((event) => !isWithdrawn(event));
          } else if (step !== null) {
            pending.push({ time: now + step, id });
            push(queue, now + step, id, id % 5, id + 1);
          }
          expect(queue.size).toBe(pending.length);
        });
        if (pending.length === 0) expect(queue.nextTime()).toBe(Infinity);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('the structures', () => {
  const INCREMENTS: Record<string, (u: number) => number> = {
    exponential: (u) => -Math.log(1 - u),
    'ties of whole numbers': (u) => Math.floor(u * 5),
    'one constant': () => 3,
    'bimodal, one in ten a thousand times as long': (u) => (u < 0.1 ? 1e4 * u : u),
    'bimodal, one in a hundred a million times as long': (u) => (u < 0.01 ? 1e8 * u : u),
    'heavy-tailed': (u) => (1 - u) ** -2,
    'heavy-tailed without a mean': (u) => (1 - u) ** -5,
    'bursts every ten': (u) => 10 - Math.floor(u * 1e5) * 1e-12,
    'all at once': () => 0,
  };

  it.each(Object.keys(INCREMENTS))('agree on increments that are %s', (name) => {
    const stream = new Simulation({ seed: 5 }).stream(name);
    for (const pending of [3, 40, 700, 5000]) {
      const queues = KINDS.map(createEventQueue);
      let sequence = 0;
      const add = (now: number): void => {
        const time = now + INCREMENTS[name]!(stream.uniform());
        for (const queue of queues) push(queue, time, sequence, sequence % 7, sequence % 1e6);
        sequence++;
      };
      for (let event = 0; event < pending; event++) add(0);
      let differences = 0;
      for (let operation = 0; operation < 10_000; operation++) {
        const [time, other, third] = queues.map((queue) => {
          const next = queue.nextTime();
          queue.pop();
          return next;
        });
        const [first] = queues;
        const agree = queues.every((queue) => `${taken(queue)}` === `${taken(first!)}`);
        if (time !== other || time !== third || !agree) differences++;
        // numbers that drift up and down: none, one or two new events for each that has run
        const births = first!.size < 2 || stream.uniform() < 0.5 ? 1 : stream.integer(2) * 2;
        for (let birth = 0; birth < births; birth++) add(time!);
      }
      expect(differences).toBe(0);
    }
  });

  it('follow a queue from one event to 20,000 and back, and across a gap of years', () => {
    const stream = new Simulation({ seed: 6 }).stream('gap');
    const queues = KINDS.map(createEventQueue);
    let sequence = 0;
    let now = 0;
    let differences = 0;
    for (const target of [1, 20_000, 1, 500, 0, 3]) {
      while (queues[0]!.size < target) {
        const time = now + stream.exponential(1);
        for (const queue of queues) push(queue, time, sequence, 0, sequence);
        sequence++;
      }
      while (queues[0]!.size > target) {
        const times = queues.map((queue) => queue.nextTime());
        for (const queue of queues) queue.pop();
        const [first, ...others] = queues;
        if (
          others.some(
            (queue, index) => times[index + 1] !== times[0] || argumentOf(queue) !== argumentOf(first!),
          )
        ) {
          differences++;
        }
        now = times[0]!;
      }
      now += 1e8;
    }
    expect(differences).toBe(0);
  });

  /** Operations of a hold model at which the structures do not agree. */
  function differencesOf(
    pending: number,
    operations: number,
    increment: (operation: number) => number,
  ): number {
    const queues = KINDS.map(createEventQueue);
    let differences = 0;
    let now = 0;
    for (let operation = 0; operation < operations; operation++) {
      const time = now + increment(operation);
      for (const queue of queues) push(queue, time, operation, 0, operation);
      if (operation < pending) continue;
      const times = queues.map((queue) => queue.nextTime());
      for (const queue of queues) queue.pop();
      if (new Set(times).size > 1 || new Set(queues.map(argumentOf)).size > 1) differences++;
      now = times[0]!;
    }
    return differences;
  }

  it('follow a load that bursts and falls silent with a few events pending, as those of a small site are', () => {
    const stream = new Simulation({ seed: 7 }).stream('bursts');
    for (const pending of [3, 30]) {
      const busy = (operation: number) => (Math.floor(operation / 5000) % 2 === 0 ? 0.001 : 10);
      const increment = (operation: number) =>
        stream.uniform() < 0.1 ? 30 + stream.uniform() : stream.exponential(busy(operation));
      expect(differencesOf(pending, 50_000, increment)).toBe(0);
    }
  });

  it('go on when the time between events is too small to be told from none, and when it grows again', () => {
    for (const tiny of [Number.MIN_VALUE, 1e-300, 1e-17])
      expect(differencesOf(12, 4000, (operation) => (operation < 2000 ? (operation % 7) * tiny : 0.25))).toBe(
        0,
      );
  });
});
