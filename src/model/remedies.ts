import { z } from 'zod';
import { colonRemedy } from './document.js';
import { twoReadings, ungrouped } from './grouped-number.js';
import { portsMeant } from './port-text.js';
import { defaultOf, fieldsOf, inputType, notesOf } from './schema-walk.js';
import { booleanMeant } from './spellings.js';
import { daysHint, hoursHint } from './time-hints.js';
import { orList, QUANTITIES, type QuantityName, readQuantity } from './units.js';

/** What a field takes, in words: "a whole number from 1 to 16", "a duration such as 20ms", "A2_v2, A4_v2 or B2s". */
export function expectation(schema: z.ZodType): string {
  const { quantity, distributionOf, clock } = notesOf(schema);
  if (clock !== undefined) return CLOCKS[clock];
  const name = (quantity ?? distributionOf) as QuantityName | undefined;
  if (name !== undefined) {
    return `${QUANTITIES[name].noun}${distributionOf === undefined ? '' : ' or a distribution'} such as ${QUANTITIES[name].example}`;
  }
  const type = inputType(schema);
  if (type instanceof z.ZodNumber) return numberExpectation(type);
  if (type instanceof z.ZodBoolean) return 'true or false';
  if (type instanceof z.ZodString) return 'text';
  if (type instanceof z.ZodEnum || type instanceof z.ZodLiteral)
    return orList([...type._zod.values].map(String));
  if (type instanceof z.ZodArray) return 'a list';
  if (type instanceof z.ZodDiscriminatedUnion) return 'a mapping';
  if (type instanceof z.ZodUnion) return orList((type.options as z.ZodType[]).flatMap(alternatives));
  return 'a mapping';
}

const CLOCKS = {
  week: 'a point in the week such as tue 08:00',
  day: 'a time of the day such as 08:00',
} as const;

/** What one option of a union takes; words of a choice each by itself, a mapping with the names of its fields. */
function alternatives(option: z.ZodType): string[] {
  const type = inputType(option);
  if (notesOf(option).quantity === undefined && type instanceof z.ZodEnum)
    return [...type._zod.values].map(String);
  return type instanceof z.ZodObject
    ? [`a mapping with ${Object.keys(type.shape).join(', ')}`]
    : [expectation(option)];
}

function numberExpectation(type: z.ZodNumber): string {
  const noun = type.isInt ? 'a whole number' : 'a number';
  const bounds = (type.def.checks ?? []).map((check) => check._zod.def as unknown as Bound);
  const low = bounds.find(({ check }) => check === 'greater_than');
  const high = bounds.find(({ check }) => check === 'less_than');
  const most = high !== undefined && high.value < Number.MAX_SAFE_INTEGER ? high.value : undefined;
  if (low === undefined) return most === undefined ? noun : `${noun} of at most ${most}`;
  if (!low.inclusive)
    return `${noun} greater than ${low.value}${most === undefined ? '' : `, at most ${most}`}`;
  return most === undefined ? `${noun} of at least ${low.value}` : `${noun} from ${low.value} to ${most}`;
}

/** A bound of a number, as zod keeps it. */
interface Bound {
  readonly check: string;
  readonly value: number;
  readonly inclusive: boolean;
}

/** What would be right where a value of another kind was expected. */
export function typeRemedy(type: z.ZodType | undefined, value: unknown): string {
  const inner = type && inputType(type);
  if (type === undefined || inner === undefined) return 'see cmgsim model schema';
  const meant = meantBy(inner, value);
  if (meant !== undefined) return `write ${meant}`;
  if (isAbsence(value) && !(inner instanceof z.ZodString) && type instanceof z.ZodOptional)
    return 'remove the field: left out, there is none';
  if (inner instanceof z.ZodString && typeof value !== 'object') return `put it into quotes: "${value}"`;
  if (inner instanceof z.ZodArray && isMappings(inner) && typeof value !== 'object')
    return mappingsRemedy(type, inner);
  if (inner instanceof z.ZodArray && isPlainValue(value)) return `write a list: [${String(value)}]`;
  if (inner instanceof z.ZodArray) return 'write a list: one item a line, each after "- "';
  const isMapping = inner instanceof z.ZodObject || inner instanceof z.ZodRecord;
  const colon =
    isMapping && typeof value === 'string'
      ? colonRemedy(value, Object.keys(fieldsOf(type, value) ?? {}))
      : undefined;
  if (colon !== undefined) return colon;
  if (inner instanceof z.ZodDiscriminatedUnion) {
    return `write its fields below it, indented: ${inner.def.discriminator} and what belongs to it`;
  }
  if (isMapping) {
    const names = Object.keys(fieldsOf(type, value) ?? {});
    return `write its fields below it, indented: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', ...' : ''}`;
  }
  const example = defaultOf(type);
  const isPlain = typeof example === 'string' || typeof example === 'number';
  return `write ${expectation(type)}${isPlain ? ` such as ${example}` : ''}`;
}

const isMappings = (list: z.ZodArray): boolean => {
  const item = inputType(list.element as z.ZodType);
  return item instanceof z.ZodObject || item instanceof z.ZodDiscriminatedUnion;
};

/** A list of mappings with the fields that each needs, or as it is where it is left out. */
function mappingsRemedy(type: z.ZodType, list: z.ZodArray): string {
  const example = defaultOf(type);
  if (Array.isArray(example) && example.length > 0)
    return `write a list of mappings such as ${flow(example)}`;
  const item = inputType(list.element as z.ZodType);
  const needed =
    item instanceof z.ZodDiscriminatedUnion
      ? [item.def.discriminator, 'what belongs to it']
      : Object.entries((item as z.ZodObject).shape as Record<string, z.ZodType>)
          .filter(([, field]) => !(field instanceof z.ZodOptional) && defaultOf(field) === undefined)
          .map(([name]) => name);
  const each = needed.length === 0 ? '' : ` with ${needed.join(' and ')}`;
  return `write a list of mappings${each}, one a line, each after "- "`;
}

/** Data as YAML writes them between braces. */
function flow(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(flow).join(', ')}]`;
  if (typeof data !== 'object' || data === null) return String(data);
  return `{${Object.entries(data)
    .map(([name, value]) => `${name}: ${flow(value)}`)
    .join(', ')}}`;
}

/** What would be right where several kinds of value may stand: 443 for a list of ports; undefined where nobody can tell. */
export function listOfPorts(type: z.ZodType, value: unknown): string | undefined {
  const inner = inputType(type);
  const takesLists =
    inner instanceof z.ZodUnion &&
    (inner.options as z.ZodType[]).some((option) => inputType(option) instanceof z.ZodArray);
  return takesLists && isPlainValue(value) ? portsMeant(String(value)) : undefined;
}

/** The value that someone meant by one of another kind, as it is to be written; undefined where nobody can tell. */
function meantBy(inner: z.ZodType, value: unknown): string | undefined {
  if (inner instanceof z.ZodBoolean) return booleanMeant(value)?.toString();
  if (inner instanceof z.ZodNumber)
    return typeof value === 'string' ? numberMeant(value, inner.isInt) : undefined;
  if (inner instanceof z.ZodArray)
    return bandwidthMeant(inner, value) ?? listMeant(inner.element as z.ZodType, value);
  if (inner instanceof z.ZodObject) return mappingMeant(Object.keys(inner.shape), value);
  return undefined;
}

/** "2", "45 000", "12k", "300 clients", "0,6" -> the number alone. */
function numberMeant(text: string, isWhole: boolean): string | undefined {
  const word = text.trim();
  const plain = ungrouped(word);
  if (plain !== null) return plain;
  const readings = twoReadings(word);
  if (readings !== null)
    return isWhole && readings.decimal.includes('.') ? readings.thousands : orList(Object.values(readings));
  const [, money = ''] =
    /^(?:[$€£]|usd|eur)?\s*(\d+(?:\.\d+)?)\s*(?:[$€£]|usd|eur|dollars?)?$/i.exec(word) ?? [];
  if (money !== '' && money !== word) return `${money}, which counts as US dollars`;
  if (/^\d+$/.test(word)) return `${word} without quotes`;
  if (!isWhole && /^[+-]?\d+[.,]\d+$/.test(word)) return `${word.replace(',', '.')} without quotes`;
  const [, digits = '', letter = ''] = /^(\d+(?:[.,]\d+)?)\s*([kKmM])$/.exec(word) ?? [];
  if (digits !== '')
    return String(Number(digits.replace(',', '.')) * (letter.toLowerCase() === 'k' ? 1_000 : 1_000_000));
  return /^(\d+)\s+\p{L}+$/u.exec(word)?.[1];
}

/** One rate, or that to and from a client: 50Mbps, 50/10 Mbps. */
function bandwidthMeant(list: z.ZodArray, value: unknown): string | undefined {
  const item = inputType(list.element as z.ZodType);
  if (!(item instanceof z.ZodObject && 'down' in item.shape && 'up' in item.shape)) return undefined;
  const parts = String(value).split(/\s*\/\s*(?=\d)/);
  const unit = /\D+$/.exec(parts.at(-1)!)?.[0] ?? '';
  const rates = parts.map((part) => {
    const written = /\d$/.test(part) ? `${part}${unit}` : part;
    return { written, reading: readQuantity('rate', written) };
  });
  const [down, up = down] = rates.map(({ written }) => written);
  return isPlainValue(value) &&
    rates.length <= 2 &&
    rates.every(({ reading }) => 'value' in reading && reading.value > 0)
    ? `[{share: 100%, down: ${down}, up: ${up}}]${rates.length === 1 ? ', with your own rate for up' : ''}`
    : undefined;
}

function listMeant(element: z.ZodType, value: unknown): string | undefined {
  if (!isPlainValue(value)) return undefined;
  const item = inputType(element);
  if (item instanceof z.ZodEnum && item.options.includes('mon')) {
    const days = daysHint(String(value));
    return days === null ? undefined : `[${days.join(', ')}]`;
  }
  if (!(item instanceof z.ZodUnion) || item instanceof z.ZodDiscriminatedUnion) return undefined;
  return (
    portsMeant(String(value)) ?? 'a list of ports, as in [443, "10124-10139"]; left out, open stands for all'
  );
}

const PROXY =
  'what the proxy does, as in {connectPorts: [443]}, the ports to which it allows CONNECT; its address is not needed';

/** hours: 8-17, authentication: entra, software-inventory: false. */
function mappingMeant(names: readonly string[], value: unknown): string | undefined {
  if (names.includes('from') && names.includes('to') && typeof value === 'string') {
    const hours = hoursHint(value);
    return hours === null ? undefined : `{from: ${hours.from}, to: ${hours.to}}`;
  }
  if (names.includes('connectPorts') && isPlainValue(value) && !isAbsence(value)) return PROXY;
  if (names.includes('connectPorts') && value === true) return PROXY;
  if (names.includes('enabled') && booleanMeant(value) !== undefined)
    return `{enabled: ${booleanMeant(value)}}`;
  return names.includes('siteToken') && names.includes(String(value)) ? `{${String(value)}: 1}` : undefined;
}

const isPlainValue = (value: unknown): boolean => ['string', 'number'].includes(typeof value);
const isAbsence = (value: unknown): boolean => booleanMeant(value) === false;
