import type { ClockZone, ModelClock } from '../../model/clock/read-clock.js';
import { type ToldClock, UTC } from '../words/clock.js';
import type { ClockSummary } from './schema/clock.js';
import type { Summary } from './summary.js';

/** The clocks of a model as results say them. */
export function clockSummary({ date, site, populations, laterSeconds }: ModelClock): ClockSummary {
  return {
    date,
    site: zoneOf(site),
    ...(laterSeconds > 0 && { laterSeconds }),
    populations: Object.fromEntries(populations.map((one) => [one.population, zoneOf(one)])),
  };
}

const zoneOf = ({ name, offsetSeconds }: ClockZone): ClockSummary['site'] => ({
  timeZone: name,
  offsetSeconds,
});

/** The zone in which the clock times of a result are told. */
export function siteZoneOf({ clock }: Pick<Summary, 'clock'>): ToldClock {
  if (clock === undefined) return UTC;
  const { site, laterSeconds } = clock;
  return { name: site.timeZone, offsetSeconds: site.offsetSeconds, laterSeconds };
}
