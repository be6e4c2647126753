import type { ResourceTotals } from './resource.js';
import type { Simulation } from './simulation.js';

/**
 * Doubles of a record, those that change with each job, at `record | ...`: a record begins at a multiple of its length.
 * notes: integers
 */
const COMPLETIONS = 0;
/** Integrals, less what the present level has contributed since time 0: see `stepBusy`. */
const BUSY_STEPS = 1;
const QUEUE_STEPS = 2;
/** Behind them a word, at `(record << 1) | ...`. Doubles 3 and 4 and the other words from 10 on belong to derived classes. */
const MAX_QUEUE = 13;

/** A record is eight doubles. notes: cache-lines */
const RECORD_BITS = 3;

/** Doubles that change seldom, in a record of their own. */
const REFUSED = 0;
const WITHDRAWN = 1;
/** Of those withdrawn, the ones that had begun service. */
const WITHDRAWN_IN_SERVICE = 2;
const BUSY_LEVEL = 3;
const QUEUE_LEVEL = 4;
const CAPACITY_TIME = 5;
const CAPACITY_SECONDS = 6;
const WAIT_SECONDS = 7;

/** What a resource holds now. */
export interface Levels {
  readonly busy: number;
  readonly queue: number;
  readonly servers: number;
  /** Jobs waiting. */
  readonly waiting: number;
  /** Jobs that have begun service. */
  readonly inService: number;
}

/**
 * The counters and time integrals of alike resources, and what else changes with each of their jobs, a record each. notes: banks
 *
 * A job costs a count and two additions: the integral of a level over time is its value now times the time, less each
 * step times the time at which it was made, and arrivals and starts follow from what has left and what is there. A job
 * that waited adds its own waiting, so that Little's law holds two measurements against each other.
 *
 * Methods take the place of a record, see `recordOf`.
 */
export abstract class ResourceMeters {
  /** Resources. */
  count = 0;
  /** All records, one after the other. */
  protected floats: Float64Array = new Float64Array(0);
  /** The same memory. */
  protected words: Int32Array = new Int32Array(0);
  private rare: Float64Array = new Float64Array(0);
  private room = 0; // records that there is room for

  constructor(protected readonly simulation: Simulation) {}

  /** Adds a resource that begins now; returns its number. */
  protected addMeter(): number {
    if (this.count === this.room) this.makeRoom();
    const member = this.count++;
    this.rare[this.recordOf(member) | CAPACITY_TIME] = this.simulation.now;
    return member;
  }

  protected recordOf(member: number): number {
    return member << RECORD_BITS;
  }

  protected countCompletion(record: number): void {
    this.floats[record | COMPLETIONS]!++;
  }

  protected countRefusal(record: number): void {
    this.rare[record | REFUSED]!++;
  }

  protected countWithdrawn(record: number, inService: number, waiting: number): void {
    const { rare } = this;
    rare[record | WITHDRAWN]! += inService + waiting;
    rare[record | WITHDRAWN_IN_SERVICE]! += inService;
  }

  /** The number of busy servers changes now. */
  protected stepBusy(record: number, by: number): void {
    this.floats[record | BUSY_STEPS]! -= by * this.simulation.now;
  }

  /** The number of busy servers has changed at an earlier time. notes: numbers-across-calls */
  protected stepBusyAt(record: number, time: number, by: number): void {
    this.floats[record | BUSY_STEPS]! -= by * time;
  }

  /** The length of the queue changes now. */
  protected stepQueue(record: number, by: number): void {
    this.floats[record | QUEUE_STEPS]! -= by * this.simulation.now;
  }

  /** A job that came at `since` has waited until now. notes: numbers-across-calls */
  protected countWait(record: number, since: number): void {
    this.rare[record | WAIT_SECONDS]! += this.simulation.now - since;
  }

  /** A job has waited so long. */
  protected addWait(record: number, seconds: number): void {
    this.rare[record | WAIT_SECONDS]! += seconds;
  }

  /** The level last set. */
  protected busyLevel(record: number): number {
    return this.rare[record | BUSY_LEVEL]!;
  }

  protected queueLevel(record: number): number {
    return this.rare[record | QUEUE_LEVEL]!;
  }

  /** Instead of steps: the levels from now on. */
  protected setLevels(record: number, busy: number, queue: number): void {
    const { rare } = this;
    this.stepBusy(record, busy - rare[record | BUSY_LEVEL]!);
    this.stepQueue(record, queue - rare[record | QUEUE_LEVEL]!);
    rare[record | BUSY_LEVEL] = busy;
    rare[record | QUEUE_LEVEL] = queue;
  }

  /** Integrates the number of servers that held since the last call; call it before that number changes. */
  protected integrateCapacity(record: number, servers: number, time = this.simulation.now): void {
    const { rare } = this;
    const elapsed = time - rare[record | CAPACITY_TIME]!;
    if (elapsed === 0) return; // infinitely many servers for no time are none
    rare[record | CAPACITY_TIME] = time;
    rare[record | CAPACITY_SECONDS]! += servers * elapsed;
  }

  /** Longest queue since creation or the last `setMaxQueue`. */
  protected maxQueueAt(record: number): number {
    return this.words[(record << 1) | MAX_QUEUE]!;
  }

  protected setMaxQueue(record: number, length: number): void {
    this.words[(record << 1) | MAX_QUEUE] = length;
  }

  /** Notes the length of the queue after it grew. */
  protected noteQueue(record: number, length: number): void {
    const { words } = this;
    if (length > words[(record << 1) | MAX_QUEUE]!) words[(record << 1) | MAX_QUEUE] = length;
  }

  /** Totals as of now. */
  protected totalsAt(record: number, levels: Levels, unservedWaitSeconds: number): ResourceTotals {
    this.integrateCapacity(record, levels.servers);
    const { floats, rare } = this;
    const { now } = this.simulation;
    const inProgress = levels.waiting + levels.inService;
    const completions = floats[record | COMPLETIONS]!;
    const refused = rare[record | REFUSED]!;
    const withdrawn = rare[record | WITHDRAWN]!;
    return {
      time: now,
      busySeconds: floats[record | BUSY_STEPS]! + levels.busy * now,
      queueSeconds: floats[record | QUEUE_STEPS]! + levels.queue * now,
      capacitySeconds: rare[record | CAPACITY_SECONDS]!,
      arrivals: completions + refused + withdrawn + inProgress,
      completions,
      refused,
      withdrawn,
      inProgress,
      waitSeconds: rare[record | WAIT_SECONDS]!,
      unservedWaitSeconds,
      started: completions + levels.inService + rare[record | WITHDRAWN_IN_SERVICE]!,
    };
  }

  private makeRoom(): void {
    const room = Math.max(1, this.room * 2);
    const length = room << RECORD_BITS;
    const { figures } = this.simulation;
    const { floats, words, at } = figures.take(length);
    floats.set(this.floats, at);
    this.floats = floats.subarray(at, at + length);
    this.words = words.subarray(2 * at, 2 * (at + length));
    const rare = figures.take(length);
    rare.floats.set(this.rare, rare.at);
    this.rare = rare.floats.subarray(rare.at, rare.at + length);
    this.room = room;
  }
}
