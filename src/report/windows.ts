import type { PlacedWindow } from '../study/window/placed-window.js';
import { type WindowWords, windowWords } from '../study/window/window-words.js';
import { chosen, share } from '../study/words/format.js';
import type { Page } from './run/page.js';
import { wrapped } from './table.js';

/** A deployment or scenario, and when it was measured. */
type Measured = PlacedWindow & { readonly name: string };

/** How the command line measures where most requests are expected. */
export const BUSIEST_REMEDY = '--window busiest measures it';

/** When in the week was measured, and what would hold more of its peak. */
export const windowText = ({ when, canBeBusier }: WindowWords): string =>
  canBeBusier ? `${when}: ${BUSIEST_REMEDY}` : when;

/** When in the week each of several was measured, in one line where all were at the same share of their peak. */
export function windowLines(
  all: readonly Measured[],
  durationSeconds: number,
  page: Page,
  indent = '',
): string[] {
  const told = all.map((one) => {
    const words = windowWords(one, durationSeconds);
    const { outside, holdsPeak } = words;
    const text = `measured: ${windowText(words)}`;
    return {
      name: one.name,
      text: outside === null ? text : `${text}; ${outside}`,
      good: holdsPeak && outside === null,
    };
  });
  const isCommon = told.every(({ text }) => text === told[0]!.text);
  return (isCommon ? told.slice(0, 1) : told).flatMap(({ name, text, good }) =>
    wrapped(isCommon ? text : `${name}, ${text}`, indent, `${indent}  `).map((line) =>
      page.paint(good ? 'quiet' : 'warning', line),
    ),
  );
}

/** The same of the points of a grid: when the first was measured, and how many have a busier time of their own. */
export function gridWindowLines(
  points: readonly PlacedWindow[],
  durationSeconds: number,
  page: Page,
): string[] {
  const [first] = points;
  if (first === undefined) return [];
  const lines = windowLines([{ ...first, name: '' }], durationSeconds, page);
  const peak = shareOf(first);
  const others = points.map(shareOf).filter((share) => share < peak - SAME);
  if (others.length === 0) return lines;
  const least = Math.min(...others);
  const text = `${others.length} of ${points.length} points have a busier time of their own: measured was ${chosen(share(least))} of it or more`;
  return [...lines, ...wrapped(text).map((line) => page.paint('warning', line))];
}

const shareOf = ({ window }: PlacedWindow): number => window.shareOfPeak ?? 1;

/** Shares of a peak that differ by less read alike. */
const SAME = 0.005;
