import { isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { entryOf, keyText, type ModelDocument } from './document.js';
import type { Path } from './problem.js';

/** A scalar or collection of a document, where its data stand. */
interface Placed<Kind> {
  readonly node: Kind;
  readonly path: Path;
}

/** Every value of a document but aliases, whose anchors are walked where they stand. */
export function* nodesOf(document: ModelDocument): Iterable<Placed<Scalar | YAMLMap | YAMLSeq>> {
  yield* walk(document.yaml.contents, []);
}

function* walk(node: unknown, path: Path): Iterable<Placed<Scalar | YAMLMap | YAMLSeq>> {
  if (isScalar(node)) yield { node, path };
  if (isMap(node)) {
    yield { node, path };
    for (const { key, value } of node.items) yield* walk(value, [...path, keyText(key)]);
  }
  if (isSeq(node)) {
    yield { node, path };
    for (const [index, item] of node.items.entries()) yield* walk(item, [...path, index]);
  }
}

/** The text of a number as it is written, which its value does not tell: 45.000, 007; undefined for all else. */
export const numberText = (node: unknown): string | undefined =>
  isScalar(node) && typeof node.value === 'number' ? node.source : undefined;

/** The same for the number at `path`. */
export function numberTextAt(document: ModelDocument, path: Path): string | undefined {
  let node: unknown = document.yaml.contents;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document.yaml);
    node = entryOf(node, key).value;
  }
  return numberText(isAlias(node) ? node.resolve(document.yaml) : node);
}
