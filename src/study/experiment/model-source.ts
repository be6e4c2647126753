import type { ModelDocument } from '../../model/document.js';
import { loadModel } from '../../model/load.js';
import type { ModelProblem } from '../../model/problem.js';
import type { Model } from '../../model/schema.js';
import { readTableText } from '../../model/table-text.js';
import { sha256 } from '../simulate/sha256.js';

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
  /** How problems call it. */
  readonly file: string;
  readonly text: string;
  /** Reads a text file that the model names. */
  readonly readBeside?: ReadBeside | undefined;
}

/**
 * Reads a text file by its path, seen from the file that names it.
 * @throws TableError, or the error of the host, where that cannot be read
 */
export type ReadBeside = (name: string) => string;

/** Loads a model from its source with overrides applied, or returns every problem. */
export function openSource(
  { file, text, readBeside }: ModelSource,
  overrides: readonly string[] = [],
): OpenedModel | { readonly problems: readonly ModelProblem[] } {
  const texts = [text];
  const readTable =
    readBeside &&
    ((name: string) => {
      const table = readBeside(name);
      texts.push(table);
      return readTableText(table);
    });
  const loaded = loadModel(text, file, { overrides, ...(readTable && { readTable }) });
  if ('problems' in loaded) return loaded;
  const { value: model, data, document } = loaded;
  return { model, data, document, file, sha256: sha256(...texts), overrides };
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
