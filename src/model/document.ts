import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { nearest } from './nearest.js';
import type { ModelProblem, Path } from './problem.js';

/** A YAML file with the places of its fields. */
export interface ModelDocument {
  readonly file: string;
  readonly text: string;
  readonly yaml: Document.Parsed;
  readonly lines: LineCounter;
  /** Nodes that an override made, with the text of that override. */
  readonly overridden: Map<unknown, string>;
}

/** A place as a reader finds it: in the file, or in an override. */
export type Place = Pick<ModelProblem, 'file' | 'line' | 'column'>;

/** Reads the text of a YAML file. Syntax errors come back as problems; nothing is thrown. */
export function parseModelText(
  text: string,
  file: string,
): { document: ModelDocument; problems: ModelProblem[] } {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const document: ModelDocument = { file, text, yaml, lines, overridden: new Map() };
  const problems = [
    ...syntaxProblems(document),
    ...aliasProblems(document),
    ...nameProblems(document),
    ...invisibleProblems(document),
  ];
  if (problems.length === 0 && isEmpty(yaml)) {
    problems.push({ ...START, file, message: 'the file is empty', remedy: FIRST_LINES });
  }
  return { document, problems };
}

/**
 * The data of a document, aliases resolved.
 * @returns plain objects, lists and scalars, or the problem that prevents it
 */
export function plainData(document: ModelDocument): { data: unknown } | { problem: ModelProblem } {
  try {
    return { data: document.yaml.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return {
      problem: {
        ...START,
        file: document.file,
        message: 'its aliases multiply beyond measure',
        remedy: 'write the repeated parts out',
      },
    };
  }
}

/**
 * Where the field at `path` stands: its value when it is a scalar, else its name. A field that is not there is looked for
 * one step up.
 */
export function placeOf(document: ModelDocument, path: Path, prefer: 'name' | 'value' = 'value'): Place {
  let node: unknown = document.yaml.contents;
  let place = nodePlace(document, node) ?? { ...START, file: document.file };
  let override = document.overridden.get(node);
  for (const [index, key] of path.entries()) {
    const { name, value } = entryOf(resolveAlias(document, node), key);
    if (value === undefined && name === undefined) break;
    override = document.overridden.get(value) ?? document.overridden.get(name) ?? override;
    const last = index === path.length - 1;
    const scalar = isScalar(value) && value.source !== '' && value.range?.[0] !== value.range?.[1];
    const shown = (last && prefer === 'value' && scalar) || name === undefined ? value : name;
    place = nodePlace(document, shown) ?? place;
    node = value;
  }
  return override === undefined ? place : { file: override, line: null, column: null };
}

/** The node under `key` of a mapping or list, and the node of the key itself. */
export function entryOf(node: unknown, key: string | number): { name: unknown; value: unknown; pair?: Pair } {
  if (isMap(node)) {
    const pair = node.items.find((item) => keyText(item.key) === String(key));
    return pair === undefined
      ? { name: undefined, value: undefined }
      : { name: pair.key, value: pair.value, pair };
  }
  if (isSeq(node)) return { name: undefined, value: node.items[Number(key)] };
  return { name: undefined, value: undefined };
}

const resolveAlias = (document: ModelDocument, node: unknown): unknown =>
  isAlias(node) ? node.resolve(document.yaml) : node;

const MAX_ALIASES = 100;
const START = { line: 1, column: 1, path: '' } as const;
const FIRST_LINES = 'start with "name: my-gateway" and a list "clients:"';

const isEmpty = (yaml: Document.Parsed): boolean =>
  yaml.contents === null || (isScalar(yaml.contents) && yaml.contents.value === null);

export const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

function nodePlace(document: ModelDocument, node: unknown): Place | undefined {
  const start = (node as Node | null | undefined)?.range?.[0];
  return start === undefined ? undefined : offsetPlace(document, start);
}

function offsetPlace(
  { file, lines }: ModelDocument,
  offset: number,
): { file: string; line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** The first syntax error alone, since the others mostly follow from it; duplicate names all. */
function syntaxProblems(document: ModelDocument): ModelProblem[] {
  const { errors, warnings } = document.yaml;
  const first = errors.find((error) => error.code !== 'DUPLICATE_KEY');
  if (first !== undefined) return [syntaxProblem(document, first)];
  return [...errors, ...warnings].map((error) => syntaxProblem(document, error));
}

function syntaxProblem(document: ModelDocument, error: YAMLError | Error): ModelProblem {
  const offset = 'pos' in error ? error.pos[0] : 0;
  const code = 'code' in error ? error.code : '';
  return {
    ...offsetPlace(document, offset),
    path: '',
    ...explainSyntax(document, code, offset, error.message),
  };
}

function explainSyntax(document: ModelDocument, code: string, offset: number, message: string) {
  switch (code) {
    case 'DUPLICATE_KEY':
      return { message: `"${nameAt(document, offset)}" is written twice`, remedy: 'keep one of the two' };
    case 'TAB_AS_INDENT':
      return { message: 'a tab stands in the indentation', remedy: 'indent with spaces' };
    case 'MULTIPLE_DOCS':
      return {
        message: 'a second document starts here',
        remedy: 'remove "---" or put it into a file of its own',
      };
    case 'TAG_RESOLVE_FAILED':
      return { message: `${lowerFirst(message)}`, remedy: 'remove the tag' };
    case 'RESOURCE_EXHAUSTION':
      return { message: 'it is nested too deeply', remedy: 'remove levels of brackets or indentation' };
    case 'BAD_DQ_ESCAPE':
      return {
        message: 'between double quotes a backslash begins a special character',
        remedy: "put the text into single quotes, as in 'C:\\temp\\ping.csv'",
      };
    case 'BAD_SCALAR_START':
      return { message: lowerFirst(message), remedy: 'put the text into quotes' };
    case 'BLOCK_IN_FLOW':
      return { message: lowerFirst(message), remedy: 'put a text that holds ": " into quotes' };
    case 'MULTILINE_IMPLICIT_KEY':
      return { message: 'this line names no field', remedy: lineRemedy(lineAt(document, offset)) };
    default:
      return {
        message: `not YAML: ${lowerFirst(message)}`,
        remedy: 'correct the indentation or the punctuation here',
      };
  }
}

/** What to write for name:value or name=value, whose colon is no colon to YAML; that of an address such as http://host is none either. */
function lineRemedy(text: string): string {
  const [, name, value] = NAME_AND_VALUE.exec(text) ?? [];
  return name === undefined ? 'write name: value' : spaced(name, value!);
}

/** The same where the names of the fields are known; undefined where `text` begins with none of them. */
export function colonRemedy(text: string, names: readonly string[]): string | undefined {
  const [, name = '', value = ''] = NAME_AND_VALUE.exec(text) ?? [];
  const meant = names.includes(name) ? name : nearest(name, names);
  return name === '' || meant === undefined ? undefined : spaced(meant, value);
}

const NAME_AND_VALUE = /^\s*(?:- )?([A-Za-z][\w-]*)\s*[:=]\s*(?!\/\/)(\S.*)$/;
const spaced = (name: string, value: string): string => `put a space after the colon: ${name}: ${value}`;

const lineAt = ({ text }: ModelDocument, offset: number): string =>
  text.slice(text.lastIndexOf('\n', offset - 1) + 1).split(/\r?\n/, 1)[0]!;

function nameAt(document: ModelDocument, offset: number): string {
  let found = '';
  visit(document.yaml, {
    Pair: (_, pair) => {
      if ((pair.key as Node | null)?.range?.[0] === offset) found = keyText(pair.key);
    },
  });
  return found;
}

/** Aliases without an anchor, and anchors that contain themselves. */
function aliasProblems(document: ModelDocument): ModelProblem[] {
  const problems: ModelProblem[] = [];
  visit(document.yaml, {
    Alias: (_, alias, ancestors) => {
      const target = alias.resolve(document.yaml);
      const message =
        target === undefined
          ? `the alias *${alias.source} has no anchor &${alias.source} before it`
          : ancestors.includes(target as never)
            ? `the alias *${alias.source} stands inside its own anchor`
            : undefined;
      if (message === undefined) return;
      const place = nodePlace(document, alias) ?? { ...START, file: document.file };
      const isHost = alias.source === '' || alias.source.startsWith('.');
      const remedy = isHost ? `put it into quotes: "*${alias.source}"` : 'write the value itself';
      problems.push({ ...place, path: '', message, remedy });
    },
  });
  return problems;
}

/** Lists and mappings in the place of a name. */
function nameProblems(document: ModelDocument): ModelProblem[] {
  const problems: ModelProblem[] = [];
  visit(document.yaml, {
    Pair: (_, { key }) => {
      if (!isCollection(key)) return;
      const place = nodePlace(document, key) ?? { ...START, file: document.file };
      const kind = isSeq(key) ? 'list' : 'mapping';
      problems.push({
        ...place,
        path: '',
        message: `a ${kind} stands where a name should`,
        remedy: 'write name: value',
      });
    },
  });
  return problems;
}

/** Spaces that only look like spaces, at the edge of a name or value or behind its colon, where they count as letters. */
const INVISIBLE =
  /^[\s-]*?([\u00a0\u2007\u202f\u200b\ufeff])|:([\u00a0\u2007\u202f\u200b])|([\u00a0\u2007\u202f\u200b\ufeff])\s*$/;

/** Spaces of web pages and word processors, which look like indentation and are none. */
function invisibleProblems(document: ModelDocument): ModelProblem[] {
  const problems: ModelProblem[] = [];
  visit(document.yaml, {
    Scalar: (_, { source, type, range }) => {
      const match = type === 'PLAIN' ? INVISIBLE.exec(source ?? '') : null;
      if (match === null || range == null) return;
      const mark = match[1] ?? match[2] ?? match[3] ?? '';
      const code = mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      problems.push({
        ...offsetPlace(document, range[0] + source!.indexOf(mark, match.index)),
        path: '',
        message: `a character that only looks like a space stands here (U+${code})`,
        remedy: 'replace it by a plain space',
      });
    },
  });
  return problems;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
