import { nearest } from '../nearest.js';
import { type Complaint, describe, orList } from '../units.js';
import { WINDOWS_ZONES } from './windows-zones.js';

/** A time zone as a model states it: an offset of its own, or a name whose offset follows from a date. */
export type Zone = { readonly seconds: number } | { readonly name: string; readonly world: string };

const [WEST, EAST] = [-12, 14];
const HOURS = `the hours of local time before UTC, from ${WEST}h to ${EAST}h`;

/**
 * Reads a time zone: an offset (`1h`, `-5.5h`, `0`, `UTC-03:30`), `UTC`, a zone of the world (`Europe/Warsaw`) or of Windows.
 * @returns the zone, or a complaint with its remedy
 */
export function readZone(input: unknown): Zone | Complaint {
  if (typeof input !== 'string' && typeof input !== 'number')
    return { message: `expected a time zone, found ${describe(input)}`, remedy: 'write 1h or Europe/Warsaw' };
  const text = String(input).trim();
  const hours = offsetHours(text);
  if (hours !== null && hours >= WEST && hours <= EAST)
    return { seconds: hours === 0 ? 0 : Math.round(hours * 3_600) };
  if (hours !== null) return { message: `no time zone is ${text} from UTC`, remedy: `write ${HOURS}` };
  const world = Object.hasOwn(WINDOWS_ZONES, text) ? WINDOWS_ZONES[text]! : text;
  if (isZoneOfTheWorld(world)) return { name: text, world };
  return {
    message: zoneMessage(text),
    remedy: zoneRemedy(text),
  };
}

function zoneMessage(text: string): string {
  const shown = text.slice(0, 60).replace(/\p{C}/gu, '?');
  return zonesMeantBy(text).length > 1
    ? `"${shown}" is short for several time zones`
    : `there is no time zone "${shown}"`;
}

/** Hours of an offset; null where the text is none. */
function offsetHours(text: string): number | null {
  if (/^(UTC|GMT|0)$/i.test(text)) return 0;
  const [, plain] = /^([+-]?\d+(?:\.\d+)?)h$/.exec(text) ?? [];
  if (plain !== undefined) return Number(plain);
  const [, sign, hour, minute = '0'] = /^(?:UTC|GMT)([+-])(\d{1,2})(?::?([0-5]\d))?$/i.exec(text) ?? [];
  return hour === undefined ? null : (sign === '-' ? -1 : 1) * (Number(hour) + Number(minute) / 60);
}

/** Names have an area and a place; short ones such as IST and CST are of several zones, and read differently from host to host. */
const isZoneOfTheWorld = (name: string): boolean => /^[A-Za-z_]+\/./.test(name) && isKnown(name);

function isKnown(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What letters of summer and winter time most likely stand for; some are of several zones. */
const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = {
  ...zonesOf('CET CEST MEZ MESZ', 'Europe/Berlin'),
  ...zonesOf('WET WEST', 'Europe/Lisbon'),
  ...zonesOf('EET EEST', 'Europe/Helsinki'),
  ...zonesOf('BST', 'Europe/London', 'Asia/Dhaka'),
  ...zonesOf('MSK', 'Europe/Moscow'),
  ...zonesOf('EST EDT ET', 'America/New_York'),
  ...zonesOf('CST', 'America/Chicago', 'Asia/Shanghai', 'America/Havana'),
  ...zonesOf('CDT CT', 'America/Chicago'),
  ...zonesOf('MST MDT MT', 'America/Denver'),
  ...zonesOf('PST PDT PT', 'America/Los_Angeles'),
  ...zonesOf('AST', 'America/Halifax', 'Asia/Riyadh'),
  ...zonesOf('IST', 'Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'),
  ...zonesOf('JST', 'Asia/Tokyo'),
  ...zonesOf('SGT', 'Asia/Singapore'),
  ...zonesOf('AEST AEDT', 'Australia/Sydney'),
};

const zonesMeantBy = (letters: string): readonly string[] => ABBREVIATIONS[letters.toUpperCase()] ?? [];

function zonesOf(letters: string, ...names: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(letters.split(' ').map((one) => [one, names]));
}

/** What to write for a text that is no zone: an offset, the zone of a place, or the name that is nearest. */
function zoneRemedy(text: string): string {
  const offset = /^(?:UTC|GMT)?\s*([+-]?)\s*(\d{1,2})(?::?(\d{2}))?\s*(?:h|hours?)?$/i.exec(text);
  if (offset !== null) {
    const [, sign = '', hour, minute = '0'] = offset;
    const hours = Number(hour) + Number(minute) / 60;
    if (hours <= EAST) return `write ${sign === '-' ? '-' : ''}${Number(hours.toFixed(4))}h`;
  }
  if (/^(Z|UTC\s+[a-z]+|zulu)$/i.test(text)) return 'write UTC';
  const names = zoneNamesLike(text);
  if (names.length > 0) return `write ${orList(names)}`;
  return `write the name of a zone, as in Europe/Warsaw, or ${HOURS}`;
}

/** Names of zones that are meant by a text: of an abbreviation, of a place, or spelt like it. */
function zoneNamesLike(text: string): string[] {
  const abbreviated = zonesMeantBy(text);
  if (abbreviated.length > 0) return [...abbreviated];
  const names = [...new Set([...Object.values(WINDOWS_ZONES), ...Intl.supportedValuesOf('timeZone')])];
  const place = text.replaceAll(' ', '_').toLowerCase();
  const ofPlace = names.filter((name) => name.toLowerCase().split('/').at(-1) === place);
  if (ofPlace.length > 0) return ofPlace.slice(0, 3);
  const meant = nearest(text, [...names, ...Object.keys(WINDOWS_ZONES)]);
  return meant === undefined ? [] : [meant];
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock of a zone; throws a RangeError where there is no such zone. Numbers alone: words differ from host to host. */
function clockOf(world: string): Intl.DateTimeFormat {
  const known = clocks.get(world);
  if (known !== undefined) return known;
  const digits = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const clock = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: world, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ ...digits, hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  clocks.set(world, clock);
  return clock;
}

/**
 * Local time minus UTC in a zone, in seconds: at noon of its own clock on a date, so that a change in the night before holds.
 * @param date as in `2026-01-12`
 */
export function offsetOf(zone: Zone, date: string): number {
  if ('seconds' in zone) return zone.seconds;
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const noon = Date.UTC(year, month - 1, day, 12);
  return offsetAt(zone.world, noon - offsetAt(zone.world, noon) * 1_000);
}

function offsetAt(world: string, moment: number): number {
  const parts = clockOf(world).formatToParts(moment);
  const part = (wanted: string): number => Number(parts.find(({ type }) => type === wanted)!.value);
  const local = Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  );
  return (local - moment) / 1_000;
}
