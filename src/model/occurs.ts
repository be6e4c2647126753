import { WEEK_SECONDS } from './clock/week-point.js';

/** How often something comes that a model states one time of. */
export const OCCURS = ['once', 'weekly', 'monthly'] as const;
export type Occurs = (typeof OCCURS)[number];

/**
 * Seconds after which it comes again, and before which it came the last time; Infinity where it comes once. A simulation
 * is made of weeks: a month is four of them.
 */
export function repeatSeconds(occurs: Occurs = 'once'): number {
  if (occurs === 'once') return Number.POSITIVE_INFINITY;
  return occurs === 'weekly' ? WEEK_SECONDS : 4 * WEEK_SECONDS;
}

/**
 * How long before a time it came, newest first; at that time itself it is still to come.
 * @param at the time that the model states, seconds like `time`
 * @param longest seconds that are looked back
 */
export function occurrencesBefore(
  at: number,
  occurs: Occurs | undefined,
  time: number,
  longest: number,
): number[] {
  const repeat = repeatSeconds(occurs);
  if (repeat === Number.POSITIVE_INFINITY) return at < time && time - at <= longest ? [time - at] : [];
  const found: number[] = [];
  for (let ago = time - nextOccurrence(at, occurs, time)! + repeat; ago <= longest; ago += repeat)
    found.push(ago);
  return found;
}

/** When it comes next, at a time or after it; null where it has come for good. */
export function nextOccurrence(at: number, occurs: Occurs | undefined, time: number): number | null {
  const repeat = repeatSeconds(occurs);
  if (repeat === Number.POSITIVE_INFINITY) return at >= time ? at : null;
  return at + Math.ceil((time - at) / repeat) * repeat;
}
