import {
  CONTENT_DOWNLOAD,
  type EndedObservation,
  type Observation,
} from '../../gateway/simulation/observation.js';
import { binomialTail } from '../../measure/binomial.js';
import { holmLevels } from '../../measure/comparison.js';
import { mergedKeys, sum } from '../summary/metric.js';
import { isShared } from './spells.js';

/** Share of failed requests of a class from which on a deployment fails. */
const TOLERATED = 0.01;
/** Fewer failures than this are only a reason. */
const LEAST_FAILURES = 5;
/** Of all tests of a run together: half for the whole window, half for the episodes. */
const LEVEL = 0.05;
const MINUTE = 60;
/** Minutes that an episode has at least, or all of a shorter window. */
const LEAST_MINUTES = 5;

/** Requests of a class (or downloads), of all clients or of one population, of which too many fail. */
export interface Failing {
  readonly requests: string;
  /** null: of all clients. */
  readonly population: string | null;
  readonly ended: number;
  readonly failed: number;
  /** The cause of most, and the part at which most requests of the class failed for it. */
  readonly cause: string;
  readonly part: string;
  /** null: over the whole window. */
  readonly episode: FailingEpisode | null;
}

export interface FailingEpisode {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly lasts: boolean;
  readonly replications: number;
}

/** How the requests of one class ended in the replications: pooled, of all clients or of one population. */
interface Row {
  readonly requests: string;
  readonly population: string | null;
  /** By replication, those of the populations together. */
  readonly parts: readonly (readonly EndedObservation[])[];
}

/**
 * Where more than 1 % of the requests or downloads of a class fail, in all or in one population: over the whole window, and in
 * episodes of five minutes or more. Shown by one-sided exact binomial tests on the pooled replications, with an error of at
 * most 5 % over all tests together: those of the whole window by Holm's method at one half of it, the episodes, each of which
 * was looked for among all windows of five minutes of all classes, by Bonferroni's at the other.
 */
export function failuresOf(observations: readonly Observation[]): Failing[] {
  const rows = rowsOf(observations);
  const whole = wholeWindows(rows, observations);
  const minutes = Math.max(
    0,
    ...rows.flatMap(({ parts }) => parts.flat().map((one) => one.endedByMinute.length)),
  );
  const level = LEVEL / 2 / Math.max(1, rows.length * minutes);
  const episodes = rows.flatMap((row) => episodesOf(row, minutes, level, observations));
  return [...whole, ...episodes];
}

function rowsOf(observations: readonly Observation[]): Row[] {
  const names = mergedKeys(observations.map(({ populations }) => populations));
  const classes = mergedKeys(
    observations.flatMap(({ populations }) => Object.values(populations).map(({ ended }) => ended)),
  );
  const parts = (requests: string, population: string | null) =>
    observations.map(({ populations }) =>
      (population === null ? names : [population]).flatMap(
        (name) => populations[name]?.ended[requests] ?? [],
      ),
    );
  const populations = names.length > 1 ? [null, ...names] : [null];
  return classes
    .flatMap((requests) =>
      populations.map((population) => ({ requests, population, parts: parts(requests, population) })),
    )
    .filter((row) => row.parts.some((one) => one.length > 0));
}

function wholeWindows(rows: readonly Row[], observations: readonly Observation[]): Failing[] {
  const counted = rows.map((row) => {
    const byCause = causesOf(row.parts.flat(), (one) => Object.entries(one.failed));
    const failed = sum([...byCause.values()]);
    return { ...row, byCause, failed, ended: failed + sum(row.parts.flat().map(({ answered }) => answered)) };
  });
  const pValues = counted.map(({ failed, ended }) =>
    ended === 0 ? 1 : binomialTail(failed, ended, TOLERATED),
  );
  const levels = holmLevels(pValues, LEVEL / 2);
  return counted.flatMap(({ requests, population, byCause, failed, ended }, index) =>
    failed >= LEAST_FAILURES && pValues[index]! <= levels[index]!
      ? [{ requests, population, ended, failed, ...originOf(requests, byCause, observations), episode: null }]
      : [],
  );
}

/** Counts of a row in each minute, of one replication or of all. */
interface Minutes {
  readonly ended: Float64Array;
  readonly failed: Float64Array;
}

function minutesOf(parts: readonly EndedObservation[], length: number): Minutes {
  const ended = new Float64Array(length);
  const failed = new Float64Array(length);
  for (const { endedByMinute, failedByMinute } of parts) {
    endedByMinute.forEach((count, minute) => {
      ended[minute]! += count;
    });
    for (const minutes of Object.values(failedByMinute))
      minutes.forEach((count, minute) => {
        failed[minute]! += count;
      });
  }
  return { ended, failed };
}

function episodesOf(
  row: Row,
  length: number,
  level: number,
  observations: readonly Observation[],
): Failing[] {
  const all = row.parts.flat();
  const pooled = minutesOf(all, length);
  if (sum([...pooled.failed]) < LEAST_FAILURES) return [];
  const each = row.parts.map((parts) => minutesOf(parts, length));
  const duration = Math.max(...observations.map(({ durationSeconds }) => durationSeconds));
  return badRuns(pooled).flatMap(([first, last]): Failing[] => {
    const within = (counts: Float64Array): number => sum([...counts.subarray(first, last + 1)]);
    const failed = within(pooled.failed);
    const ended = within(pooled.ended);
    const having = each.filter((one) => within(one.failed) > TOLERATED * within(one.ended)).length;
    if (failed < LEAST_FAILURES || !isShared(having, observations.length)) return [];
    if (binomialTail(failed, ended, TOLERATED) > level) return [];
    const byCause = causesOf(all, ({ failedByMinute }) =>
      Object.entries(failedByMinute).map(([cause, minutes]) => [cause, sum(minutes.slice(first, last + 1))]),
    );
    return [
      {
        requests: row.requests,
        population: row.population,
        ended,
        failed,
        ...originOf(row.requests, byCause, observations),
        episode: {
          fromSeconds: first * MINUTE,
          toSeconds: Math.min(duration, (last + 1) * MINUTE),
          lasts: !pooled.ended.subarray(last + 1).some((count) => count > 0),
          replications: having,
        },
      },
    ];
  });
}

/**
 * Runs of minutes, from one with a failure to one with a failure, each of whose windows of five minutes has more than 1 % of
 * failures: in a class of which little is asked a minute without a failure says nothing. Of those that are long enough.
 */
function badRuns({ ended, failed }: Minutes): [first: number, last: number][] {
  const { length } = ended;
  const width = Math.min(LEAST_MINUTES, length);
  const isBad = new Uint8Array(length);
  for (let start = 0; start + width <= length; start++) {
    const windowFailed = sum([...failed.subarray(start, start + width)]);
    if (windowFailed > TOLERATED * sum([...ended.subarray(start, start + width)]))
      isBad.fill(1, start, start + width);
  }
  // A minute in which nothing was asked ends none.
  const runs: [number, number][] = [];
  let run: [number, number] | null = null;
  for (let minute = 0; minute < length; minute++) {
    if (failed[minute]! > 0 && isBad[minute] === 1) {
      run = run === null ? [minute, minute] : [run[0], minute];
    } else if (isBad[minute] === 0 && ended[minute]! > 0 && run !== null) {
      runs.push(run);
      run = null;
    }
  }
  if (run !== null) runs.push(run);
  return runs.filter(([first, last]) => last - first + 1 >= width);
}

/** Why most failed, and where most requests of the class did for that cause. */
function originOf(
  requests: string,
  byCause: ReadonlyMap<string, number>,
  observations: readonly Observation[],
): { cause: string; part: string } {
  const cause = mostOf(byCause);
  const parts = new Map<string, number>();
  for (const observation of observations) {
    const failedAt =
      requests === CONTENT_DOWNLOAD ? observation.content.failedAt : observation.requests[requests]?.failedAt;
    for (const [part, count] of Object.entries(failedAt?.[cause] ?? {}))
      parts.set(part, (parts.get(part) ?? 0) + count);
  }
  return { cause, part: mostOf(parts) };
}

function causesOf(
  parts: readonly EndedObservation[],
  read: (one: EndedObservation) => readonly (readonly [string, number])[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [cause, count] of parts.flatMap((one) => [...read(one)]))
    counts.set(cause, (counts.get(cause) ?? 0) + count);
  return counts;
}

const mostOf = (counts: ReadonlyMap<string, number>): string =>
  [...counts].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))[0]?.[0] ?? '';
