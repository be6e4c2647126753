import { inKnownUnits } from './foreign-units.js';
import { twoReadings, ungrouped } from './grouped-number.js';
import { nearest } from './nearest.js';
import { clockHours, hoursHint, timeHint } from './time-hints.js';

/** What is wrong with an input, and what would be right: the two halves of every message about a model. */
export interface Complaint {
  readonly message: string;
  readonly remedy: string;
}

/** The outcome of reading one scalar: a number in the program's own unit, or a complaint. */
export type Reading = { readonly value: number } | Complaint;

interface Bound {
  readonly value: number;
  readonly text: string;
}

/** A kind of physical quantity as it is written in a model file. */
export interface Quantity {
  /** As in "a duration". */
  readonly noun: string;
  /** Spellings of its units, smallest first, with the size of one unit in the program's own (SI) unit. */
  readonly units: Readonly<Record<string, number>>;
  readonly example: string;
  /** Units that are offered to someone who wrote a bare number. */
  readonly common: readonly string[];
  /** Bare numbers that need no unit: only zero, or any. */
  readonly bare: 'zero' | 'any';
  /** Beyond it numbers would lose their meaning, and sums of them be infinite. */
  readonly maximum: Bound;
  /** The smallest above zero, where less would make times infinite. */
  readonly minimum?: Bound;
}

export type QuantityName = keyof typeof QUANTITIES;

/** Every quantity of a model file. Inside the program: seconds, bytes, bits per second, events per second, shares. */
export const QUANTITIES = {
  duration: {
    noun: 'a duration',
    units: { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3_600, d: 86_400 },
    example: '20ms',
    common: ['ms', 's', 'min'],
    bare: 'zero',
    maximum: { value: 8.64e11, text: '1e7d' },
  },
  size: {
    noun: 'a size',
    units: {
      B: 1,
      kB: 1e3,
      KiB: 1_024,
      MB: 1e6,
      MiB: 1_048_576,
      GB: 1e9,
      GiB: 1_073_741_824,
      TB: 1e12,
      TiB: 1_099_511_627_776,
    },
    example: '8KiB',
    common: ['B', 'KiB', 'MB'],
    bare: 'zero',
    maximum: { value: 1e18, text: '1e6TB' },
  },
  rate: {
    noun: 'a data rate',
    units: { bps: 1, kbps: 1e3, Mbps: 1e6, Gbps: 1e9, Tbps: 1e12 },
    example: '500Mbps',
    common: ['Mbps', 'Gbps'],
    bare: 'zero',
    maximum: { value: 1e21, text: '1e9Tbps' },
    minimum: { value: 1, text: '1bps' },
  },
  perSecond: {
    noun: 'a frequency',
    units: { '/d': 1 / 86_400, '/h': 1 / 3_600, '/min': 1 / 60, '/s': 1 },
    example: '500/s',
    common: ['/s', '/min'],
    bare: 'zero',
    maximum: { value: 1e12, text: '1e12/s' },
  },
  share: {
    noun: 'a share',
    units: { '%': 1e-2 },
    example: '3%',
    common: ['%'],
    bare: 'any',
    maximum: { value: 1, text: '1 (100%)' },
  },
} as const satisfies Record<string, Quantity>;

const NUMBER_AND_UNIT = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\D*)$/;

/**
 * Reads a YAML scalar as a quantity.
 * @param common units that are offered to someone who wrote a bare number
 * @returns the number in the program's own unit (seconds, bytes, bits/s, 1/s, share), or a complaint with its remedy
 */
export function readQuantity(
  name: QuantityName,
  input: unknown,
  common: readonly string[] = QUANTITIES[name].common,
): Reading {
  const quantity: Quantity = { ...QUANTITIES[name], common };
  if (typeof input === 'number') return readBareNumber(quantity, input, String(input));
  if (typeof input !== 'string') {
    return complain(`expected ${quantity.noun}, found ${describe(input)}`, `write ${quantity.example}`);
  }
  const match = NUMBER_AND_UNIT.exec(input.trim());
  if (match === null) return notNumberAndUnit(name, input, common);
  const [, digits = '', unit = ''] = match;
  if (unit === '') return readBareNumber(quantity, Number(digits), digits);
  const factor = Object.hasOwn(quantity.units, unit) ? quantity.units[unit] : undefined;
  if (factor === undefined) return wrongUnit(name, quantity, digits, unit);
  return inBounds(quantity, scale(Number(digits), factor), input);
}

/**
 * Writes a value in the unit that needs the fewest digits and loses nothing: 0.02 s -> "20ms", 90 s -> "90s".
 * Reading the text again gives the same number.
 */
export function formatQuantity(name: QuantityName, value: number): string {
  const units: Readonly<Record<string, number>> = QUANTITIES[name].units;
  if (value === 0) return '0';
  const lossless = Object.entries(units)
    .map(([unit, factor]) => ({ unit, factor, digits: Number((value / factor).toPrecision(15)) }))
    .filter(({ factor, digits }) => scale(digits, factor) === value);
  const whole = lossless.filter(({ digits }) => digits >= 1);
  const candidates = whole.length > 0 ? whole : lossless;
  const shortest = Math.min(...candidates.map(({ digits }) => String(digits).length));
  const best = candidates.findLast(({ digits }) => String(digits).length === shortest);
  return best === undefined ? `${value}${baseUnit(units)}` : `${best.digits}${best.unit}`;
}

/** The pattern of a well-formed text, for the published JSON Schema. */
export function quantityPattern(name: QuantityName): string {
  const units = Object.keys(QUANTITIES[name].units).join('|');
  return `^\\s*\\+?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*(${units})\\s*$`;
}

function readBareNumber(quantity: Quantity, value: number, text: string): Reading {
  if (quantity.bare === 'any' || value === 0) return inBounds(quantity, value, text);
  if (!Number.isFinite(value)) return complain(`${text} is not a finite number`, `write ${quantity.example}`);
  const times = quantity.common[0] === 'h' ? clockHours(text) : [];
  const choices = times.length > 0 ? times : quantity.common.map((unit) => `${text}${unit}`);
  return complain(`${text} has no unit; ${quantity.noun} needs one`, `write ${orList(choices)}`);
}

function inBounds(quantity: Quantity, value: number, text: string): Reading {
  if (value < 0)
    return complain(`${quantity.noun} cannot be negative, found ${text}`, `write ${quantity.example}`);
  if (!Number.isFinite(value)) return complain(`${text} is not a finite number`, `write ${quantity.example}`);
  const { maximum, minimum } = quantity;
  if (value > maximum.value)
    return complain(
      `${quantity.noun} is at most ${maximum.text}, found ${text}`,
      belowMaximum(quantity, text),
    );
  if (minimum !== undefined && value > 0 && value < minimum.value)
    return complain(
      `${quantity.noun} is at least ${minimum.text}, found ${text}`,
      `write ${quantity.example}`,
    );
  return { value: value === 0 ? 0 : value };
}

/** A number from 1 to 100 where a share stands is a percentage. */
function belowMaximum(quantity: Quantity, text: string): string {
  if (!('%' in quantity.units)) return `write ${quantity.example}`;
  return Number(text) <= 100 ? `write ${text}%` : 'write 100% or less';
}

/** A unit with a period behind it, as in GB/month or MB per day. */
const PER = /^(\p{L}+)\s*(?:\/|\bper\b|\bpro\b|\ba\b)\s*(\p{L}+)$/iu;
const PERIODS: Readonly<Record<string, string>> = {
  ...{ d: '1d', day: '1d', tag: '1d', w: '7d', week: '7d', woche: '7d' },
  ...{ m: '30d', mo: '30d', month: '30d', monat: '30d', y: '365d', year: '365d', jahr: '365d' },
};

/** What to write for 10GB/month where an amount stands; null where the unit is none of an amount with a period. */
function amountAlone(name: QuantityName, digits: string, unit: string): string | null {
  const [, amount = '', per = ''] = (name === 'size' || name === 'duration' ? PER.exec(unit) : null) ?? [];
  if (amount === '') return null;
  const isKnown = Object.hasOwn(QUANTITIES[name].units, amount);
  const amounts = isKnown ? [`${digits}${amount}`] : inKnownUnits(name, digits, amount);
  if (amounts.length === 0) return null;
  const period = Object.hasOwn(PERIODS, per.toLowerCase()) ? PERIODS[per.toLowerCase()] : undefined;
  const where = period === undefined ? '' : `; a period is a field of its own, as in period: ${period}`;
  return `write ${orList(amounts)}${where}`;
}

function wrongUnit(name: QuantityName, quantity: Quantity, digits: string, unit: string): Complaint {
  const known = Object.keys(quantity.units);
  const alone = amountAlone(name, digits, unit);
  if (alone !== null) return complain(`"${digits}${unit}" is not ${quantity.noun}`, alone);
  const meant =
    known.find((spelling) => spelling.toLowerCase() === unit.toLowerCase()) ??
    (unit.length < 3 ? undefined : nearest(unit, known));
  const clock = name === 'duration' ? timeHint(`${digits}${unit}`)?.write : undefined;
  const converted = clock === undefined ? inKnownUnits(name, digits, unit) : [clock];
  const guessed =
    meant === undefined ? QUANTITIES[name].common.map((one) => `${digits}${one}`) : [`${digits}${meant}`];
  return complain(
    `unknown unit "${unit}"; the units of ${quantity.noun} are ${known.join(', ')}`,
    `write ${orList(converted.length > 0 ? converted : guessed)}`,
  );
}

const COMMA = /^([+-]?\d+,\d+)\s*(\D*)$/;
const MANY_GROUPS = /^([+-]?\d[\d.,'\u2019_\u00a0\u2009\u202f ]*\d)\s*(\D*)$/;
const BOUND = /^(?:[<>=\u2264\u2265~\u2248]+|max\.?|min\.?|up to|about|ca\.?)\s*(?=[\d.])/i;

/** Texts that are no number with a unit: decimal commas, thousands, times of the clock, bounds. */
function notNumberAndUnit(name: QuantityName, input: string, common: readonly string[]): Complaint {
  const text = input.trim();
  const span = common[0] === 'h' ? hoursHint(text) : null;
  if (span !== null)
    return complain(`${quoted(input)} is two times`, `write from: ${span.from} and to: ${span.to}`);
  const { noun, example } = QUANTITIES[name];
  const message = `${quoted(input)} is not ${noun}`;
  const time = name === 'duration' ? timeHint(text) : null;
  if (time !== null)
    return complain(message, `write ${time.write}${time.why === undefined ? '' : ` (${time.why})`}`);
  const [, comma = '', commaUnit = ''] = COMMA.exec(text) ?? [];
  const readings = twoReadings(comma);
  if (readings !== null) {
    const both = [readings.thousands, readings.decimal].map((digits) => `${digits}${commaUnit}`);
    return complain(`${quoted(input)} may be ${orList(both)}`, `write ${orList(both)}`);
  }
  if (comma !== '') return complain(message, `write a decimal point: ${comma.replace(',', '.')}${commaUnit}`);
  const [, many = '', unit = ''] = MANY_GROUPS.exec(text) ?? [];
  const plain = ungrouped(many);
  if (plain !== null) return complain(message, `write ${plain}${unit}`);
  if (BOUND.test(text)) return complain(message, `write the value alone: ${text.replace(BOUND, '')}`);
  return complain(message, `write a number and a unit, as in ${example}`);
}

/** Divides where a unit is a fraction, so that 7% is exactly 0.07 and 35ms exactly 0.035. */
const scale = (digits: number, factor: number): number =>
  factor < 1 ? digits / Math.round(1 / factor) : digits * factor;

const baseUnit = (units: Readonly<Record<string, number>>): string =>
  Object.entries(units).find(([, factor]) => factor === 1)?.[0] ?? '';

const complain = (message: string, remedy: string): Complaint => ({ message, remedy });

export const orList = (choices: readonly string[]): string =>
  choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;

/** Names what was found instead of a scalar, in a reader's words. */
export function describe(input: unknown): string {
  if (input === undefined || input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a mapping';
  return typeof input === 'string' ? quoted(input) : String(input);
}

const MOST_SHOWN = 60;

/** A text as it is shown in a message: not too long, and without anything that a terminal would obey. */
function quoted(text: string): string {
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text;
  return `"${shown.replace(/\p{C}/gu, '?')}"`;
}
