import { type Occurs, repeatSeconds } from '../../model/occurs.js';
import { MINUTE, WEEK_MINUTES } from './week.js';

/** Rates that differ by less, as a share, are equal. */
const EQUAL = 1e-9;
/** A planner's busy hour: what a peak is the mean of. */
const BUSY_SECONDS = 3600;
const MINUTES_OF_HOUR = 60;

export interface Busiest {
  /** Seconds after Monday 00:00 UTC of the first week. */
  readonly startSeconds: number;
  readonly perSecond: number;
}

/** An amount of every week, and one that comes once (or once a month). */
export interface Recurring {
  readonly everyWeek: number;
  readonly once: number;
}

/**
 * An amount over time by minute, from Monday 00:00 UTC of the first week on: what comes every week, what comes every four
 * weeks, and what comes once.
 */
export class Curve {
  private readonly parts = new Map<Occurs, Float64Array>();
  /** Of each part, the amount before each minute and of all, once they are asked for. */
  private sums: ReadonlyMap<Occurs, Float64Array> | null = null;

  /**
   * Adds what comes as often.
   * @param amounts by minute: of a week, of four weeks, or of as many whole weeks as something comes in that comes once
   * @param factor by which each of them counts
   */
  add(occurs: Occurs, amounts: Float64Array, factor = 1): this {
    if (factor === 0 || amounts.every((amount) => amount === 0)) return this;
    const part = this.parts.get(occurs) ?? new Float64Array(amounts.length);
    amounts.forEach((amount, minute) => {
      part[minute]! += amount * factor;
    });
    this.parts.set(occurs, part);
    this.sums = null;
    return this;
  }

  /** Adds another amount over the same time. */
  addCurve(other: Curve, factor = 1): this {
    for (const [occurs, amounts] of other.parts) this.add(occurs, amounts, factor);
    return this;
  }

  get isEmpty(): boolean {
    return this.parts.size === 0;
  }

  /** Whether every week is like the first. */
  get isWeekly(): boolean {
    return [...this.parts.keys()].every((occurs) => occurs === 'weekly');
  }

  total(): Recurring {
    const of = (occurs: Occurs): number =>
      (this.parts.get(occurs) ?? NOTHING).reduce((sum, amount) => sum + amount, 0);
    return { everyWeek: of('weekly'), once: of('monthly') + of('once') };
  }

  /** Mean amount a second from a time on. */
  rate(startSeconds: number, seconds: number): number {
    return (this.before(startSeconds + seconds) - this.before(startSeconds)) / seconds;
  }

  /** Mean amount a second in each of the 168 hours from a whole minute on. */
  hours(startSeconds: number): Float64Array {
    return this.ofWeek(startSeconds, MINUTES_OF_HOUR);
  }

  /** Likewise in each of the 336 half hours. */
  halfHours(startSeconds: number): Float64Array {
    return this.ofWeek(startSeconds, MINUTES_OF_HOUR / 2);
  }

  private ofWeek(startSeconds: number, minutes: number): Float64Array {
    const first = startSeconds / MINUTE;
    const means = new Float64Array(WEEK_MINUTES / minutes);
    for (const [occurs, amounts] of this.parts)
      for (let after = 0; after < WEEK_MINUTES; after++) {
        const minute = first + after;
        const index = occurs === 'once' ? minute : modulo(minute, amounts.length);
        means[Math.floor(after / minutes)]! += (amounts[index] ?? 0) / (minutes * MINUTE);
      }
    return means;
  }

  /**
   * The time of so many seconds with the largest amount, found by the minute: the earliest where several are equal.
   * @param from when the first week begins
   */
  busiest(seconds: number, from = 0): Busiest {
    return this.busiestOf(seconds, from, this.end(from));
  }

  /** The busiest hour of a time (all of it, where it is shorter), likewise. */
  busiestHour(startSeconds: number, seconds: number): Busiest {
    const span = Math.min(BUSY_SECONDS, seconds);
    return this.busiestOf(span, startSeconds, startSeconds + seconds - span + MINUTE);
  }

  /** The busiest hour of a time as a share of the busiest one that there is; null where nothing ever comes. */
  shareOfPeak(startSeconds: number, seconds: number): number | null {
    const peak = this.busiest(Math.min(BUSY_SECONDS, seconds)).perSecond;
    return peak === 0 ? null : Math.min(1, this.busiestHour(startSeconds, seconds).perSecond / peak);
  }

  /** Of the times that begin a whole number of minutes after one and before another. */
  private busiestOf(seconds: number, from: number, until: number): Busiest {
    let best: Busiest = { startSeconds: from, perSecond: this.rate(from, seconds) };
    for (let startSeconds = from + MINUTE; startSeconds < until; startSeconds += MINUTE) {
      const perSecond = this.rate(startSeconds, seconds);
      if (perSecond > best.perSecond * (1 + EQUAL)) best = { startSeconds, perSecond };
    }
    return best;
  }

  /** When nothing comes any more that has not come before. */
  private end(from: number): number {
    const month = repeatSeconds(this.parts.has('monthly') ? 'monthly' : 'weekly');
    return Math.max(from + month, (this.parts.get('once')?.length ?? 0) * MINUTE);
  }

  /** The amount from the first Monday up to a time; below zero for times before it. */
  private before(seconds: number): number {
    this.sums ??= new Map([...this.parts].map(([occurs, amounts]) => [occurs, summed(amounts)]));
    let amount = 0;
    for (const [occurs, sums] of this.sums) {
      const minutes = sums.length - 1;
      const minute = seconds / MINUTE;
      const times = occurs === 'once' ? 0 : Math.floor(minute / minutes);
      const last = Math.min(Math.max(0, minute - times * minutes), minutes);
      amount += times * sums[minutes]! + at(sums, last);
    }
    return amount;
  }
}

const NOTHING = new Float64Array(0);

const modulo = (value: number, by: number): number => value - Math.floor(value / by) * by;

/** Sums of amounts by minute up to the beginning of each, and of all. */
function summed(amounts: Float64Array): Float64Array {
  const sums = new Float64Array(amounts.length + 1);
  amounts.forEach((amount, minute) => {
    sums[minute + 1] = sums[minute]! + amount;
  });
  return sums;
}

/** Between two minutes it rises evenly. */
function at(sums: Float64Array, minute: number): number {
  const whole = Math.min(Math.floor(minute), sums.length - 1);
  const part = minute - whole;
  return part === 0 ? sums[whole]! : sums[whole]! + part * (sums[whole + 1]! - sums[whole]!);
}

/** Minutes of the axis of what comes as often; what comes once needs as many whole weeks as it takes. */
export function axisMinutes(occurs: Occurs, weeksOfOnce: number): number {
  return occurs === 'once' ? weeksOfOnce * WEEK_MINUTES : repeatSeconds(occurs) / MINUTE;
}
