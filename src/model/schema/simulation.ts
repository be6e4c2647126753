import { z } from 'zod';
import { weekPoint } from '../clock/week-field.js';
import { fixedDuration, NO_ZERO, ONE_VALUE, positive, withDefault } from '../field.js';
import { chosen } from './origin.js';

/** Whether a text is a day of the calendar, in years of which zones of the world are known. */
function isDate(text: string): boolean {
  const [, year, month, day] = /^(19[7-9]\d|20\d\d)-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  return day !== undefined && day > 0 && day <= daysOf(year!, month!);
}

const daysOf = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0
      ? 29
      : 28
    : ([31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);

export const simulationSchema = z
  .strictObject({
    start: withDefault(
      weekPoint(ONE_VALUE.run),
      '0h',
      chosen(4),
      'Point in the week at which the warm-up begins',
    ),
    duration: withDefault(
      positive(fixedDuration(ONE_VALUE.run), NO_ZERO.run),
      '1h',
      chosen(4),
      'Measured time, after the warm-up',
    ),
    warmup: withDefault(
      fixedDuration(ONE_VALUE.run),
      '10min',
      chosen(4),
      'Time simulated before measuring starts',
    ),
    date: withDefault(
      z.string().refine(isDate, {
        message: 'it is no date from 1970 to 2099',
        params: { remedy: 'write year, month and day, as in 2026-01-12' },
      }),
      '2026-01-12',
      chosen(4),
      'A date in the week that is simulated: offsets of time zones by name are those of this date',
    ),
    interval: withDefault(
      positive(fixedDuration(ONE_VALUE.run), NO_ZERO.run),
      '1min',
      chosen(4),
      'Width of an interval of throughput and time series',
    ),
  })
  .prefault({})
  .describe('How long to simulate, and from which time of the week');
