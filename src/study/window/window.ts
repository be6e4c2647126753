import { type ModelClock, secondsOf } from '../../model/clock/read-clock.js';
import type { WeekPoint } from '../../model/clock/week-point.js';
import type { Model } from '../../model/schema.js';
import { demandOf } from '../../workload/demand.js';
import { RefusedOption } from '../refused-option.js';
import { outsideOf } from './outside.js';

/** The measured window as it is asked for: from a point in the week on, or the busiest one. */
export type AskedWindow = 'busiest' | WeekPoint;

/** Something that is simulated from a time of the week on. */
interface Placeable {
  readonly model: Model;
  /** Whether its model says from when on. */
  readonly statesStart: boolean;
}

/** Lengths that a study sets for all of its models; undefined: the models' own. */
export interface WindowTimes {
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
  throw new RefusedOption('window', `${seconds.message}; ${seconds.remedy}`);
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

/** Rates that differ by less, as a share, are equal. */
const EQUAL = 1e-6;
