import { type ModelClock, secondsOf } from '../../model/clock/read-clock.js';
import type { WeekPoint } from '../../model/clock/week-point.js';
import type { Model } from '../../model/schema.js';
import { demandOf } from '../../workload/demand.js';
import { RefusedOption } from '../refused-option.js';
import { localWindowText, type ToldClock } from '../words/clock.js';
import { chosen, duration as durationText, share as shareText } from '../words/format.js';
import { outsideOf } from './outside.js';

/** The measured window as the command line places it: from a point in the week on, or the busiest one. */
export type AskedWindow = 'busiest' | WeekPoint;

/** Something that is simulated from a time of the week on. */
interface Placeable {
  readonly model: Model;
  /** Whether its model says from when on. */
  readonly statesStart: boolean;
}

/** Lengths that a study sets for all of its models; undefined: the models' own. */
interface WindowTimes {
  readonly durationSeconds: number | undefined;
  readonly warmupSeconds: number | undefined;
}

/**
 * Places the measured windows of a study, so that pairs stay pairs: where they are asked to lie; or, where the first model gives no
 * start, all where that one expects most requests; or else those that give no start where the first lies.
 * @param sides the base first
 * @throws RefusedOption where the point in the week names a zone that the first model does not know
 */
export function placeWindows<Side extends Placeable>(
  sides: readonly Side[],
  asked: AskedWindow | undefined,
  times: WindowTimes,
): Side[] {
  const [first] = sides;
  if (first === undefined) return [];
  const findsBusiest = asked === 'busiest' || (asked === undefined && !first.statesStart);
  const { clock } = first.model;
  const from =
    asked === undefined || asked === 'busiest'
      ? (findsBusiest
          ? busiestStart(first.model, times.durationSeconds)
          : measuredFrom(first.model, times.warmupSeconds)) - clock.laterSeconds
      : askedFrom(asked, clock);
  const keepsOwn = asked === undefined && first.statesStart;
  return sides.map((side) => {
    if (keepsOwn && side.statesStart) return side;
    const { simulation, clock } = side.model;
    // Before Monday 00:00 where the warm-up begins on Sunday: clocks of clients go round.
    const start = from + clock.laterSeconds - (times.warmupSeconds ?? simulation.warmup);
    return { ...side, model: { ...side.model, simulation: { ...simulation, start } } };
  });
}

/** Seconds after Monday 00:00 UTC of the first week. */
function askedFrom(asked: WeekPoint, clock: ModelClock): number {
  const seconds = secondsOf(asked, clock);
  if (typeof seconds === 'number') return seconds;
  throw new RefusedOption(`--window: ${seconds.message}; ${seconds.remedy}`);
}

/** When the measured time begins, seconds after Monday 00:00 UTC. */
export const measuredFrom = ({ simulation }: Model, warmupSeconds: number | undefined): number =>
  simulation.start + (warmupSeconds ?? simulation.warmup);

const busiestStart = (model: Model, durationSeconds = model.simulation.duration): number =>
  demandOf(model).requests.busiest(durationSeconds, model.clock.beginsSeconds).startSeconds;

/** The window of a run, and what of the week's demand lies in it. */
export interface MeasuredWindow {
  /** Its busiest hour over that of all weeks, in expected requests; null where none are expected. */
  readonly shareOfPeak: number | null;
  /** Whether no other time of its length has more expected requests. */
  readonly busiest: boolean;
  /** Events and deployments that cannot be felt in it, in words. */
  readonly outside: string[];
}

/** What is expected in the measured window of a placed model. */
export function windowOf(model: Model, times: WindowTimes): MeasuredWindow {
  const seconds = times.durationSeconds ?? model.simulation.duration;
  const from = measuredFrom(model, times.warmupSeconds);
  const { requests } = demandOf(model);
  const most = requests.busiest(seconds).perSecond;
  const share = requests.shareOfPeak(from, seconds);
  return {
    shareOfPeak: share === null || share < 1 - EQUAL ? share : 1,
    busiest: requests.rate(from, seconds) >= most * (1 - EQUAL),
    outside: outsideOf(model, from, seconds),
  };
}

/** The clock on which times of a model are told. */
export const toldClock = ({ clock }: Model): ToldClock => ({
  ...clock.site,
  laterSeconds: clock.laterSeconds,
});

/** Rates that differ by less, as a share, are equal. */
const EQUAL = 1e-6;

/** The window in words: `Mon 08:12 to 12:12 UTC, the busiest 4 h of the week`. */
export function measuredWindowText(
  { shareOfPeak, busiest }: Omit<MeasuredWindow, 'outside'>,
  startSeconds: number,
  durationSeconds: number,
  zone: ToldClock,
): string {
  const when = localWindowText(startSeconds, durationSeconds, zone);
  if (shareOfPeak === null) return `${when}; no requests are expected`;
  if (busiest) return `${when}, the busiest ${chosen(durationText(durationSeconds))} of the week`;
  const peak = `${chosen(shareText(shareOfPeak))} of the week's peak`;
  return holdsPeak({ shareOfPeak })
    ? `${when}, ${peak}`
    : `${when}, ${peak} only: --window busiest measures it`;
}

/** What a model dates and this window does not have, as a sentence; null where there is nothing. */
export function outsideText({ outside }: Pick<MeasuredWindow, 'outside'>): string | null {
  if (outside.length === 0) return null;
  const shown = outside.slice(0, MOST_SHOWN);
  const more = outside.length - shown.length;
  return `outside it, so not in these results: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`;
}

const MOST_SHOWN = 5;

/** Whether a window has the week's peak in it, but for rounding. */
export const holdsPeak = ({ shareOfPeak }: Pick<MeasuredWindow, 'shareOfPeak'>): boolean =>
  shareOfPeak === null || shareOfPeak > 0.995;
