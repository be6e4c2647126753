import { siteZoneOf } from '../study/summary/clock.js';
import type { ClockSummary } from '../study/summary/schema/clock.js';
import type { WindowSummary } from '../study/summary/schema/window.js';
import { holdsPeak, measuredWindowText, outsideText } from '../study/window/window.js';
import type { Page } from './run/page.js';
import { wrapped } from './table.js';

/** A deployment or scenario, and when it was measured. */
interface Measured {
  readonly name: string;
  readonly startSeconds: number;
  readonly window: WindowSummary;
  readonly clock: ClockSummary;
}

/** When in the week each of several was measured, in one line where all were at the same share of their peak. */
export function windowLines(
  all: readonly Measured[],
  durationSeconds: number,
  page: Page,
  indent = '',
): string[] {
  const told = all.map((one) => {
    const { name, window, startSeconds } = one;
    const outside = outsideText({ outside: window.outside ?? [] });
    const text = `measured: ${measuredWindowText(window, startSeconds, durationSeconds, siteZoneOf(one))}`;
    return {
      name,
      text: outside === null ? text : `${text}; ${outside}`,
      good: holdsPeak(window) && outside === null,
    };
  });
  const isCommon = told.every(({ text }) => text === told[0]!.text);
  return (isCommon ? told.slice(0, 1) : told).flatMap(({ name, text, good }) =>
    wrapped(isCommon ? text : `${name}, ${text}`, indent, `${indent}  `).map((line) =>
      page.paint(good ? 'quiet' : 'warning', line),
    ),
  );
}
