import type { ModelProblem } from '../model/problem.js';
import { readPrices } from '../study/money/price-file.js';
import { readTextFile } from './text-file.js';

/**
 * Reads a price file (see `readPrices`).
 * @throws the error of the host when the file cannot be read
 */
export function readPriceFile(
  file: string,
): { readonly overrides: readonly string[] } | { readonly problems: readonly ModelProblem[] } {
  const text = readTextFile(file);
  return typeof text === 'string' ? readPrices(text, file) : { problems: [text] };
}
