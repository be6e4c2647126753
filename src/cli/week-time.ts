const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 86_400;

/** Reads a point in the week as people write it, `tue 08:00`: seconds after Monday 00:00, null when it is none. */
export function readWeekTime(text: string): number | null {
  const [, name = '', hour = '', minute = ''] =
    /^\s*([a-z]{3})[a-z]*\s+([01]?\d|2[0-3]):([0-5]\d)\s*$/i.exec(text) ?? [];
  const day = DAYS.indexOf(name.toLowerCase());
  return day < 0 ? null : day * DAY + Number(hour) * 3600 + Number(minute) * 60;
}
