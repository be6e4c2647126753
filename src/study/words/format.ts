import type { Metric } from '../summary/schema/figures.js';

/** How a kind of quantity is written: its units, smallest first. */
type Scale = readonly { readonly factor: number; readonly name: string }[];

const TIME: Scale = [
  { factor: 1e-6, name: 'µs' },
  { factor: 1e-3, name: 'ms' },
  { factor: 1, name: 's' },
  { factor: 60, name: 'min' },
  { factor: 3600, name: 'h' },
  { factor: 86_400, name: 'd' },
];
const BYTES: Scale = decimal(['B', 'kB', 'MB', 'GB', 'TB', 'PB']);
const BITS_PER_SECOND: Scale = decimal(['bps', 'kbps', 'Mbps', 'Gbps', 'Tbps']);
const PERCENT: Scale = [{ factor: 0.01, name: '%' }];
const PER_SECOND: Scale = [{ factor: 1, name: '/s' }];
const PLAIN: Scale = [{ factor: 1, name: '' }];

/** What stands in a table where there is no value. */
export const NO_VALUE = '-';
/** What stands there where a share of the requests was never answered. */
export const NEVER = 'never';

/** Writes a value with three significant digits and the unit that suits its size. */
export interface Format {
  (value: number): string;
  /**
   * With the half-width of its interval in the same unit: `182 ±3 ms`; with its ends where that would reach below 0 or above
   * all: `0 (0 to 2.68) %`. Without it when the value is the same in
   * every replication; a dash when there is no value.
   */
  metric(metric: Metric): string;
}

export const duration = format(TIME);
export const bytes = format(BYTES);
export const bitsPerSecond = format(BITS_PER_SECOND);
/** A share of 1 as a percentage. What is not quite all is never written as 100 %. */
export const share = format(PERCENT, percentDigits, 1);
/** A difference as a share of its base, which may be more than all of it. */
export const ratio = format(PERCENT, percentDigits);
export const perSecond = format(PER_SECOND);
export const plain = format(PLAIN);
/** Money with cents; the currency stands elsewhere. */
export const money = format(PLAIN, (value) => grouped(value, 2));

/** A whole number with its thousands marked: `12,000`. */
export const count = (value: number): string => grouped(value, 0);

/** A quantity that someone chose, without the zeros that pretend precision: `8.00 h` becomes `8 h`. */
export const chosen = (text: string): string => text.replace(/\.0+(?= |$)|(\.\d*[1-9])0+(?= |$)/, '$1');

/** An interval narrower than this share of its value is rounding: every replication gave the same. */
const SAME = 1e-9;

/** @param most no value is larger: a share is at most 1 */
function format(scale: Scale, write: (value: number) => string = threeDigits, most = Infinity): Format {
  const plainFormat = (value: number): string => {
    const { factor, name } = unitFor(value, scale);
    return joined(write(value / factor), name);
  };
  const metric = ({ value, low, high }: Metric): string => {
    if (value === null) return NO_VALUE;
    if (low === null || high === null || high - low <= SAME * Math.abs(value)) return plainFormat(value);
    const { factor, name } = unitFor(value, scale);
    const written = write(value / factor);
    const half = Math.max(high - value, value - low) / factor;
    // `0 ±2.68 %` would say that it may be below 0.
    // An upper end that is written as next to nothing says no more than the 0.
    if (value === 0 && write(high / factor).startsWith('<')) return plainFormat(value);
    const shown = Math.ceil(half * 10 ** decimalsOf(written) - 1e-9) / 10 ** decimalsOf(written);
    const isWhole = !/^[<>]/.test(written);
    if (isWhole && low >= 0 && (value / factor < shown || (value <= most && value + shown * factor > most)))
      return joined(`${written} (${write(low / factor)} to ${write(Math.min(high, most) / factor)})`, name);
    return joined(`${written}${halfWidth(half, written)}`, name);
  };
  return Object.assign(plainFormat, { metric });
}

/** A metric in a unit of another size. */
export function times({ value, low, high }: Metric, factor: number): Metric {
  const scaled = (number: number | null) => (number === null ? null : number * factor);
  return { value: scaled(value), low: scaled(low), high: scaled(high) };
}

/** The largest unit in which the value, as it will be written, is at least 1. */
function unitFor(value: number, scale: Scale): Scale[number] {
  const smallest = scale[0]!;
  if (value === 0) return scale.find((unit) => unit.factor === 1) ?? smallest;
  const written = (factor: number): number => Number((Math.abs(value) / factor).toPrecision(3));
  return scale.findLast((unit) => written(unit.factor) >= 1) ?? smallest;
}

function threeDigits(value: number): string {
  const size = Number(Math.abs(value).toPrecision(3));
  if (size === 0) return '0';
  if (size < 0.01) return '<0.01';
  return grouped(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

function percentDigits(percent: number): string {
  if (percent >= 100 || percent < 99.5) return threeDigits(percent);
  const decimals = [1, 2, 3, 4].find((digits) => Number(percent.toFixed(digits)) < 100);
  return decimals === undefined ? '>99.9999' : percent.toFixed(decimals);
}

const decimalsOf = (written: string): number => written.split('.')[1]?.length ?? (written === '0' ? 2 : 0);

/** The half-width of an interval to as many decimals as the value, rounded up so that it promises no more. */
function halfWidth(half: number, written: string): string {
  if (written.startsWith('<') || written.startsWith('>')) return '';
  const decimals = decimalsOf(written);
  const step = 10 ** -decimals;
  return ` ±${grouped(Math.ceil(half / step - 1e-9) * step, decimals)}`;
}

function grouped(value: number, decimals: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

const joined = (number: string, unit: string): string =>
  unit === '' ? number : `${number}${gap(unit)}${unit}`;
const gap = (unit: string): string => (unit.startsWith('/') ? '' : ' ');

function decimal(names: readonly string[]): Scale {
  return names.map((name, index) => ({ factor: 1000 ** index, name }));
}
