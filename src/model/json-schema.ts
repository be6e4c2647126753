import { z } from 'zod';
import { distributionInput } from './distribution-field.js';
import { modelSchema } from './schema.js';
import type { FieldNotes } from './schema-walk.js';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema of model files (draft 7, which editors know best), from the same source as the validator: an editor completes
 * every field with its meaning, its default and where the default comes from.
 */
export function modelJsonSchema(): JsonSchema {
  const schema = publish(modelSchema);
  const definitions = (schema.definitions ?? {}) as Record<string, JsonSchema>;
  return {
    ...schema,
    title: 'cmgsim model file',
    definitions: {
      ...definitions,
      durationDistribution: { ...definitions.durationDistribution, ...alternatives('duration') },
      sizeDistribution: { ...definitions.sizeDistribution, ...alternatives('size') },
    },
  };
}

const publish = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => tellOrigin(jsonSchema as JsonSchema & FieldNotes),
  });

/** What a distribution field reads; its quantities are looked up in the definitions of the whole. */
function alternatives(name: 'duration' | 'size'): Pick<JsonSchema, 'anyOf'> {
  const { anyOf } = publish(distributionInput(name));
  return anyOf === undefined ? {} : { anyOf };
}

/** Moves the program's own notes on a field into its description. */
function tellOrigin(schema: JsonSchema & { -readonly [Key in keyof FieldNotes]: FieldNotes[Key] }): void {
  const { origin, source, range, description } = schema;
  if (origin !== undefined) {
    const bounds = range === undefined ? '' : `, ${String(range[0])} to ${String(range[1])}`;
    schema.description = `${description ?? ''} [default ${origin}: ${source}${bounds}]`.trimStart();
  }
  for (const note of [
    'origin',
    'source',
    'range',
    'quantity',
    'clock',
    'common',
    'leastDoubtful',
    'noDistribution',
    'distributionOf',
    'unit',
  ] as const) {
    delete (schema as Record<string, unknown>)[note];
  }
}
