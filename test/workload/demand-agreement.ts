import type { Observation } from '../../src/gateway/simulation/observation.js';
import { simulate } from '../../src/gateway/simulation/simulate.js';
import { normalCdf } from '../../src/measure/normal.js';
import { type Model, requestClasses } from '../../src/model/schema.js';
import { demandOf } from '../../src/workload/demand.js';

const HOUR = 3600;
const WEEK = 168 * HOUR;
const HOURS = 168;

/** What counts as the same, as a share of the expectation. */
const SAME = 0.02;
/** The chance that the joint test of a model whose expectations are exact fails. */
const LEVEL = 0.001;

/** A figure of one population, class and hour. */
interface Cell {
  readonly population: string;
  readonly requestClass: string;
  readonly hour: number;
  readonly expected: number;
  readonly simulated: number;
  /** The chance of a deviation like this beyond 2 %. */
  readonly chance: number;
}

/** The third week of a site, in which its content and events come. */
export function thirdWeek(model: Model): Observation {
  const { date } = model.simulation;
  const simulation = { date, start: 0, warmup: 2 * WEEK, duration: WEEK, interval: HOUR };
  const events = model.events.map((event) =>
    'at' in event && event.at !== undefined ? { ...event, at: event.at + 2 * WEEK } : event,
  ) as Model['events'];
  const content = model.content.map((one) => ({
    ...one,
    deployments: one.deployments.map((each) => ({ ...each, available: each.available + 2 * WEEK })),
  }));
  return simulate({ ...model, simulation, events, content }, { seed: 'demand', replication: 0 });
}

/**
 * Cells in which a simulated week differs from the expectation by more than 2 % and by more than chance explains: one joint
 * test over all hours and classes. Requests of clients are independent, so that their number varies no more than that of
 * a Poisson process of bunches of `exchanges`.
 */
export function disagreements(model: Model, week = thirdWeek(model)): Cell[] {
  const cells = cellsOf(model, week);
  return cells.filter(({ chance }) => chance < LEVEL / cells.length);
}

function cellsOf(model: Model, week: Observation): Cell[] {
  return demandOf(model).populations.flatMap(({ name: population, classes }) =>
    requestClasses.flatMap((requestClass) => {
      const ended = week.populations[population]!.ended[requestClass]?.endedByMinute ?? [];
      const hours = classes[requestClass]?.requests.hours(0);
      const { exchanges } = model.clients.find(({ name }) => name === population)!.activities[requestClass];
      return Array.from({ length: HOURS }, (_, hour) => {
        const expected = HOUR * (hours?.[hour] ?? 0);
        const simulated = ended.slice(hour * 60, (hour + 1) * 60).reduce((sum, count) => sum + count, 0);
        const bunch = requestClass === 'token' || requestClass === 'content-location' ? 1 : exchanges;
        return {
          population,
          requestClass,
          hour,
          expected,
          simulated,
          chance: chanceOf(simulated / bunch, expected / bunch),
        };
      });
    }),
  );
}

/** The chance that a Poisson number deviates as far, on that side, from a mean that is 2 % nearer. */
function chanceOf(count: number, mean: number): number {
  if (count >= mean * (1 - SAME) && count <= mean * (1 + SAME)) return 1;
  return count > mean
    ? 1 - poissonBelow(count, mean * (1 + SAME))
    : poissonBelow(count + 1, mean * (1 - SAME));
}

/** The chance that a Poisson number is below `count`. */
function poissonBelow(count: number, mean: number): number {
  if (mean === 0) return count > 0 ? 1 : 0;
  if (mean > 500) return normalCdf((count - 0.5 - mean) / Math.sqrt(mean));
  let [term, sum] = [Math.exp(-mean), 0];
  for (let k = 0; k < Math.ceil(count); k++) {
    sum += term;
    term *= mean / (k + 1);
  }
  return Math.min(1, sum);
}
