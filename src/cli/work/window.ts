import { readWeekPoint } from '../../model/clock/week-field.js';
import type { AskedWindow } from '../../study/window/window.js';

/** Where `--window` places the measured time, or what is wrong with it. */
export function windowOf(text: string): { readonly window: AskedWindow } | { readonly message: string } {
  if (text.trim().toLowerCase() === 'busiest') return { window: 'busiest' };
  // A bare number has to reach the reader as the number that it is in a model file.
  const read = readWeekPoint(/^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text);
  return 'value' in read
    ? { window: read.value }
    : { message: `${read.message}; ${read.remedy}, or busiest` };
}
