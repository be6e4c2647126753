import { LINE, type Room } from './figures.js';
import type { ResourceTotals } from './resource.js';
import type { Simulation } from './simulation.js';

/** Doubles of a record: those that change with each job, at `record + ...` ... */
const COMPLETIONS = 0;
/** Integrals, less what the present level has contributed since time 0: see `stepBusy`. */
const BUSY_STEPS = 1;
const QUEUE_STEPS = 2;
/** ... and a word among them, at `2 * record + ...`; those behind it are the heirs'. */
const MAX_QUEUE = 6;
export const FIRST_FREE_WORD = MAX_QUEUE + 1;

/** Doubles that change seldom, in a record of their own. */
const REFUSED = 0;
const WITHDRAWN = 1;
/** Of those withdrawn, the ones that had begun service. */
const WITHDRAWN_IN_SERVICE = 2;
const BUSY_LEVEL = 3;
const QUEUE_LEVEL = 4;
const CAPACITY_TIME = 5;
const CAPACITY_SECONDS = 6;

const NO_ROOM: Room = { floats: new Float64Array(0), words: new Int32Array(0), at: 0 };

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
 * The counters and time integrals of alike resources, a cache line each, and what else changes with each of their jobs:
 * thousands of resources that are objects of their own are four cache lines a job or more.
 *
 * A job costs a count and two additions: the integral of a level over time is its value now times the time, less each
 * step times the time at which it was made, and arrivals and starts follow from what has left and what is there.
 *
 * Methods take the place of a record, see `recordOf`.
 */
export abstract class ResourceMeters {
  /** Resources. */
  count = 0;
  protected floats = NO_ROOM.floats;
  /** The same memory. */
  protected words = NO_ROOM.words;
  /** Record of the first. */
  protected at = NO_ROOM.at;
  private room = 0; // records that there is room for
  private rare = NO_ROOM;

  constructor(protected readonly simulation: Simulation) {}

  /** Adds a resource that begins now; returns its number. */
  protected addMeter(): number {
    if (this.count === this.room) this.makeRoom();
    const member = this.count++;
    this.rare.floats[this.rare.at + member * LINE + CAPACITY_TIME] = this.simulation.now;
    return member;
  }

  protected recordOf(member: number): number {
    return this.at + member * LINE;
  }

  protected countCompletion(record: number): void {
    this.floats[record + COMPLETIONS]!++;
  }

  protected countRefusal(record: number): void {
    this.rare.floats[this.rareOf(record) + REFUSED]!++;
  }

  protected countWithdrawn(record: number, inService: number, waiting: number): void {
    const { floats } = this.rare;
    const at = this.rareOf(record);
    floats[at + WITHDRAWN]! += inService + waiting;
    floats[at + WITHDRAWN_IN_SERVICE]! += inService;
  }

  /** The number of busy servers changes now. */
  protected stepBusy(record: number, by: number): void {
    this.floats[record + BUSY_STEPS]! -= by * this.simulation.now;
  }

  /** The number of busy servers has changed at an earlier time; apart, as that time is a heap number. */
  protected stepBusyAt(record: number, time: number, by: number): void {
    this.floats[record + BUSY_STEPS]! -= by * time;
  }

  /** The length of the queue changes now. */
  protected stepQueue(record: number, by: number): void {
    this.floats[record + QUEUE_STEPS]! -= by * this.simulation.now;
  }

  /** The level last set. */
  protected busyLevel(record: number): number {
    return this.rare.floats[this.rareOf(record) + BUSY_LEVEL]!;
  }

  protected queueLevel(record: number): number {
    return this.rare.floats[this.rareOf(record) + QUEUE_LEVEL]!;
  }

  /** Instead of steps: the levels from now on. */
  protected setLevels(record: number, busy: number, queue: number): void {
    const { floats } = this.rare;
    const at = this.rareOf(record);
    this.stepBusy(record, busy - floats[at + BUSY_LEVEL]!);
    this.stepQueue(record, queue - floats[at + QUEUE_LEVEL]!);
    floats[at + BUSY_LEVEL] = busy;
    floats[at + QUEUE_LEVEL] = queue;
  }

  /** Integrates the number of servers that held since the last call; call it before that number changes. */
  protected integrateCapacity(record: number, servers: number, time = this.simulation.now): void {
    const { floats } = this.rare;
    const at = this.rareOf(record);
    const elapsed = time - floats[at + CAPACITY_TIME]!;
    if (elapsed === 0) return; // infinitely many servers for no time are none
    floats[at + CAPACITY_TIME] = time;
    floats[at + CAPACITY_SECONDS]! += servers * elapsed;
  }

  /** Longest queue since creation or the last `setMaxQueue`. */
  protected maxQueueAt(record: number): number {
    return this.words[2 * record + MAX_QUEUE]!;
  }

  protected setMaxQueue(record: number, length: number): void {
    this.words[2 * record + MAX_QUEUE] = length;
  }

  /** Notes the length of the queue after it grew. */
  protected noteQueue(record: number, length: number): void {
    const { words } = this;
    if (length > words[2 * record + MAX_QUEUE]!) words[2 * record + MAX_QUEUE] = length;
  }

  /**
   * Totals as of now.
   * @param waitSeconds summed waiting as the resource defines it, from the integral of its queue
   */
  protected totalsAt(
    record: number,
    levels: Levels,
    waitSeconds: (queueSeconds: number) => number,
  ): ResourceTotals {
    this.integrateCapacity(record, levels.servers);
    const { floats } = this;
    const { now } = this.simulation;
    const rare = this.rare.floats;
    const at = this.rareOf(record);
    const queueSeconds = floats[record + QUEUE_STEPS]! + levels.queue * now;
    const inProgress = levels.waiting + levels.inService;
    const completions = floats[record + COMPLETIONS]!;
    const refused = rare[at + REFUSED]!;
    const withdrawn = rare[at + WITHDRAWN]!;
    return {
      time: now,
      busySeconds: floats[record + BUSY_STEPS]! + levels.busy * now,
      queueSeconds,
      capacitySeconds: rare[at + CAPACITY_SECONDS]!,
      arrivals: completions + refused + withdrawn + inProgress,
      completions,
      refused,
      withdrawn,
      inProgress,
      waitSeconds: waitSeconds(queueSeconds),
      started: completions + levels.inService + rare[at + WITHDRAWN_IN_SERVICE]!,
    };
  }

  private rareOf(record: number): number {
    return this.rare.at + record - this.at;
  }

  private makeRoom(): void {
    const room = Math.max(1, this.room * 2);
    const { figures } = this.simulation;
    const records = roomier(figures.take(room * LINE), this.floats, this.at, this.room);
    this.rare = roomier(figures.take(room * LINE), this.rare.floats, this.rare.at, this.room);
    this.floats = records.floats;
    this.words = records.words;
    this.at = records.at;
    this.room = room;
  }
}

/** Room that begins with the records of a smaller one. */
function roomier(fresh: Room, floats: Float64Array, at: number, records: number): Room {
  fresh.floats.set(floats.subarray(at, at + records * LINE), fresh.at);
  return fresh;
}
