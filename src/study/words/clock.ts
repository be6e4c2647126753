import type { ClockZone } from '../../model/clock/read-clock.js';
import { chosen, duration } from './format.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** What is left after whole spans, 0 or more: clocks go round. */
const modulo = (seconds: number, span: number): number => ((seconds % span) + span) % span;

/** A point in the week as people write it: `Tue 09:05`. Seconds after Monday 00:00; the minute that has begun. */
export function weekTime(seconds: number): string {
  const day = DAYS[Math.floor(modulo(seconds, WEEK) / DAY)]!;
  return `${day} ${dayTime(seconds)}`;
}

const dayTime = (seconds: number): string => {
  const minutes = Math.floor(modulo(seconds, DAY) / 60 + 1e-6);
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
};

const two = (number: number): string => String(number).padStart(2, '0');

/** The clock of a measured window: times after its start as `09:05`, with the day where it lies on several, and the week. */
export function windowClock(startSeconds: number, durationSeconds: number): (after: number) => string {
  const isOneDay = Math.floor(startSeconds / DAY) === Math.floor((startSeconds + durationSeconds - 1) / DAY);
  const isOneWeek = durationSeconds <= WEEK;
  const week = (after: number): string =>
    `week ${Math.floor((startSeconds + after) / WEEK) - Math.floor(startSeconds / WEEK) + 1} `;
  return (after) => {
    if (isOneDay) return dayTime(startSeconds + after);
    return `${isOneWeek ? '' : week(after)}${weekTime(startSeconds + after)}`;
  };
}

/** A time of the week in words: `Mon 08:12 to 12:12`, with the second day where it is another. */
export function windowText(startSeconds: number, durationSeconds: number): string {
  const end = startSeconds + durationSeconds;
  const isOneDay = Math.floor(startSeconds / DAY) === Math.floor((end - 1) / DAY);
  const isMidnight = modulo(end, DAY) === 0;
  const day = isOneDay ? '' : `${weekTime(end - (isMidnight ? 1 : 0)).slice(0, 3)} `;
  return `${weekTime(startSeconds)} to ${day}${isMidnight ? '24:00' : dayTime(end)}`;
}

/**
 * The same with the week, where it is not the first, and with the length where a day's name would come twice:
 * `week 2 Wed 14:00 to 14:10`, `8 d from Mon 00:00`.
 * @param laterSeconds when the first week begins (see `ModelClock`)
 */
export function datedWindowText(startSeconds: number, durationSeconds: number, laterSeconds = 0): string {
  const text =
    durationSeconds > 6 * DAY
      ? `${chosen(duration(durationSeconds))} from ${weekTime(startSeconds)}`
      : windowText(startSeconds, durationSeconds);
  return `${weekName(startSeconds - laterSeconds)}${text}`;
}

/** `week 2 ` for a time in the second week, nothing for one in the first. */
export function weekName(seconds: number): string {
  const week = weekNumber(seconds);
  return week <= 1 ? '' : `week ${week} `;
}

/** 1 for a time in the first week. */
export const weekNumber = (seconds: number): number => Math.floor(seconds / WEEK) + 1;

/** The zone in which times are told. */
export interface ToldClock extends ClockZone {
  /** When the first week begins; 0 where left out. */
  readonly laterSeconds?: number | undefined;
}

/** The clock of a model that states no zone. */
export const UTC: ClockZone = { name: null, offsetSeconds: 0 };

/** The same in a zone, which is named: `Mon 08:12 to 12:12, Europe/Warsaw, UTC+1`. Seconds after Monday 00:00 UTC. */
export function localWindowText(startSeconds: number, durationSeconds: number, zone: ToldClock): string {
  const text = datedWindowText(startSeconds + zone.offsetSeconds, durationSeconds, zone.laterSeconds);
  return isUtc(zone) ? `${text} UTC` : `${text}, ${zoneText(zone)}`;
}

const isUtc = ({ name, offsetSeconds }: ClockZone): boolean => name === null && offsetSeconds === 0;

/** A zone and its offset: `Europe/Warsaw, UTC+1`, `UTC-3:30`. */
export function zoneText({ name, offsetSeconds }: ClockZone): string {
  const minutes = Math.round(Math.abs(offsetSeconds) / 60);
  const past = minutes % 60 === 0 ? '' : `:${two(minutes % 60)}`;
  const offset = minutes === 0 ? '' : `${offsetSeconds < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${past}`;
  return `${name === null ? '' : `${name}, `}UTC${offset}`;
}
