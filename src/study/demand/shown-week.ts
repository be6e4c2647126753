import type { Model } from '../../model/schema.js';
import type { Demand } from '../../workload/demand.js';
import { demandOutside } from '../window/outside.js';
import type { DemandWeek } from './hours.js';

const WEEK = 7 * 86_400;

/** The week on the clock of the site with the busiest hour of a model's busiest time. */
export function shownWeek(model: Model, { requests }: Demand): DemandWeek {
  const { site, laterSeconds } = model.clock;
  const { duration } = model.simulation;
  const monday = laterSeconds - site.offsetSeconds;
  const measured = requests.busiest(duration, laterSeconds).startSeconds;
  const busiest = requests.busiestHour(measured, duration).startSeconds;
  // On Sunday evening where Monday 00:00 UTC is: every Sunday is alike, the first week's own is shown.
  const weeks = Math.max(0, Math.floor((busiest - monday) / WEEK));
  const startSeconds = monday + weeks * WEEK;
  return { startSeconds, outside: demandOutside(model, startSeconds, WEEK) };
}
