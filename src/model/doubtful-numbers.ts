import { isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { z } from 'zod';
import type { ModelDocument } from './document.js';
import type { Explanation } from './explain.js';
import { doubtfulQuantity, doubtfulShare, twofold, twoReadings } from './grouped-number.js';
import type { Path } from './problem.js';
import { nodesOf, numberText } from './scalars.js';
import { inputType, notesOf } from './schema-walk.js';
import { type Complaint, orList } from './units.js';

/** The type of the field at a path, where the schema knows it. */
export type TypeOf = (path: Path) => z.ZodType | undefined;

/**
 * Numbers whose text is read in one way by YAML and in another by people: 45.000 clients, 1.500MB, {share: 0,6}. Their
 * values no longer tell.
 */
export function doubtfulNumbers(document: ModelDocument, typeOf: TypeOf): Explanation[] {
  return [...nodesOf(document)].flatMap(({ node, path }) => {
    if (isMap(node)) return commaInMapping(node, path, typeOf);
    if (isSeq(node)) return commaInList(node, path);
    const complaint = isScalar(node) ? doubtfulScalar(node, typeOf(path)) : null;
    return complaint === null ? [] : [{ path, at: 'value', ...complaint }];
  });
}

function doubtfulScalar(node: Scalar, type: z.ZodType | undefined): Complaint | null {
  const { leastDoubtful } = type === undefined ? {} : notesOf(type);
  const share =
    leastDoubtful === undefined ? null : doubtfulShare(numberText(node) ?? String(node.value), leastDoubtful);
  if (share !== null) return share;
  if (typeof node.value === 'string') {
    const isText = type !== undefined && inputType(type) instanceof z.ZodString;
    return isText ? null : doubtfulQuantity(node.value);
  }
  const text = numberText(node) ?? '';
  const readings = text.includes('.') && type !== undefined && isWhole(type) ? twoReadings(text) : null;
  if (readings === null) return null;
  const { thousands, decimal } = readings;
  return decimal.includes('.')
    ? { message: `${text} is not a whole number`, remedy: `write ${thousands}` }
    : twofold(text, thousands, decimal);
}

/** Whether a field takes whole numbers, among other things perhaps. */
function isWhole(type: z.ZodType): boolean {
  const inner = inputType(type);
  if (inner instanceof z.ZodUnion) return (inner.options as z.ZodType[]).some(isWhole);
  return inner instanceof z.ZodNumber && inner.isInt;
}

/** {count: 45,000} is a count of 45 and a field named 000, {cv: 1,5} a cv of 1 and a field named 5. */
function commaInMapping(mapping: YAMLMap, path: Path, typeOf: TypeOf): Explanation[] {
  const items = mapping.items as Pair[];
  const found: Explanation[] = [];
  for (const [index, { key, value }] of items.entries()) {
    const before = items[index - 1];
    const fraction = isScalar(key) && isNothing(value) ? /^(\d+)(\D*)$/.exec(String(key.source)) : null;
    if (before === undefined || fraction === null || !isScalar(key) || !isTight(before.value, key)) continue;
    const name = isScalar(before.key) ? String(before.key.value) : '';
    const whole = wholeText(before.value);
    const [, digits = '', unit = ''] = fraction;
    const at = [...path, name];
    const type = typeOf(at);
    const choices = choicesOf(whole, digits, unit, type !== undefined && isWhole(type));
    found.push(commaEnds(at, `${whole},${digits}${unit}`, choices));
  }
  return found;
}

/** [6,000, 12,000] has four items, [1,5h] two. Only what no list of numbers looks like is refused. */
function commaInList(list: YAMLSeq, path: Path): Explanation[] {
  const tight = list.items.map((item, index) => index > 0 && isTight(list.items[index - 1], item));
  const loose = list.items.some((_, index) => index > 0 && !tight[index]);
  const pairs = loose && tight.every((one, index) => one === (index % 2 === 1));
  for (const [index, item] of list.items.entries()) {
    if (!tight[index] || !isScalar(item)) continue;
    const whole = wholeText(list.items[index - 1]);
    const [, digits = '', unit = ''] = /^(\d+)(\D*)$/.exec(item.source ?? '') ?? [];
    const thousands = /^[1-9]\d{0,2}$/.test(whole) && /^\d{3}$/.test(digits) && unit === '';
    const fraction = whole === '0' ? pairs : unit !== '';
    const wrong = thousands ? loose || digits.startsWith('0') : digits !== '' && fraction;
    if (!wrong) continue;
    const choices = choicesOf(whole, digits, unit, thousands);
    const two = digits.startsWith('0') || unit !== '' ? [] : [`"${whole}, ${digits}" for two numbers`];
    return [commaEnds([...path, index - 1], `${whole},${digits}${unit}`, [...choices, ...two])];
  }
  return [];
}

const commaEnds = (path: Path, text: string, choices: readonly string[]): Explanation => ({
  path,
  at: 'value',
  message: `the comma ends the number in ${text}`,
  remedy: `write ${orList(choices)}`,
});

function choicesOf(whole: string, digits: string, unit: string, isCount: boolean): string[] {
  const decimal = `${Number(`${whole}.${digits}`)}${unit}`;
  const thousands = digits.length === 3 && whole !== '0' ? [`${whole}${digits}${unit}`] : [];
  return isCount && thousands.length > 0 ? thousands : [...thousands, decimal];
}

const wholeText = (node: unknown): string =>
  isScalar(node) && typeof node.value === 'number' && /^\d+$/.test(node.source ?? '') ? node.source! : '';

/** Whether nothing but the comma stands between a whole number and what follows. */
const isTight = (before: unknown, after: unknown): boolean =>
  wholeText(before) !== '' &&
  isScalar(after) &&
  after.type === 'PLAIN' &&
  after.range?.[0] === ((before as Scalar).range?.[1] ?? Number.NaN) + 1;

const isNothing = (node: unknown): boolean => node === null || (isScalar(node) && node.value === null);
