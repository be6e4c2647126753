import { modelJsonSchema } from '../../model/json-schema.js';
import { networkJsonSchema } from '../../report/network/json-schema.js';
import { demandJsonSchema } from '../../study/demand/answer.js';
import { timingJsonSchema } from '../../study/run/timing.js';
import { summaryJsonSchema } from '../../study/summary/json-schema.js';

const SCHEMAS = {
  model: modelJsonSchema,
  summary: summaryJsonSchema,
  timing: timingJsonSchema,
  network: networkJsonSchema,
  demand: demandJsonSchema,
} as const;

export type SchemaName = keyof typeof SCHEMAS;

/** The text of a published JSON Schema. */
export const schemaText = (of: SchemaName): string => `${JSON.stringify(SCHEMAS[of](), null, 2)}\n`;
