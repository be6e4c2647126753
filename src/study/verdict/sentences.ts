import { CONTENT_DOWNLOAD } from '../../gateway/simulation/observation.js';
import { chosen, count, duration, share } from '../words/format.js';
import type { Disconnection } from './disconnection.js';
import type { Failing, FailingEpisode } from './failures.js';
import type { Saturation } from './saturation.js';
import type { Overload } from './support.js';

/** What was found in the replications, each kind worst first where there is an order. */
export interface Findings {
  readonly disconnections: readonly Disconnection[];
  readonly failures: readonly Failing[];
  readonly saturations: readonly Saturation[];
  readonly overloads: readonly Overload[];
  readonly idle: boolean;
  /** Writes a time after the start of the window. */
  readonly clock: (seconds: number) => string;
  readonly replications: number;
}

type Words = Pick<Findings, 'clock' | 'replications'>;

/** `cmg/vm/1 has had no channel to any connection point since 09:10, for 30 min (...)`. */
export function unconnectedText(one: Disconnection, { clock, replications }: Words): string {
  const { vm, fromSeconds, toSeconds, lasts, reason } = one;
  const seconds = wholeMinutes(toSeconds - fromSeconds);
  const when = lasts
    ? `has had no channel to any connection point since ${clock(fromSeconds)}, for ${seconds}`
    : `had no channel to any connection point from ${clock(fromSeconds)} to ${clock(toSeconds)}, for ${seconds}`;
  const why = reason === null ? '' : ` (${reason})`;
  return `${vm} ${when}${why}${sharedText(one.replications, replications)}.`;
}

/** A beginning in the first minute is that of the window, which says no more than `all the time`. */
export const isFromStart = (fromSeconds: number): boolean => fromSeconds <= 60;

const beginning = (fromSeconds: number, clock: Findings['clock']): string =>
  isFromStart(fromSeconds) ? 'all the time' : `from ${clock(fromSeconds)} on`;

/** `from 09:10 on`, or `from 09:10 to 09:40`. */
export const timeText = (
  { fromSeconds, toSeconds, lasts }: FailingEpisode,
  clock: Findings['clock'],
): string => (lasts ? beginning(fromSeconds, clock) : `from ${clock(fromSeconds)} to ${clock(toSeconds)}`);

/** `100 % of policy requests failed from 09:10 on, most because of no-channel at cmg/vm/1`. */
export function failingText(one: Failing, { clock, replications }: Words): string {
  const { requests, population, failed, ended, cause, part, episode } = one;
  const what = requests === CONTENT_DOWNLOAD ? 'downloads' : `${requests} requests`;
  const whose = population === null ? '' : ` of ${population}`;
  const when = episode === null ? '' : ` ${timeText(episode, clock)}`;
  const rare = episode === null ? '' : sharedText(episode.replications, replications);
  const at = part === '' ? '' : ` at ${part}`;
  return `${share(failed / ended)} of ${what}${whose} failed${when}, most because of ${cause}${at}${rare}.`;
}

/** `cmg/vm/1/cpu was saturated from 09:05 to 09:11, drained by 09:31; up to 4,512 waited`. */
export function saturationText(one: Saturation, { clock, replications }: Words, resources = 1): string {
  const { resource, fromSeconds, grewUntilSeconds, toSeconds, drained, refused, longestQueue } = one;
  const [was, is] = resources === 1 ? ['was', 'is'] : ['were', 'are'];
  const when = drained
    ? `${was} saturated from ${clock(fromSeconds)} to ${clock(grewUntilSeconds)}, drained by ${clock(toSeconds)}`
    : `${is} saturated ${beginning(fromSeconds, clock)}, and had not drained by the end (${clock(toSeconds)})`;
  const queue = longestQueue >= 1 ? `; up to ${count(Math.round(longestQueue))} waited` : '';
  const refusals = refused > 0 ? `; ${count(refused)} were refused` : '';
  return `${resource} ${when}${queue}${refusals}${sharedText(one.replications, replications)}.`;
}

const wholeMinutes = (seconds: number): string => chosen(duration(seconds));

/** How many of the replications have an episode, where not all have. */
export const sharedText = (having: number, replications: number): string =>
  replications === 1 || having === replications ? '' : ` (in ${having} of ${replications} replications)`;
