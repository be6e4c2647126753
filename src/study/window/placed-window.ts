import type { Model } from '../../model/schema.js';
import { clockSummary } from '../summary/clock.js';
import type { ClockSummary } from '../summary/schema/clock.js';
import type { WindowSummary } from '../summary/schema/window.js';
import { type MeasuredWindow, measuredFrom, type WindowTimes, windowOf } from './window.js';

/** When in the week one of several deployments or scenarios was measured, and how much of its own peak that holds. */
export interface PlacedWindow {
  readonly startSeconds: number;
  readonly window: WindowSummary;
  readonly clock: ClockSummary;
}

/** The measured window of a placed model, as results say it. */
export function placedWindow(
  model: Model,
  times: WindowTimes,
): PlacedWindow & { readonly window: MeasuredWindow } {
  return {
    startSeconds: measuredFrom(model, times.warmupSeconds),
    window: windowOf(model, times),
    clock: clockSummary(model.clock),
  };
}
