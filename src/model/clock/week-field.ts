import { z } from 'zod';
import { ONE_VALUE } from '../field.js';
import { distributionComplaint, type QuantityText } from '../quantity-field.js';
import { valueOrIssue } from '../reading-field.js';
import { weekPointHint } from '../time-hints.js';
import { type Complaint, describe, quantityPattern, readQuantity } from '../units.js';
import { readClockTime, WeekPoint } from './week-point.js';

const durationTexts = [{ type: 'string', pattern: quantityPattern('duration') }, { const: 0 }] as const;

type ClockTime = `${number}:${number}`;
/** The second is no case of the first, whose `${string} ` ends at the first space. */
type DayTime = `${string} ${ClockTime}` | `week ${number} ${string} ${ClockTime}`;
type WeekText = QuantityText<'duration'> | DayTime | `${DayTime} ${string}`;

const writtenPoint = z.unknown().meta({
  id: 'weekPoint',
  description:
    'a point in the week as in "tue 08:00" or "tue 08:00 UTC", or time after Monday 00:00 UTC as in 32h',
  anyOf: [
    ...durationTexts,
    {
      type: 'string',
      pattern:
        '^\\s*([Ww]eek\\s+\\d{1,2}\\s+)?([Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un)[a-z]*\\s+([01]?\\d|2[0-3]):[0-5]\\d(\\s+\\S.*)?$',
    },
  ],
});

/** A point in the week: seconds after Monday 00:00 UTC, once the model as a whole is read (see `readClock`). */
export const weekPoint = (reason: string = ONE_VALUE.moment) =>
  writtenPoint
    .transform((input, context) => valueOrIssue(readWeekPoint(input, reason), input, context))
    .meta({
      quantity: 'duration',
      noDistribution: reason,
      common: ['h'],
      clock: 'week',
    }) as unknown as z.ZodType<number, WeekText>;

/** Reads a point in the week, or says what is wrong with it and what to write. */
export function readWeekPoint(
  input: unknown,
  reason: string = ONE_VALUE.moment,
): { readonly value: WeekPoint } | Complaint {
  const text = typeof input === 'string' ? input : '';
  const point = readClockTime(text);
  if (point !== null) return { value: point };
  const reading = distributionComplaint(input, 'tue 08:00', reason) ?? readQuantity('duration', input, ['h']);
  if ('value' in reading) return { value: new WeekPoint(reading.value, null) };
  const hint = weekPointHint(text);
  if (hint === null && !/^\s*[a-z]/i.test(text)) return reading;
  return {
    message: `${describe(input)} is no point in the week`,
    remedy:
      hint === null
        ? 'write tue 08:00, or time after Monday 00:00 UTC such as 32h'
        : `write ${hint.write}${hint.why === undefined ? '' : ` (${hint.why})`}`,
  };
}

const writtenTime = z.unknown().meta({
  id: 'dayTime',
  description: 'a time of the day as in 08:00 or 8h',
  anyOf: [
    ...durationTexts,
    { type: 'string', pattern: '^\\s*([01]?\\d|2[0-3]):[0-5]\\d\\s*$|^\\s*24:00\\s*$' },
  ],
});

const DAY_TIME = /^\s*(?:([01]?\d|2[0-3]):([0-5]\d)|(24):(00))\s*$/;

const TIME_AND_ZONE = /^\s*((?:[01]?\d|2[0-3]):[0-5]\d)\s*(?:UTC|GMT|Z|\+\d|\s-\d{1,2}h|[A-Z]\w+\/\w)/;
const DAY_AND_TIME = /^\s*([a-z]{3})[a-z]*\s+(\d{1,2}:\d\d)/i;

/** A time of the day with a day before it, or a zone behind it, for which there are fields of their own. */
function longerTime(input: unknown): Complaint | null {
  if (typeof input !== 'string') return null;
  const message = `${describe(input)} is more than a time of the day`;
  const [, zoned] = TIME_AND_ZONE.exec(input) ?? [];
  if (zoned !== undefined) return { message, remedy: `write ${zoned}, and its zone in timeZone` };
  const [, day = '', time = ''] = DAY_AND_TIME.exec(input) ?? [];
  if (readClockTime(input) === null || day === '') return null;
  return { message, remedy: `write ${time}, and its day in days: [${day.toLowerCase()}]` };
}

/** A time of the day: `08:00`, `8h`, `24:00` -> seconds after midnight. */
export const dayTime = writtenTime
  .transform((input, context) => {
    const [, hour, minute, last] = (typeof input === 'string' && DAY_TIME.exec(input)) || [];
    const seconds = Number(hour ?? last) * 3_600 + Number(minute ?? 0) * 60;
    if (!Number.isNaN(seconds)) return seconds;
    const complaint = longerTime(input) ?? distributionComplaint(input, '08:00', ONE_VALUE.moment);
    return valueOrIssue(complaint ?? readQuantity('duration', input, ['h']), input, context);
  })
  .meta({
    quantity: 'duration',
    noDistribution: ONE_VALUE.moment,
    common: ['h'],
    clock: 'day',
  }) as unknown as z.ZodType<number, QuantityText<'duration'> | ClockTime>;
