/** How often something comes that a model states one time of. */
export const OCCURS = ['once', 'weekly', 'monthly'] as const;
export type Occurs = (typeof OCCURS)[number];

const WEEK_SECONDS = 7 * 24 * 3600;

/**
 * Seconds after which it comes again, and before which it came the last time; Infinity where it comes once. A simulation
 * is made of weeks: a month is four of them.
 */
export function repeatSeconds(occurs: Occurs = 'once'): number {
  if (occurs === 'once') return Number.POSITIVE_INFINITY;
  return occurs === 'weekly' ? WEEK_SECONDS : 4 * WEEK_SECONDS;
}
