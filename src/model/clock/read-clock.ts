import type { z } from 'zod';
import { nearest } from '../nearest.js';
import type { Path } from '../problem.js';
import type { Complaint } from '../units.js';
import { WEEK_SECONDS, WeekPoint } from './week-point.js';
import { offsetOf, readZone, type Zone } from './zone.js';
import { WrittenZone } from './zone-field.js';

/** A zone as a model names it, null for a bare offset, and its local time minus UTC. */
export interface ClockZone {
  readonly name: string | null;
  readonly offsetSeconds: number;
}

/** The clocks of a model: what its clock times mean. One offset a zone holds for the whole simulation. */
export interface ModelClock {
  /** A date in the week that is simulated, from which the offsets follow. */
  readonly date: string;
  readonly site: ClockZone;
  /** In the order of the model's clients. */
  readonly populations: readonly (ClockZone & { readonly population: string })[];
  /** By how much all points in the week are later than they are written, so that none lies before the first Monday in UTC. */
  readonly laterSeconds: number;
  /** When the first week begins: Monday 00:00 UTC, or what comes before: that of the site, or a point of the model. After Monday 00:00 UTC. */
  readonly beginsSeconds: number;
}

/** What a clock is read from; in a model that is being read, zones and points are still as they are written. */
interface Timed {
  readonly simulation: { readonly date: string };
  readonly site: { readonly timeZone: number };
  readonly clients: readonly { readonly name: string; readonly hours: { readonly timeZone: number } }[];
}

/**
 * Turns the zones and points in the week of a model that is being read into seconds, in place, and adds its clock. Where a clock
 * time falls on the Sunday before the first Monday in UTC, as a Monday morning in Asia does, all points count one week later.
 * A zone that nobody knows becomes an issue of the field.
 */
export function readClock<Model extends Timed>(
  model: Model,
  context: z.RefinementCtx,
): Model & { readonly clock: ModelClock } {
  const { date } = model.simulation;
  const site = clockZone(model.site.timeZone, date);
  const populations = model.clients.map(({ name, hours }) => ({
    population: name,
    ...(isSites(hours.timeZone) ? site : clockZone(hours.timeZone, date)),
  }));
  const clock = { date, site, populations };
  const marks = [...marksOf(model, [])];
  const seconds = marks.map(({ mark, path }) => {
    if (mark instanceof WrittenZone)
      return mark.zone === 'site' ? site.offsetSeconds : offsetOf(mark.zone, date);
    const reading = secondsOf(mark, clock);
    if (typeof reading === 'number') return reading;
    const { message, remedy } = reading;
    context.issues.push({ code: 'custom', message, params: { remedy }, input: model, path: [...path] });
    return 0;
  });
  const earliest = Math.min(0, ...seconds.filter((_, index) => marks[index]!.mark instanceof WeekPoint));
  const laterSeconds = earliest < 0 ? WEEK_SECONDS : 0;
  const beginsSeconds = laterSeconds + Math.min(earliest, -site.offsetSeconds);
  for (const [index, { holder, key, mark }] of marks.entries())
    holder[key] = seconds[index]! + (mark instanceof WeekPoint ? laterSeconds : 0);
  return { ...model, clock: { ...clock, laterSeconds, beginsSeconds } };
}

/**
 * A point in the week in seconds after Monday 00:00 UTC of the first week, below 0 where it lies before, or what is wrong with its
 * zone.
 */
export function secondsOf(
  { seconds, zone }: WeekPoint,
  clock: Omit<ModelClock, 'laterSeconds' | 'beginsSeconds'>,
): number | Complaint {
  if (zone === null) return seconds;
  if (zone === '') return seconds - clock.site.offsetSeconds;
  const population = clock.populations.find((one) => one.population === zone);
  if (population !== undefined) return seconds - population.offsetSeconds;
  const read = readZone(zone);
  if (!('message' in read)) return seconds - offsetOf(read, clock.date);
  const meant = nearest(
    zone,
    clock.populations.map((one) => one.population),
  );
  return {
    message: `${read.message}, and no population has this name`,
    remedy: meant === undefined ? read.remedy : `write ${meant}`,
  };
}

/** Still as it is written, whatever the type of the field says. */
const asWritten = (field: unknown): Zone | 'site' => (field as WrittenZone).zone;
const isSites = (field: unknown): boolean => asWritten(field) === 'site';

function clockZone(field: unknown, date: string): ClockZone {
  const zone = asWritten(field) as Zone;
  return { name: 'name' in zone ? zone.name : null, offsetSeconds: offsetOf(zone, date) };
}

interface Mark {
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
  readonly mark: WeekPoint | WrittenZone;
  readonly path: Path;
}

/** Every zone and point in the week of a model, wherever it stands. */
function* marksOf(value: object, path: Path): Iterable<Mark> {
  const holder = value as Mark['holder'];
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const inner = holder[key];
    if (inner instanceof WeekPoint || inner instanceof WrittenZone)
      yield { holder, key, mark: inner, path: [...path, key] };
    else if (typeof inner === 'object' && inner !== null) yield* marksOf(inner, [...path, key]);
  }
}
