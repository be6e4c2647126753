import type { Model } from '../../model/schema.js';
import type { Demand } from '../../workload/demand.js';
import { demandOutside } from '../window/outside.js';
import type { DemandWeek } from './hours.js';

const WEEK = 7 * 86_400;
const HOUR = 3_600;
/** Rates that differ by less, as a share, are equal. */
const EQUAL = 1e-6;

/** The week on the clock of the site with the busiest hour of a model's busiest time. */
export function shownWeek(model: Model, { requests }: Demand): DemandWeek {
  const { site, laterSeconds, beginsSeconds } = model.clock;
  const { duration } = model.simulation;
  const monday = laterSeconds - site.offsetSeconds;
  const measured = requests.busiest(duration, beginsSeconds).startSeconds;
  const span = Math.min(HOUR, duration);
  const busiest = requests.busiestHour(measured, duration).startSeconds;
  const ownWeek = Math.floor((busiest - monday) / WEEK);
  // Where the hour lies on both sides of a Monday, the side with more of it counts.
  const before = Math.min(span, monday + (ownWeek + 1) * WEEK - busiest);
  const after = requests.rate(busiest, span) * span - requests.rate(busiest, before) * before;
  const week = after > requests.rate(busiest, before) * before ? ownWeek + 1 : ownWeek;
  // On the Sunday before the first Monday of the site, where nothing comes once then: every Sunday is alike.
  const isAnySunday =
    week < 0 && requests.rate(busiest + WEEK, span) >= requests.rate(busiest, span) * (1 - EQUAL);
  const startSeconds = monday + (isAnySunday ? 0 : week) * WEEK;
  return { startSeconds, outside: demandOutside(model, startSeconds, WEEK) };
}
