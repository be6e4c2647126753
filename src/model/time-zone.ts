import { z } from 'zod';
import { valueOrIssue } from './reading-field.js';
import type { Reading } from './units.js';

/** Windows' names of zones, as `tzutil /l` lists them, beside the names of the world. */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Romance Standard Time': 'Europe/Paris',
  'GMT Standard Time': 'Europe/London',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kiev',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
  'India Standard Time': 'Asia/Kolkata',
  'Singapore Standard Time': 'Asia/Singapore',
  'China Standard Time': 'Asia/Shanghai',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'AUS Eastern Standard Time': 'Australia/Sydney',
};

const JANUARY_2026 = 1_768_435_200_000;
const JULY_2026 = 1_784_073_600_000;
const [WEST, EAST] = [-12, 14];

/** Local time minus UTC, in seconds: `1h`, `-5h`, `5.5h`, `0`. */
export const timeZone = z
  .unknown()
  .meta({
    description: 'an offset from UTC in hours, as in 1h or -5h',
    anyOf: [{ type: 'string', pattern: '^[+-]?\\d+(\\.\\d+)?h$' }, { const: 0 }],
  })
  .transform((input, context) => valueOrIssue(readTimeZone(input), input, context)) as unknown as z.ZodType<
  number,
  `${number}h` | 0
>;

function readTimeZone(input: unknown): Reading {
  const text = String(input).trim();
  const [, digits] = /^([+-]?\d+(?:\.\d+)?)h$/.exec(text) ?? [];
  const hours = Number(digits ?? (Number(text) === 0 && text !== '' ? 0 : Number.NaN));
  if (hours >= WEST && hours <= EAST) return { value: hours === 0 ? 0 : hours * 3_600 };
  const message = Number.isNaN(hours)
    ? `"${text.slice(0, 60).replace(/\p{C}/gu, '?')}" is no offset from UTC`
    : `no time zone is ${text} from UTC`;
  return { message, remedy: zoneRemedy(text) };
}

function zoneRemedy(text: string): string {
  const offset = /^(?:UTC|GMT)?\s*([+-]?)(\d{1,2})(?::?(\d{2}))?$/i.exec(text);
  if (offset !== null) {
    const [, sign = '', hour, minute = '0'] = offset;
    const hours = Number(hour) + Number(minute) / 60;
    if (hours <= EAST) return `write ${sign === '-' ? '-' : ''}${Number(hours.toFixed(4))}h`;
  }
  if (/^(UTC|GMT|Z)$/i.test(text)) return 'write 0h';
  const zone = WINDOWS_ZONES[text] ?? text;
  const [winter, summer] = [offsetOf(zone, JANUARY_2026), offsetOf(zone, JULY_2026)];
  if (winter === null || summer === null)
    return `write the hours of local time before UTC, from ${WEST}h to ${EAST}h`;
  return winter === summer ? `write ${winter}` : `write ${winter} (in January) or ${summer} (in July)`;
}

/** The offset of a zone of the world at a moment, as `1h`; null when there is no such zone. */
function offsetOf(zone: string, moment: number): string | null {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
      moment,
    );
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hour = '0', minute = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
    return `${sign === '-' ? '-' : ''}${Number(hour) + Number(minute) / 60}h`;
  } catch {
    return null;
  }
}
