import { type Resource, type ResourceTotals, refuseNegative } from './resource.js';
import {
  addMessage,
  Backlog,
  BUSY_AFTER,
  queueStep,
  SUMS,
  UNFINISHED,
  WAIT_OF_WAITING,
  WAIT_SO_FAR,
  WAITING,
} from './serial-line/backlog.js';
import type { Simulation } from './simulation.js';

/** What a line sums over its messages when it is asked; nothing of it is kept, so that one array serves all lines. */
const sums = new Float64Array(SUMS);

export interface SerialLineOptions {
  readonly name: string;
  /** Bits a second; at Infinity a message takes no time. */
  readonly bitsPerSecond: number;
}

/** Figures of a line, at `at | ...`, those of the last message first. notes: cache-lines */
const READY = 0;
const START = 1;
const END = 2;
const BITS_PER_SECOND = 3;
/** Of all messages handed over; of the times, their future is included. */
const BYTES = 4;
const MESSAGES = 5;
const BUSY_SECONDS = 6;
const WAIT_SECONDS = 7;
const WIDTH = 8;

/**
 * A line that carries one message after the other, in the order of the calls of `send`. The end of a message is known
 * when it is handed over, so the line has no events of its own.
 */
export class SerialLine implements Resource {
  readonly name: string;
  readonly kind: string;
  readonly servers: number;
  /** Most unfinished messages before a new one that had to wait (1 is the one being sent). */
  maxQueue: number;
  private readonly figures: Float64Array;
  private readonly at: number;
  /** Messages before the last that have not ended; looked at only when the last has not. */
  private readonly backlog: Backlog;
  private readonly created: number;

  constructor(
    private readonly simulation: Simulation,
    options: SerialLineOptions,
  ) {
    requirePositive(options.name, options.bitsPerSecond);
    // What each message looks at comes first. notes: cache-lines
    const { floats, at } = simulation.figures.take(WIDTH);
    this.figures = floats;
    this.at = at;
    this.backlog = new Backlog();
    this.maxQueue = 0;
    this.created = simulation.now;
    this.servers = 1;
    this.name = options.name;
    this.kind = 'serial-line';
    floats[at | BITS_PER_SECOND] = options.bitsPerSecond;
  }

  /** Bytes handed over since creation. */
  get bytes(): number {
    return this.figures[this.at | BYTES]!;
  }

  /**
   * Hands over a message; returns the time at which its last bit has left the sender.
   * @param earliest when its first bit is there to be sent (default now). The line does not overtake: a later message
   *   waits for this one even when it is ready before.
   */
  send(bytes: number, earliest = this.simulation.now): number {
    const { figures, at } = this;
    const { now } = this.simulation;
    if (!(bytes >= 0)) refuseNegative(this.name, 'bytes', bytes);
    const ready = earliest > now ? earliest : now;
    const free = figures[at | END]!;
    const start = free > ready ? free : ready;
    const end = start + (bytes * 8) / figures[at | BITS_PER_SECOND]!;
    if (free > now) this.keepLast(start > ready);
    else if (figures[at | START]! > figures[at | READY]!) this.backlog.queueSteps += figures[at | START]!;
    if (start > ready) this.backlog.queueSteps -= ready;
    figures[at | READY] = ready;
    figures[at | START] = start;
    figures[at | END] = end;
    figures[at | BYTES]! += bytes;
    figures[at | MESSAGES]!++;
    figures[at | BUSY_SECONDS]! += end - start;
    figures[at | WAIT_SECONDS]! += start - ready;
    return end;
  }

  /** Changes the rate for messages handed over from now on; those handed over before keep the times they were told. */
  setBitsPerSecond(bitsPerSecond: number): void {
    requirePositive(this.name, bitsPerSecond);
    this.figures[this.at | BITS_PER_SECOND] = bitsPerSecond;
  }

  resetMaximum(): void {
    this.sumUnfinished();
    this.maxQueue = sums[WAITING]! | 0; // notes: integers
  }

  totals(): ResourceTotals {
    this.sumUnfinished();
    const { figures, at } = this;
    const { now } = this.simulation;
    const messages = figures[at | MESSAGES]!;
    return {
      time: now,
      busySeconds: figures[at | BUSY_SECONDS]! - sums[BUSY_AFTER]!,
      queueSeconds:
        this.backlog.queueSeconds(now) + queueStep(now, figures[at | READY]!, figures[at | START]!),
      capacitySeconds: now - this.created,
      arrivals: messages,
      completions: messages - sums[UNFINISHED]!,
      refused: 0,
      withdrawn: 0,
      inProgress: sums[UNFINISHED]!,
      waitSeconds: figures[at | WAIT_SECONDS]! - sums[WAIT_OF_WAITING]!,
      unservedWaitSeconds: sums[WAIT_SO_FAR]!,
      started: messages - sums[WAITING]!,
    };
  }

  /** The last message has not ended, and another comes. */
  private keepLast(mustWait: boolean): void {
    const { figures, at, backlog } = this;
    backlog.dropEndedBy(this.simulation.now);
    backlog.push(figures[at | READY]!, figures[at | START]!, figures[at | END]!);
    if (mustWait && backlog.length > this.maxQueue) this.maxQueue = backlog.length;
  }

  /** Leaves in `sums` those over the messages that have not ended. */
  private sumUnfinished(): void {
    const { figures, at, backlog } = this;
    const { now } = this.simulation;
    sums.fill(0);
    backlog.dropEndedBy(now);
    if (figures[at | END]! <= now) return;
    backlog.addTo(sums, now);
    addMessage(sums, now, figures[at | READY]!, figures[at | START]!, figures[at | END]!);
  }
}

function requirePositive(name: string, bitsPerSecond: number): void {
  if (!(bitsPerSecond > 0))
    throw new RangeError(`${name}: bitsPerSecond must be above 0, not ${bitsPerSecond}`);
}
