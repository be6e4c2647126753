import { CONTENT_DOWNLOAD } from '../../gateway/simulation/observation.js';
import { share } from '../words/format.js';
import type { Failing } from './failures.js';
import { about } from './lists.js';
import { type Findings, isFromStart, sharedText, timeText } from './sentences.js';

/**
 * Classes that fail for one cause at one part are one sentence, with the time of the worst; those that fail for a time alone
 * are one for each time.
 */
export function ofFailing(failures: readonly Failing[], { clock, replications }: Findings): string[] {
  const told = failures.filter((one) => isOfAll(one) || !failures.some((other) => covers(other, one)));
  const whole = told.filter(({ episode }) => episode === null);
  const times = told.filter(
    ({ episode, requests }) => episode !== null && !whole.some((one) => one.requests === requests),
  );
  const timesOfWhole = (worst: Failing): string =>
    timesOf(
      failures.filter((one) => isEpisodeOf(one, worst)),
      clock,
      replications,
    );
  return [
    ...grouped(whole).flatMap((group) =>
      about(
        group.map(nameOf),
        (names) => `Failed: ${names}, most because of ${causeOf(group[0]!)}${timesOfWhole(group[0]!)}.`,
      ),
    ),
    ...grouped(times).flatMap((group) =>
      about(
        group.map(nameOf),
        (names) =>
          `Failed ${timeText(group[0]!.episode!, clock)}: ${names}, most because of ${causeOf(group[0]!)}${sharedText(group[0]!.episode!.replications, replications)}.`,
      ),
    ),
  ];
}

const isOfAll = ({ population }: Failing): boolean => population === null;

/** Whether one tells of all clients what the other tells of one population. */
const covers = (one: Failing, other: Failing): boolean =>
  isOfAll(one) && one.requests === other.requests && (one.episode === null || other.episode !== null);

const isEpisodeOf = (one: Failing, whole: Failing): boolean =>
  one.episode !== null && one.requests === whole.requests && one.population === whole.population;

const nameOf = ({ requests, population, failed, ended }: Failing): string => {
  const what = requests === CONTENT_DOWNLOAD ? 'downloads' : requests;
  return `${what}${population === null ? '' : ` of ${population}`} (${share(failed / ended)})`;
};

const causeOf = ({ cause, part }: Failing): string => (part === '' ? cause : `${cause} at ${part}`);

/** When it was, and how many then: `, from 09:10 on (100 % then)`. */
function timesOf(episodes: readonly Failing[], clock: Findings['clock'], replications: number): string {
  const times = episodes.flatMap(({ episode, failed, ended }) =>
    episode === null || (episode.lasts && isFromStart(episode.fromSeconds))
      ? []
      : [`${timeText(episode, clock)} (${share(failed / ended)} then)`],
  );
  const rare = episodes[0]?.episode == null ? '' : sharedText(episodes[0].episode.replications, replications);
  return about(times, (each) => `, ${each}${rare}`)[0] ?? '';
}

/** Those of one cause and part together, and of episodes those that overlap; the most failures first in each. */
function grouped(failures: readonly Failing[]): Failing[][] {
  const groups: Failing[][] = [];
  const byTime = [...failures].sort((a, b) => (a.episode?.fromSeconds ?? 0) - (b.episode?.fromSeconds ?? 0));
  for (const one of byTime) {
    const group = groups.find(
      (each) => causeOf(each[0]!) === causeOf(one) && each.some((other) => overlap(other, one)),
    );
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups
    .map((group) => group.sort((a, b) => b.failed - a.failed))
    .sort((a, b) => b[0]!.failed - a[0]!.failed);
}

const overlap = ({ episode: a }: Failing, { episode: b }: Failing): boolean =>
  a === null || b === null || (a.fromSeconds < b.toSeconds && b.fromSeconds < a.toSeconds);
