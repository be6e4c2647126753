import { readClockTime, WeekPoint } from '../../model/clock/week-point.js';
import type { AskedWindow } from '../../study/window/window.js';
import { readDuration } from '../durations.js';

/** Where `--window` places the measured time, or what is wrong with it. */
export function windowOf(text: string): { readonly window: AskedWindow } | { readonly message: string } {
  if (text === 'busiest') return { window: text };
  const clock = readClockTime(text);
  if (clock !== null) return { window: clock };
  if (!/^\s*[\d.]+\s*[a-z]+\s*$/i.test(text))
    return { message: 'write busiest, a point in the week as in "tue 08:00", or hours as in 32h' };
  const seconds = readDuration(text);
  return typeof seconds === 'number' ? { window: new WeekPoint(seconds, null) } : seconds;
}
