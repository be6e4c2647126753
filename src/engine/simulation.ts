import { ARGUMENT, type EventQueue, HANDLER, MEMBER, type WithdrawnEvent } from './event-queue/layout.js';
import { createEventQueue, type QueueKind } from './event-queue.js';
import { FigureStore } from './figures.js';
import { RandomStream } from './random-stream.js';
import { Timers } from './timers.js';

/** What an event runs; `argument` and `member` are the 32-bit integers it was scheduled with. */
export type Handler = (argument: number, member: number) => void;

/** A method of `Owner` that an event runs. */
type MethodHandler<Owner> = (this: Owner, argument: number, member: number) => void;

export interface SimulationOptions {
  /** Seed of all random streams (default 1). */
  readonly seed?: string | number;
  /** Replication, the other part of every stream's seed (default 0). */
  readonly replication?: number;
  /** Layout of the event queue; it changes speed, never results. */
  readonly queue?: QueueKind;
}

/** Sequences start above 2^32, so that V8 keeps the counter as a double from the first event on. */
const FIRST_SEQUENCE = 2 ** 32;

/**
 * A discrete-event simulation: clock, pending events, timers and named random streams.
 * Events run in order of (time, sequence): equal times run in the order in which they were scheduled.
 */
export class Simulation {
  /** Simulated time in seconds; written by the kernel alone. */
  now = 0.5; // a double from the start, see the constructor

  /** Room for what the objects of this simulation count. */
  readonly figures = new FigureStore();
  private readonly queue: EventQueue;
  private readonly timers = new Timers();
  private readonly handlers: MethodHandler<unknown>[] = [];
  private readonly owners: unknown[] = []; // by handler
  private readonly streams = new Map<string, RandomStream>();
  private readonly seedPrefix: string;
  private sequence = FIRST_SEQUENCE;
  private withdrawn = 0;
  private running = false;
  private stopped = false;

  constructor(options: SimulationOptions = {}) {
    // A field that becomes a double only later gives its object a new shape, which spoils all code that knew the old one.
    this.now = 0;
    this.queue = createEventQueue(options.queue ?? 'calendar');
    this.seedPrefix = `${options.seed ?? 1}/${options.replication ?? 0}/`;
  }

  /** Registers what an event may run and returns its number, to be given to `schedule`. */
  handler(run: Handler): number {
    return this.handlerOf(undefined, run);
  }

  /**
   * Registers a method of an object. For objects of which there are hundreds: they share the method, where a closure
   * each would be two more cache lines.
   */
  handlerOf<Owner>(owner: Owner, run: MethodHandler<Owner>): number {
    this.owners.push(owner);
    return this.handlers.push(run as MethodHandler<unknown>) - 1;
  }

  /**
   * Runs a handler `delay` seconds from now. Throws a RangeError unless 0 <= delay < Infinity and the argument is a 32-bit integer.
   * @param member 32-bit integer, the handler's second argument: which of many alike objects the event is for
   */
  schedule(delay: number, handler: number, argument: number, member = 0): void {
    if (!(delay >= 0 && delay < Infinity)) refuseDelay(delay);
    if (argument !== (argument | 0)) refuseArgument(argument);
    this.queue.floats[this.queue.free >> 1] = this.now + delay;
    this.add(handler, argument, member);
  }

  /**
   * Like `schedule` with the delay `delays[index]`. For code that runs once an event: a delay that is an argument costs a
   * heap number wherever V8 does not compile `schedule` into its caller.
   */
  scheduleFrom(delays: Float64Array, index: number, handler: number, argument: number, member = 0): void {
    const delay = delays[index]!;
    if (!(delay >= 0 && delay < Infinity)) refuseDelay(delay);
    if (argument !== (argument | 0)) refuseArgument(argument);
    this.queue.floats[this.queue.free >> 1] = this.now + delay;
    this.add(handler, argument, member);
  }

  /** Runs a handler at a time that is not in the past. Throws a RangeError as `schedule` does. */
  scheduleAt(time: number, handler: number, argument: number, member = 0): void {
    if (!(time >= this.now && time < Infinity)) refuseDelay(time - this.now);
    if (argument !== (argument | 0)) refuseArgument(argument);
    this.queue.floats[this.queue.free >> 1] = time;
    this.add(handler, argument, member);
  }

  /**
   * Like `schedule`, but can be cancelled or moved by the returned number, which is above 2^32: keep it in a
   * Float64Array, not in 32 bits. 0 is never a timer.
   */
  startTimer(delay: number, handler: number, argument: number): number {
    if (!(delay >= 0 && delay < Infinity)) refuseDelay(delay);
    if (argument !== (argument | 0)) refuseArgument(argument);
    return this.timers.start(this.now + delay, this.sequence++, handler, argument);
  }

  /** Cancels a timer. Harmless when it has fired, was cancelled before, or is 0. */
  cancelTimer(timer: number): void {
    if (this.timers.cancel(timer)) this.withdrawn++;
  }

  /** Lets a running timer fire `delay` seconds from now instead; false when it no longer runs. */
  moveTimer(timer: number, delay: number): boolean {
    if (!(delay >= 0 && delay < Infinity)) refuseDelay(delay);
    this.withdrawn++; // one sequence more, no event more
    return this.timers.move(timer, this.now + delay, this.sequence++);
  }

  /** Takes back all events of a handler's member (not its timers), in their order. Costs O(pending events): for rare occasions. */
  withdraw(handler: number, member = 0): WithdrawnEvent[] {
    const events = this.queue.withdraw(handler, member);
    this.withdrawn += events.length;
    return events;
  }

  /** The random stream of a name: its draws depend on seed, replication and name alone. */
  stream(name: string): RandomStream {
    const known = this.streams.get(name);
    if (known !== undefined) return known;
    const stream = new RandomStream(this.seedPrefix + name, this.figures.take(4));
    this.streams.set(name, stream);
    return stream;
  }

  /** Executes every event up to and including `until` and leaves the clock there (at the last event when `until` is Infinity). */
  run(until: number): void {
    if (!(until >= this.now))
      throw new RangeError(`cannot run until ${until} s: the clock stands at ${this.now} s`);
    if (this.running) throw new Error('run was called from within an event');
    this.running = true;
    this.stopped = false;
    try {
      this.execute(until);
    } finally {
      this.running = false;
    }
    if (!this.stopped && until !== Infinity) this.now = until;
  }

  /** Ends `run` after the current event; the clock stays at that event. */
  stop(): void {
    this.stopped = true;
  }

  /** Events executed since creation. */
  get executedEvents(): number {
    return this.sequence - FIRST_SEQUENCE - this.withdrawn - this.pendingEvents;
  }

  /** Events and timers that have yet to run. */
  get pendingEvents(): number {
    return this.queue.size + this.timers.size;
  }

  /** Adds an event whose time stands in the queue already: as an argument it would be a heap number. */
  private add(handler: number, argument: number, member: number): void {
    if (member !== (member | 0)) refuseArgument(member);
    const { queue } = this;
    const { floats, words, free } = queue;
    floats[(free >> 1) | 1] = this.sequence++;
    words[free | HANDLER] = handler;
    words[free | ARGUMENT] = argument;
    words[free | MEMBER] = member;
    queue.push();
  }

  private execute(until: number): void {
    const { queue, timers, handlers, owners } = this;
    const last = Math.min(until, Number.MAX_VALUE); // a double in a register, which the argument is not
    // Compared with true: see `Draw.next`.
    while (this.stopped !== true) {
      const time = queue.nextTime();
      if (timers.nextTime <= time && this.isTimerFirst(time)) {
        if (timers.nextTime > last) return;
        this.now = timers.nextTime;
        timers.pop();
        handlers[timers.handler]!.call(owners[timers.handler], timers.argument, 0);
      } else {
        if (time > last) return;
        this.now = time;
        queue.pop();
        const { words, taken } = queue;
        const handler = words[taken | HANDLER]!;
        handlers[handler]!.call(owners[handler], words[taken | ARGUMENT]!, words[taken | MEMBER]!);
      }
    }
  }

  private isTimerFirst(eventTime: number): boolean {
    if (this.timers.size === 0) return false;
    return this.timers.nextTime < eventTime || this.timers.nextSequence() < this.queue.nextSequence();
  }
}

function refuseDelay(delay: number): never {
  throw new RangeError(`an event cannot be ${delay} s from now: a finite delay of 0 or more is needed`);
}

function refuseArgument(argument: number): never {
  throw new RangeError(`an event's argument must be a 32-bit integer, not ${argument}`);
}
