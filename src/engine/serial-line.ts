import { type Resource, type ResourceTotals, requireNotNegative } from './resource.js';
import { Backlog } from './serial-line/backlog.js';
import type { Simulation } from './simulation.js';

export interface SerialLineOptions {
  readonly name: string;
  /** Bits a second; at Infinity a message takes no time. */
  readonly bitsPerSecond: number;
}

/**
 * A line that carries one message after the other, in the order of the calls of `send`. The end of a message is known
 * when it is handed over, so the line has no events of its own.
 */
export class SerialLine implements Resource {
  readonly kind = 'serial-line';
  readonly name: string;
  readonly servers = 1;
  /** Bytes handed over since creation. */
  bytes = 0;
  /** Most unfinished messages before a new one that had to wait (1 is the one being sent). */
  maxQueue = 0;
  private bitsPerSecond: number;
  private readonly created: number;
  private readonly backlog = new Backlog();
  private freeAt = 0;
  private messages = 0;
  private busySeconds = 0; // of all messages handed over, their future included
  private waitSeconds = 0; // likewise

  constructor(
    private readonly simulation: Simulation,
    options: SerialLineOptions,
  ) {
    requirePositive(options.name, options.bitsPerSecond);
    this.name = options.name;
    this.bitsPerSecond = options.bitsPerSecond;
    this.created = simulation.now;
  }

  /**
   * Hands over a message; returns the time at which its last bit has left the sender.
   * @param earliest when its first bit is there to be sent (default now). The line does not overtake: a later message
   *   waits for this one even when it is ready before.
   */
  send(bytes: number, earliest = this.simulation.now): number {
    const { now } = this.simulation;
    requireNotNegative(this.name, 'bytes', bytes);
    const ready = earliest > now ? earliest : now;
    const start = this.freeAt > ready ? this.freeAt : ready;
    const end = start + (bytes * 8) / this.bitsPerSecond;
    this.backlog.dropEndedBy(now);
    this.backlog.push(ready, start, end);
    if (start > ready && this.backlog.length - 1 > this.maxQueue) this.maxQueue = this.backlog.length - 1;
    this.freeAt = end;
    this.messages++;
    this.bytes += bytes;
    this.busySeconds += end - start;
    this.waitSeconds += start - ready;
    return end;
  }

  /** Changes the rate for messages handed over from now on; those handed over before keep the times they were told. */
  setBitsPerSecond(bitsPerSecond: number): void {
    requirePositive(this.name, bitsPerSecond);
    this.bitsPerSecond = bitsPerSecond;
  }

  resetMaximum(): void {
    this.maxQueue = this.backlog.waiting(this.simulation.now);
  }

  totals(): ResourceTotals {
    const { now } = this.simulation;
    this.backlog.dropEndedBy(now);
    const { length } = this.backlog;
    const waiting = this.backlog.waiting(now);
    return {
      time: now,
      busySeconds: this.busySeconds - this.backlog.busyAfter(now),
      queueSeconds: this.waitSeconds - this.backlog.waitAfter(now),
      capacitySeconds: now - this.created,
      arrivals: this.messages,
      completions: this.messages - length,
      refused: 0,
      withdrawn: 0,
      inProgress: length,
      waitSeconds: this.waitSeconds - this.backlog.waitOfWaiting(now),
      started: this.messages - waiting,
    };
  }
}

function requirePositive(name: string, bitsPerSecond: number): void {
  if (!(bitsPerSecond > 0))
    throw new RangeError(`${name}: bitsPerSecond must be above 0, not ${bitsPerSecond}`);
}
