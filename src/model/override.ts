import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, visit, YAMLMap, YAMLSeq } from 'yaml';
import { entryOf, type ModelDocument } from './document.js';
import { nearest } from './nearest.js';
import type { ModelProblem } from './problem.js';
import type { Complaint } from './units.js';

/** What problems call an override, where others have a file: as it is written on the command line. */
export const originOf = (override: string): string => `--set ${override}`;

/**
 * Writes overrides, each the text `path=value` of one `--set`, into a document, the later ones last. Items of a list are
 * named by their index from 0 or by their `name`; mappings that are missing are made; the value is read as YAML; a name that
 * holds a dot is put into double quotes.
 * @returns the problems of those that could not be applied
 */
export function applyOverrides(document: ModelDocument, overrides: readonly string[]): ModelProblem[] {
  if (overrides.length > 0) writeOutAliases(document);
  return overrides.flatMap((text) => {
    const origin = originOf(text);
    const steps = splitPath(text.slice(0, Math.max(0, text.indexOf('='))).trim());
    const value = text.includes('=') ? text.slice(text.indexOf('=') + 1) : text;
    const complaint = applyOverride(document, origin, steps, value);
    return complaint === null
      ? []
      : [{ file: origin, line: null, column: null, path: steps.join('.'), ...complaint }];
  });
}

/** More than any model has. */
const MOST_STEPS = 50;

interface Target {
  readonly document: ModelDocument;
  readonly origin: string;
  readonly value: Node;
}

function applyOverride(
  document: ModelDocument,
  origin: string,
  steps: readonly string[],
  text: string,
): Complaint | null {
  const slashed = steps.length === 1 && /^\w+([/\\]\w+)+$/.test(steps[0]!);
  if (slashed) {
    return { message: 'a path has dots', remedy: `write ${steps[0]!.replace(/[/\\]/g, '.')}=${text}` };
  }
  if (steps.length === 0 || steps.length > MOST_STEPS || steps.includes('')) {
    const [, path = '', value = ''] = /^\s*([\w.[\]-]+)\s*:\s*(\S.*)$/.exec(text) ?? [];
    const example = path === '' ? 'for instance --set gateway.instances=4' : `--set ${path}=${value}`;
    return { message: 'expected path=value', remedy: `write ${example}` };
  }
  const parsed = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  if (parsed.errors.length > 0 || hasAlias(parsed)) {
    return { message: `the value ${text} is not YAML`, remedy: 'put it into quotes' };
  }
  const value = (parsed.contents ?? parsed.createNode(null)) as Node;
  document.overridden.set(value, origin);
  return setAt({ document, origin, value }, document.yaml.contents, steps);
}

/** Walks down from `container` and puts the value of the target where the steps end. */
function setAt(
  target: Target,
  container: unknown,
  [step = '', ...rest]: readonly string[],
): Complaint | null {
  if (isSeq(container)) return setInList(target, container, step, rest);
  if (isMap(container)) return setInMapping(target, container, step, rest);
  return { message: `"${step}" would stand inside a plain value`, remedy: 'set the value as a whole' };
}

function setInList(target: Target, list: YAMLSeq, step: string, rest: readonly string[]): Complaint | null {
  const names = list.items.map((item) => textOf(entryOf(item, 'name').value));
  const index = /^\d+$/.test(step) ? Number(step) : names.indexOf(step);
  if (index < 0 || index > list.items.length) {
    const meant = nearest(step, names);
    const choices = names.map((name, at) => (name === '' ? String(at) : name)).join(', ') || '0';
    return {
      message: `the list has no item "${step}"`,
      remedy:
        meant !== undefined
          ? `write ${meant}`
          : `its items are ${choices}${list.items.length === 1 && names[0] === '' ? `: write 0.${[step, ...rest].join('.')} instead of ${[step, ...rest].join('.')}` : ''}`,
    };
  }
  if (index === list.items.length && index > 0 && rest.length > 0) {
    return {
      message: `the list has no item ${index}; its items are counted from 0`,
      remedy: `write ${index - 1} for the last, or set a new item as a whole: ${index}={...}`,
    };
  }
  if (rest.length === 0) list.items[index] = target.value;
  else if (isNothing(list.items[index])) list.items[index] = newContainer(target, rest);
  return rest.length === 0 ? null : setAt(target, list.items[index], rest);
}

function setInMapping(
  target: Target,
  mapping: YAMLMap,
  step: string,
  rest: readonly string[],
): Complaint | null {
  const { pair } = entryOf(mapping, step);
  const value = rest.length === 0 ? target.value : newContainer(target, rest);
  if (pair === undefined) {
    const added = target.document.yaml.createPair(step, value) as Pair;
    target.document.overridden.set(added.key, target.origin);
    mapping.items.push(added as never);
  } else if (rest.length === 0 || isNothing(pair.value)) {
    pair.value = value;
  }
  return rest.length === 0 ? null : setAt(target, entryOf(mapping, step).value, rest);
}

function newContainer(target: Target, rest: readonly string[]): Node {
  const made = rest[0] === '0' ? new YAMLSeq() : new YAMLMap();
  target.document.overridden.set(made, target.origin);
  return made;
}

/** An override of one place must not change the others that share it through an alias. */
function writeOutAliases(document: ModelDocument): void {
  visit(document.yaml, { Alias: (_, alias) => alias.resolve(document.yaml)?.clone() as Node });
  visit(document.yaml, {
    Node: (_, node) => {
      if ('anchor' in node) delete node.anchor;
    },
  });
}

function hasAlias(yaml: Parameters<typeof visit>[0]): boolean {
  let found = false;
  visit(yaml, {
    Alias: () => {
      found = true;
    },
  });
  return found;
}

/** `clients.homeworkers.count`, `clients[0].count`, `clients."home.workers".count` -> steps; an empty step is an error. */
export function splitPath(text: string): string[] {
  const steps: string[] = [];
  for (const match of text.matchAll(/\[(\d+)\]\.?|"([^"]*)"\.?|([^.[\]"]+)\.?|(.)/gy)) {
    steps.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return text.endsWith('.') ? [...steps, ''] : steps;
}

const textOf = (node: unknown): string => (isScalar(node) ? String(node.value) : '');
const isNothing = (node: unknown): boolean =>
  node === undefined || node === null || (isScalar(node) && node.value === null);
