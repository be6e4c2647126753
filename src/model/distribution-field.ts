import { z } from 'zod';
import { createDistribution, type DistributionSpec } from '../engine/distribution.js';
import { nearest } from './nearest.js';
import { duration, type QuantityText, size } from './quantity-field.js';
import { describe, QUANTITIES } from './units.js';

/** The quantities that a model file may draw at random. */
export type DrawnQuantity = 'duration' | 'size';

const positive = z.number().positive();
const variation = z.number().min(0);

/** Parameters of every distribution, in the order in which the documentation names them. */
function parametersOf<Text>(quantity: z.ZodType<number, Text>) {
  return {
    constant: z.strictObject({ value: quantity }),
    uniform: z.strictObject({ min: quantity, max: quantity }),
    exponential: z.strictObject({ mean: quantity }),
    erlang: z.strictObject({ mean: quantity, shape: z.int().min(1) }),
    gamma: z.strictObject({ mean: quantity, cv: variation }),
    lognormal: z.strictObject({ mean: quantity, cv: variation }),
    weibull: z.strictObject({ mean: quantity, cv: variation }),
    pareto: z.strictObject({ mean: quantity, shape: z.number().gt(1) }),
    'bounded-pareto': z.strictObject({ min: quantity, max: quantity, shape: positive }),
    hyperexponential: z.strictObject({ mean: quantity, cv: z.number().min(1) }),
    triangular: z.strictObject({ min: quantity, mode: quantity, max: quantity }),
    empirical: z.strictObject({
      values: z.array(quantity).min(1).optional().describe('Values, all alike or by their weights'),
      weights: z.array(z.number().min(0)).min(1).optional().describe('A weight for each value'),
      csv: z.string().optional().describe('CSV file with the values, beside the model file'),
      column: z.string().optional().describe('Its column with the values'),
      weightColumn: z.string().optional().describe('Its column with the weights'),
      unit: z.string().optional().describe('Unit of the values in the column, where they are bare numbers'),
    }),
  } satisfies Record<DistributionSpec['kind'], z.ZodType>;
}

type Parameters<Text> = ReturnType<typeof parametersOf<Text>>;
/** `{lognormal: {mean: 20ms, cv: 1.5}}`; the sole parameter of the short ones needs no name: `{exponential: 20ms}`. */
type DistributionMapping<Text> = {
  [Kind in keyof Parameters<Text>]: { [Key in Kind]: z.input<Parameters<Text>[Kind]> };
}[keyof Parameters<Text>];
type DistributionText<Text> =
  | Text
  | DistributionMapping<Text>
  | { constant: Text }
  | { exponential: Text }
  | { empirical: Text[] };

const PARAMETERS = { duration: parametersOf(duration), size: parametersOf(size) };

/** Parameter that a distribution takes when its value is not a mapping. */
const UNNAMED: Partial<Record<DistributionSpec['kind'], string>> = {
  constant: 'value',
  exponential: 'mean',
  empirical: 'values',
};

/** A field that reads a distribution of one quantity; a plain quantity is a constant. */
export function distributionField<Name extends DrawnQuantity>(
  name: Name,
): z.ZodType<DistributionSpec, DistributionText<QuantityText<Name>>> {
  const quantity = name === 'duration' ? duration : size;
  const parameters = distributionParameters(name);
  const written = z.unknown().meta({
    id: `${name}Distribution`,
    distributionOf: name,
    description: `${QUANTITIES[name].noun}, or a distribution of it such as {lognormal: {mean: ${QUANTITIES[name].example}, cv: 1.5}}`,
  });
  return written
    .transform((input, context): DistributionSpec => {
      const fail = (issues: readonly Issue[], prefix: readonly PropertyKey[] = []): never => {
        for (const issue of issues) {
          context.issues.push({ ...issue, path: [...prefix, ...(issue.path ?? [])], input } as never);
        }
        return z.NEVER;
      };
      if (!isMapping(input)) {
        const constant = quantity.safeParse(input);
        return constant.success ? { kind: 'constant', value: constant.data } : fail(constant.error.issues);
      }
      const [kind, ...more] = Object.keys(input);
      if (kind === undefined || more.length > 0 || !Object.hasOwn(parameters, kind)) {
        return fail([unknownDistribution(name, input, Object.keys(parameters))]);
      }
      const unnamed = UNNAMED[kind as DistributionSpec['kind']];
      const short = unnamed !== undefined && !isMapping(input[kind]);
      const outcome = parameters[kind]!.safeParse(short ? { [unnamed]: input[kind] } : input[kind]);
      if (outcome.success) {
        const missing = kind === 'empirical' && (outcome.data as { values?: unknown }).values === undefined;
        if (missing)
          return fail([complaint('it has no values', 'add values: [...], or csv and column')], [kind]);
        const spec = { kind, ...(outcome.data as object) } as DistributionSpec;
        const impossible = whyImpossible(spec);
        return impossible === null
          ? spec
          : fail([complaint(impossible, REMEDIES[spec.kind] ?? CHECK)], [kind]);
      }
      const issues = outcome.error.issues.filter(isFirstOfValues);
      return fail(short ? issues.map(withoutFirstStep) : issues, [kind]);
    })
    .meta({ distributionOf: name }) as unknown as z.ZodType<
    DistributionSpec,
    DistributionText<QuantityText<Name>>
  >;
}

/** What may stand in the mapping that a distribution field reads: each distribution by its name, with its parameters. */
export const distributionParameters = (name: DrawnQuantity): Readonly<Record<string, z.ZodType>> =>
  PARAMETERS[name];

/** All that a distribution field reads, as one plain type without checks between parameters. */
export function distributionInput(name: DrawnQuantity): z.ZodType {
  const mappings = Object.entries<z.ZodObject>(PARAMETERS[name]).map(([kind, parameters]) => {
    const unnamed = UNNAMED[kind as DistributionSpec['kind']];
    const short = unnamed === undefined ? [] : [parameters.shape[unnamed] as z.ZodType];
    return z.strictObject({ [kind]: short.length === 0 ? parameters : z.union([...short, parameters]) });
  });
  return z.union([name === 'duration' ? duration : size, ...mappings]);
}

interface Issue {
  readonly path?: readonly PropertyKey[] | undefined;
  readonly message?: string | undefined;
}

function unknownDistribution(name: DrawnQuantity, input: Record<string, unknown>, kinds: readonly string[]) {
  const [kind, ...more] = Object.keys(input);
  const { noun, example } = QUANTITIES[name];
  const sample = `write ${example} or {lognormal: {mean: ${example}, cv: 1.5}}`;
  if (kind === undefined || more.length > 0) {
    const found = kind === undefined ? 'an empty mapping' : `a mapping with ${more.length + 1} fields`;
    return complaint(`expected ${noun} or one distribution of it, found ${found}`, sample);
  }
  const meant = nearest(kind, kinds);
  const remedy =
    meant === undefined ? `${sample}; the distributions are ${kinds.join(', ')}` : `write ${meant}`;
  return complaint(`unknown distribution "${kind}"`, remedy);
}

const complaint = (message: string, remedy: string) => ({
  code: 'custom' as const,
  message,
  params: { remedy },
});

const REMEDIES: Partial<Record<DistributionSpec['kind'], string>> = {
  uniform: 'write min first, then a larger max',
  triangular: 'write min, mode and max in rising order',
  'bounded-pareto': 'write a min above zero and a larger max',
  empirical: 'write as many weights as values, not all of them zero',
};
const CHECK = 'change that parameter';

/** Parameters that no distribution has, in the words of the engine; null when there is one. */
function whyImpossible(spec: DistributionSpec): string | null {
  try {
    createDistribution(spec);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message.replace(/^[a-z-]+: /, '');
    throw error;
  }
}

/** A column of a thousand wrong values is one problem. */
const isFirstOfValues = (issue: Issue, index: number, all: readonly Issue[]): boolean =>
  issue.path?.[0] !== 'values' || all.findIndex((one) => one.path?.[0] === 'values') === index;

const withoutFirstStep = (issue: Issue): Issue => ({ ...issue, path: (issue.path ?? []).slice(1) });

const isMapping = (input: unknown): input is Record<string, unknown> => describe(input) === 'a mapping';
