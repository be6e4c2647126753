import { z } from 'zod';
import { distributionParameters } from './distribution-field.js';
import type { Path } from './problem.js';

/** What the program says about a field beside its type. */
export interface FieldNotes {
  readonly description?: string;
  readonly origin?: string;
  readonly source?: string;
  readonly range?: readonly [unknown, unknown];
  readonly quantity?: string;
  /** A duration that may be written as a clock shows it: as a point in the week, or a time of the day. */
  readonly clock?: 'week' | 'day';
  /** Units of the quantity that are offered to someone who left them out; where there are others than usual. */
  readonly common?: readonly string[];
  /** Why it takes one value and no distribution. */
  readonly noDistribution?: string;
  /** A bare share above this one may be meant in percent, and is refused. */
  readonly leastDoubtful?: number;
  readonly distributionOf?: 'duration' | 'size';
}

/** The type below optional, default and transform: what an input has to look like. */
export function inputType(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) return inputType(schema.in as z.ZodType);
  const inner = unwrapOnce(schema);
  return inner === undefined ? schema : inputType(inner);
}

/** Notes of a field, those of its wrappers first. */
export function notesOf(schema: z.ZodType): FieldNotes {
  const own = (schema.meta() ?? {}) as FieldNotes;
  const inner = unwrapOnce(schema) ?? (schema instanceof z.ZodPipe ? (schema.in as z.ZodType) : undefined);
  return inner === undefined ? own : { ...notesOf(inner), ...own };
}

/** What stands in for a field that is left out; undefined when nothing does. */
export function defaultOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault) return schema.def.defaultValue;
  const inner = unwrapOnce(schema);
  return inner === undefined ? undefined : defaultOf(inner);
}

/** The fields that a mapping may have; undefined where any name is allowed or the type is no mapping. */
export function fieldsOf(schema: z.ZodType, input: unknown): Readonly<Record<string, z.ZodType>> | undefined {
  const { distributionOf } = notesOf(schema);
  if (distributionOf !== undefined) return distributionParameters(distributionOf);
  const type = inputType(schema);
  if (type instanceof z.ZodObject) return type.shape as Record<string, z.ZodType>;
  if (type instanceof z.ZodRecord) return recordFields(type);
  if (type instanceof z.ZodUnion) {
    const options = (type.options as z.ZodType[]).map((option) => fieldsOf(option, input));
    return options.find((fields) => fields !== undefined && matchesDiscriminator(type, fields, input));
  }
  return undefined;
}

/** The type of the value under `key`; undefined when the schema knows no such key. */
function childType(schema: z.ZodType, key: string | number, input: unknown): z.ZodType | undefined {
  const type = inputType(schema);
  if (typeof key === 'number') {
    if (type instanceof z.ZodArray) return type.element as z.ZodType;
    if (!(type instanceof z.ZodUnion)) return undefined;
    return (type.options as z.ZodType[]).map((option) => childType(option, key, input)).find(Boolean);
  }
  const fields = fieldsOf(schema, input);
  if (fields !== undefined) return Object.hasOwn(fields, key) ? fields[key] : undefined;
  return type instanceof z.ZodRecord ? (type.valueType as z.ZodType) : undefined;
}

/** The type of the field at `path`; undefined when the schema knows no such field. */
export function typeAt(schema: z.ZodType, path: Path, input: unknown): z.ZodType | undefined {
  let type: z.ZodType | undefined = schema;
  let value = input;
  for (const key of path) {
    type = type && childType(type, key, value);
    value = valueAt(value, [key]);
  }
  return type;
}

/** The type of a field by the steps of an override, in which an item of a list goes by its number or its name. */
export function typeAtSteps(schema: z.ZodType, steps: readonly string[]): z.ZodType | undefined {
  return steps.reduce<z.ZodType | undefined>((type, step) => {
    if (type === undefined) return undefined;
    return childType(type, inputType(type) instanceof z.ZodArray ? 0 : step, undefined);
  }, schema);
}

/** The value at `path` inside plain data; undefined when there is none. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

function unwrapOnce(schema: z.ZodType): z.ZodType | undefined {
  if (
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly
  ) {
    return schema.def.innerType as z.ZodType;
  }
  return undefined;
}

function recordFields(type: z.ZodRecord): Record<string, z.ZodType> | undefined {
  const keys = (type.keyType as z.ZodType)._zod.values;
  if (keys === undefined) return undefined;
  return Object.fromEntries([...keys].map((key) => [String(key), type.valueType as z.ZodType]));
}

function matchesDiscriminator(
  type: z.ZodUnion,
  fields: Readonly<Record<string, z.ZodType>>,
  input: unknown,
): boolean {
  if (!(type instanceof z.ZodDiscriminatedUnion)) return true;
  const { discriminator } = type.def;
  return fields[discriminator]?._zod.values?.has(valueAt(input, [discriminator]) as never) ?? false;
}
