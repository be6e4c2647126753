/** Spaces of every width, apostrophes, underscores, commas and points: what people put between thousands. */
const MARKS = "[.,'\u2019_\u00a0\u2009\u202f ]";
const GROUPED = new RegExp(`^([+-]?\\d{1,3})((?:${MARKS}\\d{3})+)$`);

/**
 * The digits of a number whose thousands are grouped in a way that leaves one reading: 45 000, 45'000, 45,000, 1.250.000 ->
 * "45000", ...; null for other texts, and for 45.000, which may be 45 as well.
 */
export function ungrouped(text: string): string | null {
  const match = GROUPED.exec(text.trim());
  if (match === null) return null;
  const [, first = '', rest = ''] = match;
  const marks = new Set(rest.replace(/\d/g, ''));
  const groups = rest.length / 4;
  return marks.size > 1 || (marks.has('.') && groups === 1) ? null : first + rest.replace(/\D/g, '');
}

/** The two readings of a number with one mark and three digits after it, as in 45.000 or 1,500; null for others. */
export function twoReadings(text: string): { readonly thousands: string; readonly decimal: string } | null {
  const match = /^([+-]?[1-9]\d{0,2})[.,](\d{3})$/.exec(text.trim());
  if (match === null) return null;
  const [, whole = '', rest = ''] = match;
  return { thousands: whole + rest, decimal: String(Number(`${whole}.${rest}`)) };
}

/** A number that may be either of two. */
interface Twofold {
  readonly message: string;
  readonly remedy: string;
}

/** What is doubtful about a quantity; null when nothing is. Three decimals that end in zero are somebody's thousands. */
export function doubtfulQuantity(text: string): Twofold | null {
  const [, digits = '', unit = ''] = /^\+?(\d{1,3}\.\d\d0)\s*(\D+)$/.exec(text.trim()) ?? [];
  const readings = twoReadings(digits);
  return readings && twofold(text.trim(), `${readings.thousands}${unit}`, `${readings.decimal}${unit}`);
}

export const twofold = (text: string, thousands: string, decimal: string): Twofold => ({
  message: `${text} may be ${thousands} or ${decimal}`,
  remedy: `write ${thousands} or ${decimal}`,
});

/** What is doubtful about a bare share above `least`: 0.1 may be 10% or 0.1%; null where nothing is. */
export function doubtfulShare(text: string, least: number): Twofold | null {
  const value = Number(text);
  if (text.trim() === '' || !(value > least && value < 1)) return null;
  return twofold(text.trim(), `${Number((value * 100).toPrecision(12))}%`, `${value}%`);
}
