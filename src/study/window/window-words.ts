import { siteZoneOf } from '../summary/clock.js';
import type { Summary } from '../summary/summary.js';
import { localWindowText } from '../words/clock.js';
import { chosen, duration, share } from '../words/format.js';
import type { PlacedWindow } from './placed-window.js';

/** A measured window in words. */
export interface WindowWords {
  /** `Mon 08:12 to 12:12 UTC, the busiest 4 h of the week`. */
  readonly when: string;
  /** Whether the week's peak lies in it, but for rounding. */
  readonly holdsPeak: boolean;
  /** Where it does not: whether another window of this length would have more of it. */
  readonly canBeBusier: boolean;
  /** What the model dates and the window does not have; null where there is nothing. */
  readonly outside: string | null;
}

/** Says when in the week was measured, how much of its peak that holds, and what lies outside. */
export function windowWords(
  placed: Pick<PlacedWindow, 'startSeconds' | 'window'> & Pick<Summary, 'clock'>,
  durationSeconds: number,
): WindowWords {
  const { shareOfPeak, busiest, outside = [] } = placed.window;
  const when = localWindowText(placed.startSeconds, durationSeconds, siteZoneOf(placed));
  const holdsPeak = shareOfPeak === null || shareOfPeak > ALL_BUT_ROUNDING;
  const canBeBusier = !holdsPeak && !busiest;
  const peak = (): string => {
    if (shareOfPeak === null) return '; no requests are expected';
    if (busiest) return `, the busiest ${chosen(duration(durationSeconds))} of the week`;
    return `, ${chosen(share(shareOfPeak))} of the week's peak${canBeBusier ? ' only' : ''}`;
  };
  return { when: when + peak(), holdsPeak, canBeBusier, outside: outsideText(outside) };
}

const ALL_BUT_ROUNDING = 0.995;

function outsideText(outside: readonly string[]): string | null {
  if (outside.length === 0) return null;
  const shown = outside.slice(0, MOST_SHOWN);
  const more = outside.length - shown.length;
  return `outside it, so not in these results: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`;
}

const MOST_SHOWN = 5;
