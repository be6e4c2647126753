import type { Paint } from '../paint.js';
import { type Column, table, wrapped } from '../table.js';

/** Text after a prefix, broken at spaces; further lines begin where the text began. */
export const hanging = (prefix: string, text: string): string[] =>
  wrapped(text, prefix, ' '.repeat(prefix.length));

/** A table whose rows stand under headings: one before each row whose heading differs from the row's before. */
export function headedTable(
  paint: Paint,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  headings: readonly string[],
): string[] {
  const [header, ...lines] = table({ paint, mark: () => '' }, columns, rows);
  if (header === undefined) return [];
  return [
    header,
    ...lines.flatMap((line, index) =>
      index > 0 && headings[index] === headings[index - 1]
        ? [line]
        : [...hanging('  ', headings[index]!).map((heading) => paint('strong', heading)), line],
    ),
  ];
}
