import type { PopulationModel } from '../../model/schema.js';
import { DAY_SECONDS, isAlwaysOnline, isOnline } from '../hours.js';
import { sessionsOf, WEEK_SECONDS } from './week.js';

/** Clients that stand for a population whose clients differ in their shift. */
const SHIFTS = 120;

/** Clients that stand for all of a population: their shifts, equally likely. */
export function shiftsOf(hours: PopulationModel['hours']): number[] {
  if (isAlwaysOnline(hours) || hours.spread === 0) return [0];
  return Array.from({ length: SHIFTS }, (_, index) => ((index + 0.5) / SHIFTS) * hours.spread);
}

/** Share of a population's clients that are online at a time, and still (or again) at a later one; seconds after Monday 00:00 UTC. */
export function onlineAtBoth(hours: PopulationModel['hours'], time: number, later: number): number {
  const shifts = shiftsOf(hours);
  const online = shifts.filter((shift) => isOnline(hours, shift, time) && isOnline(hours, shift, later));
  return online.length / shifts.length;
}

/** A time in which one client is online, seconds after Monday 00:00 UTC of the first week. */
export interface OwnSession {
  readonly begin: number;
  readonly end: number;
  /** Its number in the week, null where the client never goes offline. */
  readonly number: number | null;
}

/** The sessions of a client of this shift that end after a time, up to another, in order. */
export function ownSessions(
  hours: PopulationModel['hours'],
  shift: number,
  from: number,
  until: number,
): OwnSession[] {
  const sessions = sessionsOf(hours);
  if (sessions.length === 0) return [{ begin: 0, end: until, number: null }];
  const found: OwnSession[] = [];
  const before = Math.floor((from - 2 * DAY_SECONDS) / WEEK_SECONDS) - 1;
  for (let week = before; week * WEEK_SECONDS < until; week++)
    for (const [number, { begin, seconds }] of sessions.entries()) {
      const own = week * WEEK_SECONDS + begin + shift;
      if (own + seconds > from && own < until) found.push({ begin: own, end: own + seconds, number });
    }
  return found;
}
