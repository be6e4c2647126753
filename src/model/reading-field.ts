import { z } from 'zod';
import type { Complaint } from './units.js';

/** What a field makes of a reading: its value, or an issue of the field with the complaint and its remedy. */
export function valueOrIssue<Value>(
  reading: { readonly value: Value } | Complaint,
  input: unknown,
  context: z.RefinementCtx,
): Value {
  if ('value' in reading) return reading.value;
  context.issues.push({
    code: 'custom',
    message: reading.message,
    params: { remedy: reading.remedy },
    input,
  });
  return z.NEVER;
}
