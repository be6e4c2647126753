const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** Shades of the segments of a stacked bar, first segment first; they differ without colour. */
export const SHADES = ['█', '▓', '▒', '░'] as const;

/** A bar of `width` columns, filled to `share` (0..1) in eighths of a column; a share above 0 shows at least one. */
export function bar(share: number, width: number): string {
  const eighths = Math.min(width * 8, Math.max(share > 0 ? 1 : 0, Math.round(share * width * 8)));
  const filled = '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
  return filled + '·'.repeat(width - filled.length);
}

/**
 * Columns that each part gets of a stacked bar of `width` columns: proportional, adding up to `width` exactly
 * (largest remainders). Parts that add up to nothing get no column.
 */
export function apportion(parts: readonly number[], width: number): number[] {
  const sum = parts.reduce((total, part) => total + part, 0);
  if (!(sum > 0)) return parts.map(() => 0);
  const exact = parts.map((part) => (part / sum) * width);
  const columns = exact.map(Math.floor);
  const missing = width - columns.reduce((total, part) => total + part, 0);
  exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, missing)
    .forEach(({ index }) => {
      columns[index]! += 1;
    });
  return columns;
}
