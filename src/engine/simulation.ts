import { ARGUMENT, type EventQueue, HANDLER, MEMBER, type WithdrawnEvent } from './event-queue/layout.js';
import { createEventQueue, type QueueKind } from './event-queue.js';
import { FigureStore } from './figures.js';
import { RandomStream } from './random-stream.js';
import { Timers } from './timers.js';

/** What an event runs; `argument` and `member` are the 32-bit integers it was scheduled with. */
export type Handler = (argument: number, member: number) => void;

/** A method of `Owner` that an event runs. */
type MethodHandler<Owner, Argument extends number = number, Member extends number = number> = (
  this: Owner,
  argument: Argument,
  member: Member,
) => void;

declare const runs: unique symbol;

/** The number of a handler, which knows what kinds of integers its events may carry. */
export type HandlerId<Argument extends number = number, Member extends number = number> = number & {
  readonly [runs]: (argument: Argument, member: Member) => void;
};

export interface SimulationOptions {
  /** Seed of all random streams (default 1). */
  readonly seed?: string | number;
  /** Replication, the other part of every stream's seed (default 0). */
  readonly replication?: number;
  /** Layout of the event queue; it changes speed, never results. */
  readonly queue?: QueueKind;
}

/** Sequences start above 2^32. notes: double-fields */
const FIRST_SEQUENCE = 2 ** 32;
/** Events executed in one call. */
const BATCH = 1024;

/**
 * A discrete-event simulation: clock, pending events, timers and named random streams.
 * Events run in order of (time, sequence): equal times run in the order in which they were scheduled.
 */
export class Simulation {
  /** Simulated time in seconds; written by the kernel alone. */
  now = 0.5; // notes: double-fields

  /** Memory for what the objects of this simulation count. */
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
  private last = 0.5; // time at which the run ends; -Infinity when it was stopped
  /** The first timer or the end of the run, whichever is earlier: events before it come next, at it one must look. */
  private barrier = 0.5;

  constructor(options: SimulationOptions = {}) {
    this.now = 0; // notes: double-fields
    this.last = 0;
    this.barrier = 0;
    this.queue = createEventQueue(options.queue ?? 'calendar');
    this.seedPrefix = `${options.seed ?? 1}/${options.replication ?? 0}/`;
  }

  /** Registers what an event may run and returns its number, to be given to `schedule`. */
  handler<Argument extends number, Member extends number>(
    run: (argument: Argument, member: Member) => void,
  ): HandlerId<Argument, Member> {
    return this.handlerOf(undefined, run);
  }

  /**
   * Registers a method of an object. For objects of which there are hundreds: they share the method.
   */
  handlerOf<Owner, Argument extends number, Member extends number>(
    owner: Owner,
    run: MethodHandler<Owner, Argument, Member>,
  ): HandlerId<Argument, Member> {
    this.owners.push(owner);
    return (this.handlers.push(run as MethodHandler<unknown>) - 1) as HandlerId<Argument, Member>;
  }

  /**
   * Runs a handler `delay` seconds from now. Throws a RangeError unless 0 <= delay < Infinity and the argument is a 32-bit integer.
   * @param member 32-bit integer, the handler's second argument: which of many alike objects the event is for
   */
  schedule<Argument extends number, Member extends number>(
    delay: number,
    handler: HandlerId<Argument, Member>,
    argument: NoInfer<Argument>,
    member = 0 as NoInfer<Member>,
  ): void {
    if (!(delay >= 0 && delay < Infinity)) refuseDelay(delay);
    this.queue.floats[this.queue.free >> 1] = this.now + delay;
    this.add(handler, argument, member);
  }

  /**
   * Like `schedule` with the delay `delays[index]`. For code that runs once an event. notes: numbers-across-calls
   */
  scheduleFrom<Argument extends number, Member extends number>(
    delays: Float64Array,
    index: number,
    handler: HandlerId<Argument, Member>,
    argument: NoInfer<Argument>,
    member = 0 as NoInfer<Member>,
  ): void {
    const delay = delays[index]!;
    if (!(delay >= 0 && delay < Infinity)) refuseDelay(delay);
    this.queue.floats[this.queue.free >> 1] = this.now + delay;
    this.add(handler, argument, member);
  }

  /** Runs a handler at a time that is not in the past. Throws a RangeError as `schedule` does. */
  scheduleAt<Argument extends number, Member extends number>(
    time: number,
    handler: HandlerId<Argument, Member>,
    argument: NoInfer<Argument>,
    member = 0 as NoInfer<Member>,
  ): void {
    if (!(time >= this.now && time < Infinity)) refuseDelay(time - this.now);
    this.queue.floats[this.queue.free >> 1] = time;
    this.add(handler, argument, member);
  }

  /**
   * Like `schedule`, but can be cancelled or moved by the returned number, which is above 2^32: keep it in a
   * Float64Array, not in 32 bits. 0 is never a timer.
   */
  startTimer<Argument extends number>(
    delay: number,
    handler: HandlerId<Argument>,
    argument: NoInfer<Argument>,
  ): number {
    if (!(delay >= 0 && delay < Infinity)) refuseDelay(delay);
    if (argument !== (argument | 0)) refuseArgument(argument);
    const timer = this.timers.start(this.now + delay, this.sequence++, handler, argument);
    this.setBarrier();
    return timer;
  }

  /** Cancels a timer. Harmless when it has fired, was cancelled before, or is 0. */
  cancelTimer(timer: number): void {
    if (!this.timers.cancel(timer)) return;
    this.withdrawn++;
    this.setBarrier();
  }

  /** Lets a running timer fire `delay` seconds from now instead; false when it no longer runs. */
  moveTimer(timer: number, delay: number): boolean {
    if (!(delay >= 0 && delay < Infinity)) refuseDelay(delay);
    this.withdrawn++; // one sequence more, no event more
    const isRunning = this.timers.move(timer, this.now + delay, this.sequence++);
    this.setBarrier();
    return isRunning;
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
    try {
      this.last = Math.min(until, Number.MAX_VALUE);
      this.setBarrier();
      while (this.executeBatch());
    } finally {
      this.running = false;
    }
    if (this.last !== -Infinity && until !== Infinity) this.now = until;
  }

  /** Ends `run` after the current event; the clock stays at that event. */
  stop(): void {
    this.last = -Infinity;
    this.setBarrier();
  }

  /** Events executed since creation. */
  get executedEvents(): number {
    return this.sequence - FIRST_SEQUENCE - this.withdrawn - this.pendingEvents;
  }

  /** Events and timers that have yet to run. */
  get pendingEvents(): number {
    return this.queue.size + this.timers.size;
  }

  /** Adds an event whose time stands in the queue already. notes: numbers-across-calls */
  private add(handler: number, argument: number, member: number): void {
    if (argument !== (argument | 0)) refuseArgument(argument);
    if (member !== (member | 0)) refuseArgument(member);
    const { queue } = this;
    const { floats, words, free } = queue;
    words[free | HANDLER] = handler | 0; // notes: integers
    words[free | ARGUMENT] = argument;
    words[free | MEMBER] = member;
    floats[(free >> 1) | 1] = this.sequence++;
    queue.push();
  }

  /**
   * Executes events, up to a batch of them; false when none is left. notes: batches
   */
  private executeBatch(): boolean {
    const { queue, handlers, owners } = this;
    for (let left = BATCH; left > 0; left--) {
      const time = queue.nextTime();
      if (time < this.barrier || this.comesNext(time)) {
        this.now = time;
        queue.pop();
        const { words, free } = queue;
        const handler = words[free | HANDLER]!;
        handlers[handler]!.call(owners[handler], words[free | ARGUMENT]!, words[free | MEMBER]!);
      } else if (!this.executeTimer()) return false;
    }
    return true;
  }

  /** Whether an event, not before the barrier, comes before all timers and the end of the run. */
  private comesNext(time: number): boolean {
    if (time > this.last) return false;
    const { queue, timers } = this;
    return (
      time < timers.nextTime || (time === timers.nextTime && queue.nextSequence() < timers.nextSequence())
    );
  }

  /** Executes the first timer; false when there is none before the end of the run. */
  private executeTimer(): boolean {
    const { timers, handlers, owners } = this;
    if (timers.nextTime > this.last) return false;
    this.now = timers.nextTime;
    timers.pop();
    this.setBarrier();
    handlers[timers.handler]!.call(owners[timers.handler], timers.argument, 0);
    return true;
  }

  private setBarrier(): void {
    this.barrier = Math.min(this.last, this.timers.nextTime);
  }
}

function refuseDelay(delay: number): never {
  throw new RangeError(`an event cannot be ${delay} s from now: a finite delay of 0 or more is needed`);
}

function refuseArgument(argument: number): never {
  throw new RangeError(`an event's argument must be a 32-bit integer, not ${argument}`);
}
