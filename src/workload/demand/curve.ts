import type { Demand } from '../demand.js';
import { MINUTE, WEEK_MINUTES, WEEK_SECONDS } from './week.js';

/** Rates that differ by less, as a share, are equal. */
const EQUAL = 1e-9;
/** A planner's busy hour: what a peak is the mean of. */
const BUSY_SECONDS = 3600;

export interface Busiest {
  /** Seconds after Monday 00:00 UTC of the first week. */
  readonly startSeconds: number;
  readonly requestsPerSecond: number;
}

/** Expected requests over time: the weeks in which content and events come, and then the same week for ever. */
export class RequestCurve {
  /** Requests from the first Monday up to each minute. */
  private readonly weekly: Float64Array;
  private readonly single: Float64Array;
  private readonly minutes: number;

  constructor({ everyWeek, once }: Demand) {
    this.weekly = summed(everyWeek);
    this.single = summed(once);
    this.minutes = once.length;
  }

  /** Mean requests a second from a time on. */
  rate(startSeconds: number, seconds: number): number {
    return (this.before(startSeconds + seconds) - this.before(startSeconds)) / seconds;
  }

  /**
   * The time of so many seconds with most requests, found by the minute: the earliest where several are equal.
   * @param from when the first week begins
   */
  busiest(seconds: number, from = 0): Busiest {
    let best: Busiest = { startSeconds: from, requestsPerSecond: this.rate(from, seconds) };
    // After the first week the same comes again, but for content and events.
    const first = from / MINUTE;
    const last = Math.max(first + WEEK_MINUTES, this.single.at(-1)! > 0 ? this.minutes : 0);
    for (let minute = first + 1; minute < last; minute++) {
      const requestsPerSecond = this.rate(minute * MINUTE, seconds);
      if (requestsPerSecond > best.requestsPerSecond * (1 + EQUAL))
        best = { startSeconds: minute * MINUTE, requestsPerSecond };
    }
    return best;
  }

  /** The busiest hour of a time (all of it, where it is shorter) as a share of the busiest one that there is. */
  shareOfPeak(startSeconds: number, seconds: number): number {
    const span = Math.min(BUSY_SECONDS, seconds);
    const peak = this.busiest(span).requestsPerSecond;
    if (peak === 0) return 1;
    let most = 0;
    for (let after = 0; after <= seconds - span; after += MINUTE)
      most = Math.max(most, this.rate(startSeconds + after, span));
    return Math.min(1, most / peak);
  }

  private before(seconds: number): number {
    const weeks = Math.floor(seconds / WEEK_SECONDS);
    const single = Math.min(Math.max(0, seconds / MINUTE), this.minutes);
    return (
      weeks * this.weekly.at(-1)! +
      at(this.weekly, (seconds - weeks * WEEK_SECONDS) / MINUTE) +
      at(this.single, single)
    );
  }
}

/** Sums of a rate by minute up to the beginning of each, and of all. */
function summed(rates: Float64Array): Float64Array {
  const sums = new Float64Array(rates.length + 1);
  rates.forEach((rate, minute) => {
    sums[minute + 1] = sums[minute]! + rate * MINUTE;
  });
  return sums;
}

/** Between two minutes it rises evenly. */
function at(sums: Float64Array, minute: number): number {
  const whole = Math.min(Math.floor(minute), sums.length - 1);
  const part = minute - whole;
  return part === 0 ? sums[whole]! : sums[whole]! + part * (sums[whole + 1]! - sums[whole]!);
}
