import { readPriceFile } from '../../host/price-file.js';
import { formatProblem } from '../../model/problem.js';

/** Reads a price file as overrides; what is wrong, a refusal of the host too, as lines. */
export function readPrices(
  file: string,
): { readonly overrides: readonly string[] } | { readonly problems: readonly string[] } {
  try {
    const read = readPriceFile(file);
    return 'problems' in read ? { problems: read.problems.map(formatProblem) } : read;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return {
      problems: [
        `--prices ${file}: it cannot be read (${error.message}); write the path of a CSV, YAML or JSON file`,
      ],
    };
  }
}
