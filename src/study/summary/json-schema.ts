import { z } from 'zod';
import { SUMMARY_SCHEMA, summarySchema } from './summary.js';

/** The JSON Schema of `summary.json` (draft 2020-12), from the same source as the validator. */
export function summaryJsonSchema(): z.core.JSONSchema.BaseSchema {
  return { ...z.toJSONSchema(summarySchema, { reused: 'ref' }), title: SUMMARY_SCHEMA };
}
