import { z } from 'zod';
import { inputType, notesOf } from '../../src/model/schema-walk.js';

interface Leaf {
  readonly path: string;
  readonly type: z.ZodType;
  /** Whether the field or a section around it that has a default of its own says where that comes from. */
  readonly hasOrigin: boolean;
}

/** Every field of the schema that is no section, through lists, records and the kinds of event. */
export function leavesOf(type: z.ZodType, path: string, hasOrigin: boolean): Leaf[] {
  const inner = inputType(type);
  const origin = hasOrigin || notesOf(type).origin !== undefined;
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([name, child]) =>
      leavesOf(child, `${path}.${name}`, origin),
    );
  }
  const lists = inner instanceof z.ZodArray ? [inner.element as z.ZodType] : [];
  const options = inner instanceof z.ZodDiscriminatedUnion ? (inner.options as z.ZodType[]) : [];
  const values = inner instanceof z.ZodRecord ? [inner.valueType as z.ZodType] : [];
  const below = [...lists, ...options, ...values].flatMap((child) => leavesOf(child, `${path}[]`, false));
  return [{ path, type, hasOrigin: origin }, ...below];
}
