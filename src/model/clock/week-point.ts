const DAY = 86_400;
export const WEEK_SECONDS = 7 * DAY;
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const LAST_WEEK = 99;

/** A point in the week in a model that is being read: a time of a clock, or seconds after Monday 00:00 UTC where `zone` is null. */
export class WeekPoint {
  constructor(
    readonly seconds: number,
    /** Words behind a clock time: a zone, or a population that has one; empty for the zone of the site. */
    readonly zone: string | null,
  ) {}
}

const CLOCK = /^\s*(?:week\s+(\d{1,2})\s+)?([a-z]+)\s+([01]?\d|2[0-3]):([0-5]\d)(?:\s+(\S.*?))?\s*$/i;

/** Words behind a time that say which half of the day it is of, or nothing. */
const NO_ZONES = /^(am|pm|uhr|hrs|h)$/i;

/** Reads a time of the week as a clock shows it: `tue 08:00`, `week 2 mon 08:00 Europe/Warsaw`; null for other texts. */
export function readClockTime(text: string): WeekPoint | null {
  const [, week = '1', name = '', hour = '', minute = '', zone = ''] = CLOCK.exec(text) ?? [];
  const day = name.length < 3 ? -1 : DAYS.findIndex((one) => one.startsWith(name.toLowerCase()));
  const number = Number(week);
  if (day < 0 || number < 1 || number > LAST_WEEK || NO_ZONES.test(zone)) return null;
  return new WeekPoint(
    (number - 1) * WEEK_SECONDS + day * DAY + Number(hour) * 3_600 + Number(minute) * 60,
    zone,
  );
}
