import { z } from 'zod';
import { documentedClientLimit, sizeOf } from './catalogue.js';
import { type ModelDocument, placeOf } from './document.js';
import type { Provenance } from './field.js';
import { formatPath, type Path } from './problem.js';
import { type GatewayModel, gatewaysOf, type Model, modelSchema } from './schema.js';
import { defaultOf, fieldsOf, inputType, notesOf } from './schema-walk.js';
import { formatQuantity } from './units.js';

/** A model with everything that it leaves out: what `cmgsim model show` prints. */
export type ShownNode = ShownField | ShownSection | ShownList;

/** One field with its value as it is written in a model file, and where the value comes from. */
export interface ShownField {
  readonly kind: 'field';
  readonly path: Path;
  readonly value: unknown;
  readonly origin: Provenance['origin'] | 'yours';
  /** Where a default is written down; for a value of yours, the line of the file or the override. */
  readonly source: string;
  /** Stated range of an assumed number. */
  readonly range: readonly [unknown, unknown] | null;
  readonly description: string | null;
}

interface ShownSection {
  readonly kind: 'section';
  readonly path: Path;
  readonly description: string | null;
  readonly children: readonly ShownNode[];
}

interface ShownList {
  readonly kind: 'list';
  readonly path: Path;
  readonly description: string | null;
  readonly items: readonly ShownNode[];
}

/**
 * The complete model as a tree in the order of the schema: what the document says and, for all else, the default with its
 * origin. Optional fields without a default are left out, and so is what a study finds where the model does not say.
 * @param data the data of the document, as `validateText` returns it
 */
export function showModel(model: Model, data: unknown, document: ModelDocument): ShownSection {
  const context: Context = { document, supplied: suppliedByCatalogue(model) };
  return sectionNode(context, modelSchema, data, [], { given: true, provenance: null });
}

/** Every field of the tree, in order. */
export function shownFields(node: ShownNode): ShownField[] {
  if (node.kind === 'field') return [node];
  return (node.kind === 'section' ? node.children : node.items).flatMap(shownFields);
}

interface Context {
  readonly document: ModelDocument;
  readonly supplied: ReadonlyMap<string, Supplied>;
}

/** A default that depends on other fields of the model: it has their origin, or is as much the user's as the field `from`. */
type Supplied = { readonly value: unknown } & (Provenance | { readonly from: Path });

/** Whether the value at hand was written by the user, and else what its surroundings say about it. */
interface Standing {
  readonly given: boolean;
  readonly provenance: Provenance | null;
}

/** What a study finds where the model does not say: the busiest time, and how long the warm-up has to be. */
const FOUND: ReadonlySet<string> = new Set(['simulation.start', 'simulation.warmup']);

function node(
  context: Context,
  schema: z.ZodType,
  value: unknown,
  path: Path,
  outer: Standing,
): ShownNode | null {
  const notes = notesOf(schema);
  const own = notes.origin === undefined ? outer.provenance : (notes as Provenance);
  if (value === undefined) {
    const standing = { given: false, provenance: own };
    const supplied = context.supplied.get(formatPath(path));
    if (supplied !== undefined && 'from' in supplied)
      return {
        ...fieldNode(context, schema, supplied.value, supplied.from, { given: true, provenance: null }),
        path,
      };
    if (supplied !== undefined)
      return fieldNode(context, schema, supplied.value, path, { ...standing, provenance: supplied });
    if (FOUND.has(formatPath(path))) return null;
    const fallback = defaultOf(schema);
    return fallback === undefined ? null : present(context, schema, fallback, path, standing);
  }
  return present(context, schema, value, path, { given: outer.given, provenance: own });
}

function present(
  context: Context,
  schema: z.ZodType,
  value: unknown,
  path: Path,
  standing: Standing,
): ShownNode {
  const isDistribution = notesOf(schema).distributionOf !== undefined;
  if (!isDistribution && isMapping(value) && fieldsOf(schema, value) !== undefined) {
    return sectionNode(context, schema, value, path, standing);
  }
  const type = inputType(schema);
  const isRich = Array.isArray(value) && value.some(isMapping) && type instanceof z.ZodArray;
  if (!isRich || !standing.given) return fieldNode(context, schema, value, path, standing);
  const items = value.map((item, index) =>
    present(context, type.element as z.ZodType, item, [...path, index], standing),
  );
  return { kind: 'list', path, description: notesOf(schema).description ?? null, items };
}

function sectionNode(
  context: Context,
  schema: z.ZodType,
  value: unknown,
  path: Path,
  standing: Standing,
): ShownSection {
  const children = Object.entries(fieldsOf(schema, value) ?? {})
    .filter(([name]) => !isRecord(schema) || Object.hasOwn(value as object, name))
    .map(([name, type]) =>
      node(context, type, (value as Record<string, unknown>)[name], [...path, name], standing),
    )
    .filter((child) => child !== null);
  return { kind: 'section', path, description: notesOf(schema).description ?? null, children };
}

function fieldNode(
  context: Context,
  schema: z.ZodType,
  value: unknown,
  path: Path,
  standing: Standing,
): ShownField {
  const description = notesOf(schema).description ?? null;
  const { given, provenance } = standing;
  if (given) {
    const { file, line } = placeOf(context.document, path);
    return {
      kind: 'field',
      path,
      value,
      origin: 'yours',
      source: line === null ? file : `line ${line}`,
      range: null,
      description,
    };
  }
  const { origin, source, range } = provenance ?? { origin: 'assumed', source: 'no other is stated' };
  return { kind: 'field', path, value, origin, source, range: range ?? null, description };
}

/** What the size of a VM brings along when the model does not state it. */
function suppliedByCatalogue(model: Model): Map<string, Supplied> {
  const entries = gatewaysOf(model).flatMap((gateway, index) => {
    const path: Path = model.gateways === undefined ? ['gateway'] : ['gateways', index];
    return Object.entries(suppliedBySize(gateway, [...path, 'vmSize'])).map(
      ([name, supplied]) => [formatPath([...path, 'vm', name]), supplied] as const,
    );
  });
  return new Map(entries);
}

function suppliedBySize({ vmSize, deployment, version }: GatewayModel, at: Path): Record<string, Supplied> {
  const { cores, nicBitsPerSecond, credits } = sizeOf(vmSize);
  const nic = formatQuantity('rate', nicBitsPerSecond);
  const clientLimit = documentedClientLimit(deployment, vmSize, version);
  if (typeof vmSize !== 'string')
    return {
      cores: { value: cores, from: [...at, 'cores'] },
      nic: { value: nic, from: [...at, 'nic'] },
      clientLimit: { value: clientLimit, from: [...at, 'clients'] },
    };
  const doc: Provenance = { origin: 'doc', source: `domain-facts 2, ${vmSize}` };
  return {
    cores: { value: cores, ...doc },
    nic: {
      value: nic,
      ...(vmSize === 'B2s' ? { origin: 'assumed', source: 'domain-facts 2: none is documented' } : doc),
    },
    clientLimit: { value: clientLimit, origin: 'doc', source: `domain-facts 1, ${vmSize}` },
    ...(credits === null ? {} : { credits: { value: credits, ...doc } }),
  };
}

const isRecord = (schema: z.ZodType): boolean => inputType(schema) instanceof z.ZodRecord;

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
