import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelDocument } from '../../model/document.js';
import { loadModel } from '../../model/load.js';
import { nearest } from '../../model/nearest.js';
import { formatProblem, type ModelProblem } from '../../model/problem.js';
import type { Model } from '../../model/schema.js';
import type { ReadTable } from '../../model/table-column.js';
import { readTableText, TableError } from '../../model/table-text.js';
import { readTextFile } from './text-file.js';

/** A model that was read from a file, and what identifies it in results. */
export interface OpenedModel {
  readonly model: Model;
  /** The data of the file with the overrides applied, as written: with units, without defaults. */
  readonly data: unknown;
  readonly document: ModelDocument;
  readonly file: string;
  /** Digest of the text of the file and of the tables that it names, overrides aside. */
  readonly sha256: string;
  readonly overrides: readonly string[];
}

/** The text of a model file, from which it is loaded under whatever overrides. */
export interface ModelSource {
  readonly file: string;
  readonly text: string;
}

/**
 * Finds a model by the path of its file or by the name of a shipped one (`scale-set`).
 * @param folder from which a relative path is seen; the working directory when left out
 * @returns what is wrong, in one line, when there is no such model or its file is no text
 */
export function findModel(reference: string, folder = ''): ModelSource | string {
  const path = join(folder, reference);
  const file = isFile(path) ? path : isFile(reference) ? reference : shippedFile('models', reference);
  if (file === null) return noSuchModel(reference);
  const text = readTextFile(file);
  return typeof text === 'string' ? { file, text } : formatProblem(text);
}

/** Loads a model from its source with overrides applied, or returns every problem. */
export function openSource(
  source: ModelSource,
  overrides: readonly string[],
): OpenedModel | { readonly problems: readonly ModelProblem[] } {
  const { file, text } = source;
  const digest = createHash('sha256').update(text);
  const readTable = tablesBeside(file, (table) => digest.update(table));
  const loaded = loadModel(text, file, { overrides, readTable });
  if ('problems' in loaded) return loaded;
  const { value: model, data, document } = loaded;
  return { model, data, document, file, sha256: digest.digest('hex'), overrides };
}

/** Whether a model file, or an override, says itself how long the warm-up is. */
export function statesWarmup(data: unknown): boolean {
  const { simulation } = (data ?? {}) as { simulation?: { warmup?: unknown } | null };
  return simulation?.warmup !== undefined;
}

/** Whether a model file, or an override, says itself from when on it is simulated. */
export function statesStart(data: unknown): boolean {
  const { simulation } = (data ?? {}) as { simulation?: { start?: unknown } | null };
  return simulation?.start !== undefined;
}

/** A reader of CSV files whose paths are seen from the file that names them; `onText` sees the text of each. */
export function tablesBeside(file: string, onText: (text: string) => void = () => undefined): ReadTable {
  return (name) => {
    const table = readTextFile(resolve(dirname(file), name));
    if (typeof table !== 'string') throw new TableError(table.line ?? 1, table.message, table.remedy);
    onText(table);
    return readTableText(table);
  };
}

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const shippedFolder = (kind: 'models' | 'experiments'): string =>
  fileURLToPath(new URL(`../../../${kind}/`, import.meta.url));

/** The file of a shipped model or experiment, or null when there is none of this name. */
export function shippedFile(kind: 'models' | 'experiments', name: string): string | null {
  const file = join(shippedFolder(kind), `${name}.yaml`);
  return basename(name) === name && isFile(file) ? file : null;
}

/** Names of the shipped models or experiments, in alphabetical order. */
export function shippedNames(kind: 'models' | 'experiments'): string[] {
  const folder = shippedFolder(kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

function noSuchModel(reference: string): string {
  const names = shippedNames('models');
  const meant = nearest(reference, names);
  const remedy = meant === undefined ? `a path, or one of ${names.join(', ')}` : `did you mean ${meant}?`;
  return `${reference}: there is no such file and no shipped model of this name; ${remedy}`;
}
