import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearest } from '../model/nearest.js';
import { formatProblem, type ModelProblem } from '../model/problem.js';
import { TableError } from '../model/table-text.js';
import { type FilesBeside, type OpenedExperiment, readExperiment } from '../study/experiment/experiment.js';
import { KINDS, type Kind } from '../study/experiment/experiment-schema.js';
import type { ModelSource, ReadBeside } from '../study/experiment/model-source.js';
import { readTextFile } from './text-file.js';

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
  return typeof text === 'string' ? { file, text, readBeside: readerBeside(file) } : formatProblem(text);
}

/** Reads text files by paths that are seen from a file. */
function readerBeside(file: string): ReadBeside {
  return (name) => {
    const text = readTextFile(resolve(dirname(file), name));
    if (typeof text === 'string') return text;
    throw new TableError(text.line ?? 1, text.message, text.remedy);
  };
}

/** What an experiment may name: tables and models seen from its file, and models that ship. */
export const filesBeside = (file: string): FilesBeside => ({
  readText: readerBeside(file),
  findModel: (reference) => findModel(reference, dirname(file)),
});

/** The file of an experiment, given as a path or as the name of a shipped one; null when it is neither. */
export function findExperiment(reference: string): string | null {
  return isFile(reference) ? reference : shippedFile('experiments', reference);
}

/** Whether a file has the sections of a model and none of an experiment. */
export function isModelFile(file: string): boolean {
  const text = readTextFile(file);
  if (typeof text !== 'string') return false;
  const has = (names: string): boolean => new RegExp(`^["']?(${names})["']?\\s*:`, 'm').test(text);
  return has('clients|gateways?') && !has(['question', 'model', ...KINDS].join('|'));
}

/** What to say when there is no such experiment. */
export function noSuchExperiment(reference: string): string {
  const names = shippedNames('experiments');
  const meant = nearest(reference, names);
  const remedy = meant === undefined ? `a path, or one of ${names.join(', ')}` : `did you mean ${meant}?`;
  return `${reference}: there is no such file and no shipped experiment of this name; ${remedy}`;
}

/** Reads an experiment file of one kind, or returns every problem with its place. Model files are not opened. */
export function openExperiment<K extends Kind>(
  file: string,
  kind: K,
): OpenedExperiment<K> | { readonly problems: readonly ModelProblem[] } {
  const text = readTextFile(file);
  return typeof text === 'string'
    ? readExperiment(text, file, kind, filesBeside(file))
    : { problems: [text] };
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const shippedFolder = (kind: 'models' | 'experiments'): string =>
  fileURLToPath(new URL(`../../${kind}/`, import.meta.url));

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
