import type { PopulationModel } from '../../model/schema.js';
import { DAY_SECONDS, isAlwaysOnline, WEEK_DAYS } from '../hours.js';

export const MINUTE = 60;
export const WEEK_SECONDS = 7 * DAY_SECONDS;
export const WEEK_MINUTES = WEEK_SECONDS / MINUTE;

/** A time in which a client is online, once a week, were its shift 0. */
export interface WeeklySession {
  /** Seconds after Monday 00:00 UTC, 0 or more and below a week. */
  readonly begin: number;
  readonly seconds: number;
  /** How long the client was offline before it. */
  readonly gap: number;
}

/** The sessions of a population's clients in a week, in order of time; none where they never go offline. */
export function sessionsOf(hours: PopulationModel['hours']): WeeklySession[] {
  if (isAlwaysOnline(hours)) return [];
  const seconds = hours.to - hours.from;
  const begins = WEEK_DAYS.flatMap((day, index) => {
    const begin = index * DAY_SECONDS + hours.from - hours.timeZone;
    return hours.days.includes(day) ? [(begin + WEEK_SECONDS) % WEEK_SECONDS] : [];
  }).sort((a, b) => a - b);
  return begins.map((begin, index) => {
    const before = index > 0 ? begins[index - 1]! : begins.at(-1)! - WEEK_SECONDS;
    return { begin, seconds, gap: Math.max(0, begin - before - seconds) };
  });
}

/** Of something that happens once at a time after `from`, uniform within `width`: the share that has happened by `time`. */
export function shareBy(time: number, from: number, width: number): number {
  if (width === 0) return time > from ? 1 : 0;
  return Math.min(1, Math.max(0, (time - from) / width));
}

/** The integral of `shareBy` from long ago up to `time`. */
function secondsSince(time: number, from: number, width: number): number {
  if (time <= from) return 0;
  if (time >= from + width) return time - from - width / 2;
  return (time - from) ** 2 / (2 * width);
}

/** Share of a population's clients that are online in each minute of the week. */
export function onlineShares(hours: PopulationModel['hours']): Float64Array {
  const shares = new Float64Array(WEEK_MINUTES);
  if (isAlwaysOnline(hours)) return shares.fill(1);
  const { spread } = hours;
  for (const { begin, seconds } of sessionsOf(hours)) {
    const end = begin + seconds;
    const first = Math.floor(begin / MINUTE);
    const last = Math.ceil((end + spread) / MINUTE);
    const onlineBy = (time: number) => secondsSince(time, begin, spread) - secondsSince(time, end, spread);
    for (let minute = first; minute < last; minute++)
      shares[minute % WEEK_MINUTES]! +=
        (onlineBy((minute + 1) * MINUTE) - onlineBy(minute * MINUTE)) / MINUTE;
  }
  return shares;
}

/**
 * Adds an amount to the minutes of an axis, spread evenly over `width` seconds from a time on.
 * @param axis amounts by minute; a time beyond its end falls on its beginning again
 */
export function addEvenly(axis: Float64Array, amount: number, from: number, width: number): void {
  if (amount === 0) return;
  const first = Math.floor(from / MINUTE);
  if (width === 0) {
    axis[first % axis.length]! += amount;
    return;
  }
  const last = Math.ceil((from + width) / MINUTE);
  for (let minute = first; minute < last; minute++) {
    const share = shareBy((minute + 1) * MINUTE, from, width) - shareBy(minute * MINUTE, from, width);
    axis[minute % axis.length]! += amount * share;
  }
}

/** The amounts of an axis, each of them spread evenly over `width` seconds from its minute on. */
export function delayedEvenly(axis: Float64Array, width: number): Float64Array {
  if (width === 0) return axis;
  const delayed = new Float64Array(axis.length);
  axis.forEach((amount, minute) => {
    addEvenly(delayed, amount, minute * MINUTE, width);
  });
  return delayed;
}
