import type { Model } from '../schema.js';
import type { Complaint } from '../units.js';
import { broken, type RuleBreak } from './rule.js';

/** Intervals of a run; each keeps figures of every resource in memory. */
const MOST_INTERVALS = 100_000;

/** What is wrong with measuring for so long in intervals of this length, null when it is well. Both in seconds. */
export function intervalComplaint(duration: number, interval: number): Complaint | null {
  const count = Math.ceil(duration / interval);
  if (count <= MOST_INTERVALS) return null;
  const least = Math.ceil(duration / MOST_INTERVALS / 60);
  return {
    message: `${count} intervals are too many to keep; there are at most ${MOST_INTERVALS}`,
    remedy: `measure a shorter time, or write simulation.interval: ${least}min or longer`,
  };
}

export function* fewIntervals({ simulation }: Model): Iterable<RuleBreak> {
  const complaint = intervalComplaint(simulation.duration, simulation.interval);
  if (complaint !== null)
    yield broken(['simulation', 'duration'], complaint.message, complaint.remedy, ['simulation', 'interval']);
}
