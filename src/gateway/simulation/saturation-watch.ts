import type { Resource } from '../../engine/index.js';

/** Share of a minute from which on a resource counts as busy all the time. */
const BUSY = 0.95;
/** Minutes in a row that make a spell of saturation. */
const LEAST_MINUTES = 5;

/** A time in which a resource was too busy for what it was asked, from the first growth of its queue until it had drained. */
export interface SaturatedSpell {
  /** Minutes of the measured part, counted from 0: the first and the last of the spell. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** The last minute in which its queue grew, or it refused. */
  readonly lastGrowth: number;
  readonly drained: boolean;
  readonly refused: number;
  /** Most that waited on the mean of a minute. */
  readonly longestQueue: number;
}

/**
 * Watches one resource minute by minute. A spell begins where it is at least 95 % busy, while its queue grows or it refuses
 * (a queue at its limit does), for five minutes in a row, or for all of a shorter window. It ends when its queue is no longer
 * than at the beginning, or the resource has time to spare. A minute in which nothing was asked neither ends a spell nor
 * breaks a row, as long as the resource stays busy.
 */
export class SaturationWatch {
  private readonly spells: SaturatedSpell[] = [];
  private readonly leastMinutes: number;
  // Of the totals at the end of the last minute.
  private time = -0; // notes: double-fields
  private busySeconds = -0;
  private queueSeconds = -0;
  private capacitySeconds = -0;
  private arrivals = -0;
  private refusals = -0;
  /** Mean queue of the last minute. */
  private queue: number;
  /** Of the row of minutes in which it grows, or of the spell: the first minute; -1 when there is none. */
  private first = -1;
  private growing = 0;
  private queueAtStart = 0;
  private lastGrowth = 0;
  private refused = 0;
  private longestQueue = 0;

  /**
   * @param resource its search for the longest queue has just begun afresh
   * @param minute number of the minute in which the watch begins
   * @param windowMinutes minutes of the measured part
   */
  constructor(
    private readonly resource: Resource,
    private minute: number,
    windowMinutes: number,
  ) {
    this.leastMinutes = Math.min(LEAST_MINUTES, windowMinutes);
    this.queue = resource.maxQueue;
    this.note();
  }

  endMinute(): void {
    const { time, busySeconds, queueSeconds, capacitySeconds, arrivals, refusals, queue } = this;
    this.note();
    const capacity = this.capacitySeconds - capacitySeconds;
    const seconds = this.time - time;
    this.queue = seconds > 0 ? (this.queueSeconds - queueSeconds) / seconds : queue;
    const refused = this.refusals - refusals;
    const isBusy = capacity > 0 && this.busySeconds - busySeconds >= BUSY * capacity;
    if (isBusy && (this.queue > queue || refused > 0)) this.grow(queue);
    else if (this.first >= 0) this.shrink(isBusy, this.arrivals > arrivals || this.queue < queue);
    if (this.first >= 0) {
      this.refused += refused;
      this.longestQueue = Math.max(this.longestQueue, this.queue);
    }
    this.minute++;
  }

  /** The measured part has ended: all spells, one that has not drained as the last. */
  end(): SaturatedSpell[] {
    if (this.isSpell) this.close(this.minute - 1, false);
    return this.spells;
  }

  private get isSpell(): boolean {
    return this.first >= 0 && this.growing >= this.leastMinutes;
  }

  private grow(queueBefore: number): void {
    if (this.first < 0) {
      this.first = this.minute;
      this.growing = 0;
      this.queueAtStart = queueBefore;
      this.refused = 0;
      this.longestQueue = 0;
    }
    this.growing++;
    this.lastGrowth = this.minute;
  }

  /** A minute without growth. */
  private shrink(isBusy: boolean, moved: boolean): void {
    if (isBusy && !moved) return;
    if (this.isSpell) {
      // Where it refuses there is no queue to see: it goes on until there is time to spare.
      if (isBusy && (this.queue > this.queueAtStart || this.refused > 0)) return;
      this.close(this.minute, true);
    }
    this.first = -1;
  }

  private close(toMinute: number, drained: boolean): void {
    const { first: fromMinute, lastGrowth, refused, longestQueue } = this;
    this.spells.push({ fromMinute, toMinute, lastGrowth, drained, refused, longestQueue });
  }

  private note(): void {
    const totals = this.resource.totals();
    this.time = totals.time;
    this.busySeconds = totals.busySeconds;
    this.queueSeconds = totals.queueSeconds;
    this.capacitySeconds = totals.capacitySeconds;
    this.arrivals = totals.arrivals;
    this.refusals = totals.refused;
  }
}
