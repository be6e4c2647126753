import { z } from 'zod';
import { adviceFor } from './advice.js';
import { colonRemedy } from './document.js';
import { MEASURES, measureRemedy } from './measure-name.js';
import { nearest } from './nearest.js';
import { areOpposite } from './opposites.js';
import { formatPath, type Path } from './problem.js';
import { expectation, listOfPorts, typeRemedy } from './remedies.js';
import { fieldsOf, inputType, notesOf, typeAt, valueAt } from './schema-walk.js';
import { booleanMeant, choicesMeant } from './spellings.js';
import { type Complaint, describe, orList, type QuantityName, readQuantity } from './units.js';

/** What is wrong at one place of the data: `name` points at the name of a field, `value` at what it holds. */
export interface Explanation extends Complaint {
  readonly path: Path;
  readonly at: 'name' | 'value';
}

type Issue = z.core.$ZodIssue;

/** The text of a number as it is written, where it is known: 007, 1.10. */
type NumberText = (path: Path) => string | undefined;

/** Turns the issues of a failed validation into one explanation a problem, in the words of a model file. */
export function explainIssues(
  schema: z.ZodType,
  data: unknown,
  issues: readonly Issue[],
  numberText: NumberText = () => undefined,
): Explanation[] {
  return issues.flatMap((issue) => explainIssue(schema, data, issue, numberText));
}

function explainIssue(schema: z.ZodType, data: unknown, issue: Issue, numberText: NumberText): Explanation[] {
  const path = issue.path as Path;
  const value = valueAt(data, path);
  const type = typeAt(schema, path, data);
  const found = typeof value === 'number' ? (numberText(path) ?? String(value)) : describe(value);
  const say = (message: string, remedy: string): Explanation[] => [{ path, at: 'value', message, remedy }];
  const wanted = type === undefined ? '' : expectation(type);

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(schema, data, path, key));
    case 'invalid_type':
    case 'invalid_value':
      if (value === undefined) return [missingField(type, path)];
      if (issue.code === 'invalid_type') {
        return say(
          `expected ${wanted || issue.expected}, found ${found}`,
          typeRemedy(type, numberText(path) ?? value),
        );
      }
      return say(`${found} is not allowed`, choiceRemedy(issue.values.map(String), value));
    case 'too_small':
    case 'too_big':
      return say(...outOfBounds(issue, found, wanted));
    case 'invalid_format':
      return say(
        `${found} is not allowed`,
        `write ${byAuthor(issue) ?? `text that matches ${issue.pattern}`}`,
      );
    case 'invalid_union':
      return value === undefined && !('options' in issue)
        ? [missingField(type, path)]
        : explainUnion(schema, data, issue, numberText);
    case 'custom': {
      const remedy = issue.params?.remedy;
      const zeros = type === undefined ? null : leadingZeros(type, found);
      if (zeros !== null) return say(zeros.message, zeros.remedy);
      if (typeof remedy === 'string') {
        return value === undefined && issue.path.length > 0 && type !== undefined
          ? [missingField(type, path)]
          : say(issue.message, remedy);
      }
      return say(`${found} is not allowed`, issue.message);
    }
    default:
      return say(issue.message, wanted === '' ? 'see cmgsim model schema' : `write ${wanted}`);
  }
}

/** 0800 is 800 to YAML, and a time of the day to people, which only its text tells. */
function leadingZeros(type: z.ZodType, text: string): Complaint | null {
  const { quantity, common } = notesOf(type);
  if (quantity === undefined || !/^0\d+$/.test(text)) return null;
  const reading = readQuantity(quantity as QuantityName, text, common);
  return 'message' in reading ? reading : null;
}

function unknownField(schema: z.ZodType, data: unknown, path: Path, key: string): Explanation {
  const here = typeAt(schema, path, data);
  const names = Object.keys((here && fieldsOf(here, valueAt(data, path))) ?? {});
  const advice =
    (key === '<<' ? 'write the fields out: mappings are not merged' : undefined) ??
    (/[:=]/.test(key) ? colonRemedy(key, names) : undefined) ??
    objectiveAdvice(path, names, key, valueAt(data, [...path, key])) ??
    adviceFor(path, key, valueAt(data, path)) ??
    siblingAdvice(schema, data, path, names, key) ??
    oppositeAdvice(here, names, key, valueAt(data, [...path, key]));
  const meant = nearest(key, names);
  const elsewhere = meant === undefined ? placesOf(schema, key) : [];
  const remedy =
    advice !== undefined
      ? advice
      : meant !== undefined
        ? `write ${meant}`
        : elsewhere.length > 0
          ? `it belongs to ${orList(elsewhere)}`
          : `the fields here are ${names.join(', ')}`;
  return { path: [...path, key], at: 'name', message: 'unknown field', remedy };
}

/** An objective holds request classes, and each of them its bounds; no other part of a model has such names. */
function objectiveAdvice(
  path: Path,
  names: readonly string[],
  key: string,
  value: unknown,
): string | undefined {
  if (path.at(-2) === 'objective') return measureRemedy(key, names);
  if (path.at(-1) !== 'objective' || nearest(key, names) !== undefined) return undefined;
  const example = typeof value === 'object' ? '' : `: {all: {${key}: ${String(value)}}}`;
  return MEASURES.includes(key)
    ? `write it below a request class or all${example}`
    : `an objective is of one of these request classes: ${names.join(', ')}`;
}

/** A field that says the opposite may say the same with the other value: offline: true is online: false. */
function oppositeAdvice(
  here: z.ZodType | undefined,
  names: readonly string[],
  key: string,
  value: unknown,
): string | undefined {
  const opposite = names.find((name) => areOpposite(key, name));
  if (here === undefined || opposite === undefined) return undefined;
  const meant = booleanMeant(value);
  const isSwitch = inputType(fieldsOf(here, undefined)?.[opposite] ?? here) instanceof z.ZodBoolean;
  return isSwitch && meant !== undefined
    ? `write ${opposite}: ${!meant}`
    : `${opposite} says the opposite; the fields here are ${names.join(', ')}`;
}

/** A field that others of several kinds have, where a field such as `event` says which kind one is. */
function siblingAdvice(
  schema: z.ZodType,
  data: unknown,
  path: Path,
  names: readonly string[],
  key: string,
): string | undefined {
  const kinds = typeAt(schema, path.slice(0, -1), data);
  const inner = kinds && inputType(kinds);
  const union = inner instanceof z.ZodArray ? inputType(inner.element as z.ZodType) : inner;
  if (!(union instanceof z.ZodDiscriminatedUnion)) return undefined;
  const hasIt = (option: unknown): boolean => option instanceof z.ZodObject && key in option.shape;
  if (!union.options.some(hasIt)) return undefined;
  const kind = (valueAt(data, path) as Record<string, unknown>)[union.def.discriminator];
  return `${String(kind)} has no ${key}: remove it; the fields here are ${names.join(', ')}`;
}

/** Mappings elsewhere in the schema that have a field of this name, e.g. `connectionPoints.channel`; the first three. */
function placesOf(schema: z.ZodType, key: string): string[] {
  const places: string[] = [];
  const search = (type: z.ZodType, path: Path): void => {
    const inner = inputType(type);
    if (inner instanceof z.ZodArray) search(inner.element as z.ZodType, path);
    if (notesOf(type).distributionOf !== undefined || !(inner instanceof z.ZodObject)) return;
    for (const [name, child] of Object.entries(inner.shape as Record<string, z.ZodType>)) {
      if (name === key && path.length > 0) places.push(formatPath(path));
      search(child, [...path, name]);
    }
  };
  search(schema, []);
  return places.length > 3 ? [] : places;
}

function missingField(type: z.ZodType | undefined, path: Path): Explanation {
  const { description } = type === undefined ? {} : notesOf(type);
  const what = type === undefined ? '' : `, ${expectation(type)}`;
  const meaning = description === undefined ? '' : ` (${description})`;
  return { path, at: 'value', message: 'is missing', remedy: `add ${path.at(-1)}${what}${meaning}` };
}

function choiceRemedy(choices: readonly string[], value: unknown): string {
  const meant = choicesMeant(choices, String(value));
  if (meant.length === 0) return `write ${orList(choices)}`;
  if (choices.length === meant.length) return `write ${meant.join(', ')}`;
  return `write ${meant.join(', ')} (it may be ${orList(choices)})`;
}

function outOfBounds(
  issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall,
  found: string,
  wanted: string,
): [message: string, remedy: string] {
  const many = issue.code === 'too_big';
  if (issue.origin === 'array') {
    return many
      ? ['the list is too long', `at most ${issue.maximum} items`]
      : Number(issue.minimum) > 1
        ? ['the list is too short', `write at least ${issue.minimum} items`]
        : ['the list is empty', 'write at least one item'];
  }
  if (issue.origin === 'string') {
    return many
      ? ['the text is too long', `at most ${issue.maximum} characters`]
      : ['the text is empty', 'write at least one character'];
  }
  return [`${found} is too ${many ? 'large' : 'small'}`, `write ${wanted}`];
}

/** Issues that say more than that another kind of value was expected. */
const TELLING: readonly string[] = ['invalid_format', 'custom', 'unrecognized_keys'];

/** One problem for a field that may hold several kinds of value: of the kind that fits best. */
function explainUnion(
  schema: z.ZodType,
  data: unknown,
  issue: z.core.$ZodIssueInvalidUnion,
  numberText: NumberText,
): Explanation[] {
  const path = issue.path as Path;
  const found = describe(valueAt(data, path));
  const options = (issue as { options?: readonly unknown[] }).options;
  if (options !== undefined) {
    const value = valueAt(data, path);
    if (value === undefined) {
      return [
        {
          path,
          at: 'value',
          message: 'is missing',
          remedy: `add ${path.at(-1)}: ${orList(options.map(String))}`,
        },
      ];
    }
    return [
      {
        path,
        at: 'value',
        message: `${found} is not allowed`,
        remedy: choiceRemedy(options.map(String), value),
      },
    ];
  }
  const inside = issue.errors.find((branch) => branch.some((one) => one.path.length > 0));
  const telling = issue.errors.flat().find((one) => TELLING.includes(one.code));
  const fitting = inside ?? (telling && [telling]);
  if (fitting !== undefined) {
    return fitting
      .slice(0, 1)
      .flatMap((one) =>
        explainIssue(schema, data, { ...one, path: [...path, ...one.path] } as Issue, numberText),
      );
  }
  const type = typeAt(schema, path, data);
  const ports = type && listOfPorts(type, valueAt(data, path));
  const words = issue.errors.flat().flatMap((one) => (one.code === 'invalid_value' ? one.values : []));
  const isMisspelt = choicesMeant(words.map(String), String(valueAt(data, path))).length > 0;
  return [
    {
      path,
      at: 'value',
      message: `${found} is not allowed`,
      remedy: isMisspelt
        ? choiceRemedy(words.map(String), valueAt(data, path))
        : ports !== undefined
          ? `write ${ports}`
          : `write ${type ? expectation(type) : 'another value'}`,
    },
  ];
}

/** The words that the schema's author gave to a pattern; undefined for those that zod makes. */
const byAuthor = (issue: { message: string }): string | undefined =>
  issue.message.startsWith('Invalid') ? undefined : issue.message;
