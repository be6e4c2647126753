import type { PopulationModel } from '../model/schema.js';

type Hours = PopulationModel['hours'];

export const DAY_SECONDS = 86400;
export const WEEK_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Whether clients with these hours never go offline. */
export const isAlwaysOnline = ({ from, to, days }: Hours): boolean =>
  from === 0 && to === DAY_SECONDS && days.length === WEEK_DAYS.length;

/** The remainder from 0 on, below a whole number. Without %, which takes ten times as long; exact but for the one rounding that it has too. */
function modulo(value: number, by: number): number {
  const remainder = value - Math.floor(value / by) * by;
  if (remainder >= by) return remainder - by; // a quotient rounded, or a value barely below 0
  return remainder < 0 ? remainder + by : remainder;
}

/** A client's own clock: seconds since its Monday 00:00, its shift taken off. */
const ownClock = (hours: Hours, shift: number, sinceMonday: number): number =>
  modulo(sinceMonday + hours.timeZone - shift, 7 * DAY_SECONDS);

/**
 * Whether a client is online.
 * @param shift how much later than its population's hours the client starts and ends, seconds
 * @param sinceMonday seconds since Monday 00:00 UTC
 */
export function isOnline(hours: Hours, shift: number, sinceMonday: number): boolean {
  if (isAlwaysOnline(hours)) return true;
  const clock = ownClock(hours, shift, sinceMonday);
  const timeOfDay = clock % DAY_SECONDS;
  return isWorkday(hours, clock) && timeOfDay >= hours.from && timeOfDay < hours.to;
}

/** Whether the day on which a client's hours begin is one of its days; asked at the beginning itself. */
export function startsToday(hours: Hours, shift: number, sinceMonday: number): boolean {
  // Half a second forward: the beginning itself must not fall on the day before by rounding.
  return isWorkday(hours, ownClock(hours, shift, sinceMonday + 0.5));
}

const isWorkday = (hours: Hours, clock: number): boolean =>
  hours.days.includes(WEEK_DAYS[Math.floor(clock / DAY_SECONDS)]!);

/** Seconds until a client's `local` time of day comes. */
const untilTimeOfDay = (hours: Hours, shift: number, local: number, sinceMonday: number): number =>
  modulo(local - hours.timeZone + shift - sinceMonday, DAY_SECONDS);

/** Phase in the day, 0 <= phase < 1, at which a client's `local` time of day comes, counted from `start`. */
export const phaseOfDay = (hours: Hours, shift: number, local: number, start: number): number =>
  untilTimeOfDay(hours, shift, local, start) / DAY_SECONDS;

/** Seconds until the time of day at which a client's hours begin, on whatever day. */
export const untilBeginning = (hours: Hours, shift: number, sinceMonday: number): number =>
  untilTimeOfDay(hours, shift, hours.from, sinceMonday);

/** Seconds since the time of day at which a client's hours begin last came, on whatever day. */
export const sinceBeginning = (hours: Hours, shift: number, sinceMonday: number): number =>
  modulo(sinceMonday + hours.timeZone - shift - hours.from, DAY_SECONDS);

/** Seconds since the hours of a client that is offline last ended, on one of its days. */
export function sinceEnd(hours: Hours, shift: number, sinceMonday: number): number {
  const clock = ownClock(hours, shift, sinceMonday);
  const day = Math.floor(clock / DAY_SECONDS);
  const today = (clock % DAY_SECONDS) - hours.to;
  let ago = today < 0 ? 1 : 0;
  while (!hours.days.includes(WEEK_DAYS[(day - ago + 7) % 7]!)) ago++;
  return today + ago * DAY_SECONDS;
}

/** Seconds until a client's hours begin on one of its days. */
export function untilDay(hours: Hours, shift: number, sinceMonday: number): number {
  let seconds = untilBeginning(hours, shift, sinceMonday);
  while (!startsToday(hours, shift, sinceMonday + seconds)) seconds += DAY_SECONDS;
  return seconds;
}

/**
 * Seconds since a client last came online after it had been offline for `offline` seconds or more; null where its hours
 * never leave it offline for so long.
 */
export function sinceReturn(
  hours: Hours,
  shift: number,
  sinceMonday: number,
  offline: number,
): number | null {
  let ago = sinceBeginning(hours, shift, sinceMonday);
  for (let day = 0; day <= WEEK_DAYS.length; day++, ago += DAY_SECONDS) {
    const beginning = sinceMonday - ago;
    if (!startsToday(hours, shift, beginning)) continue;
    // Half a second back: the hours that have just begun are not those that ended last.
    if (sinceEnd(hours, shift, beginning - 0.5) + 0.5 >= offline) return ago;
  }
  return null;
}
