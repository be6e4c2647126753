import { stringify } from 'yaml';
import type { ShownField, ShownNode } from './show.js';

/**
 * The complete model as YAML that loads again, each line with a comment: the origin of the field, where it is written down
 * and the stated range, as in `rtt: 20ms  # assumed: domain-facts 9 (1ms..100ms)`.
 */
export function showYaml(root: ShownNode): string {
  const lines = linesOf(root, 0);
  const widths = lines.map(({ text }) => text.length).filter((width) => width <= WIDEST);
  const column = Math.max(...widths, 0) + 2;
  return lines
    .map(({ text, comment }) => `${comment === '' ? text : `${`${text}  `.padEnd(column)}# ${comment}`}\n`)
    .join('');
}

/** Longer lines do not push the comments of all others to the right. */
const WIDEST = 56;

interface Line {
  readonly text: string;
  readonly comment: string;
}

function linesOf(node: ShownNode, depth: number): Line[] {
  const indent = '  '.repeat(depth);
  const key = node.path.at(-1);
  const label = typeof key === 'string' ? `${indent}${plain(key)}:` : `${indent}-`;
  if (node.kind === 'field') return [{ text: `${label} ${flow(node.value)}`, comment: originOf(node) }];
  const children = node.kind === 'list' ? node.items : node.children;
  if (key === undefined) return children.flatMap((child) => linesOf(child, depth));
  const inner = children.flatMap((child) => linesOf(child, depth + 1));
  if (inner.length === 0)
    return [{ text: `${label} ${node.kind === 'list' ? '[]' : '{}'}`, comment: node.description ?? '' }];
  if (typeof key === 'string') return [{ text: label, comment: node.description ?? '' }, ...inner];
  const [first, ...rest] = inner;
  return [{ text: `${label} ${first!.text.trimStart()}`, comment: first!.comment }, ...rest];
}

function originOf({ origin, source, range }: ShownField): string {
  const bounds = range === null ? '' : ` (${String(range[0])}..${String(range[1])})`;
  return `${origin}: ${source}${bounds}`;
}

const plain = (key: string): string => stringify(key).trimEnd();

const flow = (value: unknown): string =>
  stringify(value, {
    collectionStyle: 'flow',
    lineWidth: 0,
    flowCollectionPadding: false,
    defaultStringType: 'PLAIN',
  }).trimEnd();
