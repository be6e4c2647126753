const DAYS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'mon monday mo montag lundi lunes maandag',
    'tue tuesday tues di dienstag mardi martes dinsdag',
    'wed wednesday mi mittwoch mercredi woensdag',
    'thu thursday thur thurs do donnerstag jeudi donderdag',
    'fri friday fr freitag vendredi viernes vrijdag',
    'sat saturday sa samstag sonnabend samedi zaterdag',
    'sun sunday so sonntag dimanche domingo zondag',
  ].flatMap((words, day) => words.split(' ').map((word) => [word, day])),
);

const SHORT_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const LONG_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const WORDS: Readonly<Record<string, string>> = {
  hourly: '1h',
  daily: '1d',
  weekly: '7d',
  monthly: '30d',
  midnight: '0h',
  noon: '12h',
};

/** How someone meant a time that is no number with a unit: what to write instead, and why where that needs saying. */
export interface TimeHint {
  readonly why?: string;
  readonly write: string;
}

/**
 * What to write for a clock time (18:00, 8am), a time of the week (Tue 18:00), a date, a time span of Windows (00:05:00),
 * an ISO duration (PT5M) or one of several units (1h30min); null for other texts.
 */
export function timeHint(text: string): TimeHint | null {
  const word = text.trim().toLowerCase();
  if (Object.hasOwn(WORDS, word)) return { write: WORDS[word]! };
  return timeOfWeek(word) ?? date(word) ?? span(word) ?? sumOfUnits(word);
}

/** The days of the week that a text names: Mon-Fri, "Mon, Wed", weekdays; null where it names none. */
export function daysHint(text: string): readonly string[] | null {
  const word = text.trim().toLowerCase();
  if (/^(weekdays|working ?days|werktags?|workdays)$/.test(word)) return SHORT_DAYS.slice(0, 5);
  if (/^(weekends?|wochenende)$/.test(word)) return SHORT_DAYS.slice(5);
  if (/^(daily|all|every ?day|always|täglich|\*)$/.test(word)) return SHORT_DAYS;
  const days = new Set<number>();
  const list = word.replace(/\s*(?:[-–]|\bto\b|\bbis\b)\s*/g, '-');
  for (const part of list.split(/\s*(?:[,;/&+]|\band\b|\bund\b)\s*|\s+/)) {
    const [from, to, ...more] = part.split('-').map((name) => DAYS[name.replace(/\.$/, '')]);
    if (from === undefined || more.length > 0 || (part.includes('-') && to === undefined)) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === (to ?? from)) break;
    }
  }
  return SHORT_DAYS.filter((_, day) => days.has(day));
}

/** From and to of a span of hours, in seconds of the day: 8-17, 08:00-17:30, 8am to 5pm; null for other texts. */
export function hoursHint(text: string): { readonly from: string; readonly to: string } | null {
  const parts = text
    .trim()
    .toLowerCase()
    .split(/\s*(?:-|–|to|bis)\s*/);
  const [from, to] = parts.map((part) =>
    clock(/^\d{1,2}$/.test(part) ? `${part}:00` : part.replace(/h$/, ':00')),
  );
  return parts.length !== 2 || from == null || to == null ? null : { from: hours(from), to: hours(to) };
}

/** Longest time of the week in hours: a number up to it may be one, and a time of the day as well. */
const WEEK_HOURS = 168;
const WEEK_SECONDS = WEEK_HOURS * 3_600;

/**
 * What a number of hours without a unit stands for where it looks like a time of the day, as 0800 and 1730 do: 8h, 17.5h, and
 * 1.5h or 130h for 130; empty for other numbers.
 */
export function clockHours(digits: string): string[] {
  const seconds = /^\d{3,4}$/.test(digits) ? clock(digits) : null;
  if (seconds === null) return [];
  const mayBeHours = !digits.startsWith('0') && Number(digits) <= WEEK_HOURS;
  return mayBeHours ? [hours(seconds), `${digits}h`] : [hours(seconds)];
}

/** A day of the week and seconds of it, as people write them; the day is null where they name none. */
interface TimeOfWeek {
  readonly day: number | null;
  readonly time: number;
  readonly at: string;
}

function readTimeOfWeek(word: string): TimeOfWeek | null {
  const [, name = '', rest = ''] = /^(\p{L}+)\.?,?\s*(.*)$/u.exec(word) ?? [];
  const day = Object.hasOwn(DAYS, name) ? DAYS[name]! : null;
  const at = day === null ? word : rest === '' ? '00:00' : rest;
  const time = clock(at);
  return time === null ? null : { day, time, at };
}

function timeOfWeek(word: string): TimeHint | null {
  const read = readTimeOfWeek(word);
  if (read === null || read.day === null) return read && { write: hours(read.time) };
  const { day, time, at } = read;
  return { why: `${LONG_DAYS[day]} ${at} counted from Monday 00:00`, write: hours(day * 86_400 + time) };
}

/**
 * What to write where a point in the week stands for a clock time in another spelling (Di 18 Uhr, Tue 1800), one without its
 * day, or a date; null for other texts.
 */
export function weekPointHint(text: string): TimeHint | null {
  const word = text.trim().toLowerCase();
  const early = beforeMonday(word);
  if (early !== null) return early;
  const read = readTimeOfWeek(word);
  if (read !== null)
    return read.day === null
      ? { write: `its day too, as in ${clockTime(0, read.time)}` }
      : { write: clockTime(read.day, read.time) };
  const [, year = '', month = '', date = '', rest = ''] = ISO_DATE.exec(word) ?? [];
  if (year === '') return null;
  const day = weekdayOf(Number(year), Number(month), Number(date));
  const why = `a point in the week has no date; ${year}-${month}-${date} is a ${LONG_DAYS[day]}, and simulation.date says which week it is`;
  return { why, write: clockTime(day, rest === '' ? 0 : (clock(rest) ?? 0)) };
}

/** A time below 0: a week is a circle, so what lies before its Monday lies on the Sunday, or earlier. */
function beforeMonday(word: string): TimeHint | null {
  const [, span, digits, unit] = /^-\s*((\d+(?:\.\d+)?)\s*(d|h|min|m|s))$/.exec(word) ?? [];
  if (unit === undefined) return null;
  const time = WEEK_SECONDS - ((Number(digits) * SECONDS[unit]!) % WEEK_SECONDS);
  return {
    why: `${span} before Monday 00:00`,
    write: clockTime(Math.floor(time / 86_400) % 7, time % 86_400),
  };
}

/** As a model states it: tue 18:00; the minute that has begun. */
function clockTime(day: number, seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const two = (number: number): string => String(number).padStart(2, '0');
  const weekday = SHORT_DAYS[(day + Math.floor(minutes / 1_440)) % 7]!;
  return `${weekday} ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** Seconds of the day of 18:00, 18:00:30, 1800, 8am, 8:30 pm, 8 uhr, 8h30; null for other texts. */
function clock(word: string): number | null {
  const match =
    /^(\d{1,2})(\d{2})()\s*(am|pm|uhr|hrs)?$/.exec(word) ??
    /^(\d{1,2})(?:[:h.](\d{2}))?(?::(\d{2}))?\s*(am|pm|uhr|h)?$/.exec(word);
  if (match === null || (match[2] === undefined && match[4] === undefined)) return null;
  const [, hour, minute = '0', second, half] = match;
  if (half === 'h') return null;
  const noon = half === 'am' || half === 'pm' ? Number(hour) % 12 : Number(hour);
  const seconds = (noon + (half === 'pm' ? 12 : 0)) * 3_600 + Number(minute) * 60 + Number(second ?? 0);
  return seconds > 86_400 || Number(minute) > 59 || Number(second ?? 0) > 59 ? null : seconds;
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[t ]+(\d{1,2}:\d{2}(?::\d{2})?))?z?$/;

function date(word: string): TimeHint | null {
  const iso = ISO_DATE.exec(word);
  if (iso === null)
    return /^\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/.test(word) ? { why: DATELESS, write: '32h' } : null;
  const [, year, month, day, time] = iso;
  const weekday = weekdayOf(Number(year), Number(month), Number(day));
  const at = weekday * 86_400 + (time === undefined ? 0 : (clock(time) ?? 0));
  return { why: `${DATELESS}, and ${year}-${month}-${day} is a ${LONG_DAYS[weekday]}`, write: hours(at) };
}

const DATELESS = 'a model knows times of the week (32h is Tuesday 08:00), not dates';

/** Day of the week of a date, Monday 0 (Sakamoto). */
function weekdayOf(year: number, month: number, day: number): number {
  const shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
  const y = month < 3 ? year - 1 : year;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return (y + leaps + shifts[month - 1]! + day + 6) % 7;
}

/** [d.]hh:mm:ss as PowerShell prints a time span, PT1H30M as Intune stores it. */
function span(word: string): TimeHint | null {
  const windows = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})$/.exec(word);
  const iso = /^p(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?)?$/.exec(word);
  const [, d = '0', h = '0', m = '0', s = '0'] = windows ?? iso ?? [];
  if (windows === null && (iso === null || word.length < 3)) return null;
  return { write: shortest(Number(d) * 86_400 + Number(h) * 3_600 + Number(m) * 60 + Number(s)) };
}

const SECONDS: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, min: 60, m: 60, s: 1 };

/** 1h30min, 1h 30m, 2d 4h. */
function sumOfUnits(word: string): TimeHint | null {
  if (!/^(\d+(\.\d+)?\s*(d|h|min|m|s)\s*){2,}$/.test(word)) return null;
  const parts = [...word.matchAll(/(\d+(?:\.\d+)?)\s*(d|h|min|m|s)/g)];
  return {
    write: shortest(parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * SECONDS[unit!]!, 0)),
  };
}

/** In hours where that is short, since times of the week and of the day are counted in them. */
function hours(seconds: number): string {
  return (seconds / 36) % 1 === 0 ? `${seconds / 3_600}h` : shortest(seconds);
}

function shortest(seconds: number): string {
  if (seconds > 0 && seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds % 3_600 === 0) return `${seconds / 3_600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}min` : `${seconds}s`;
}
