import type { Verdict } from '../summary/schema/judgement.js';
import { weekTime } from '../words/clock.js';
import { type Findings, failingText, saturationText, unconnectedText } from './sentences.js';

/**
 * Everything that went wrong for a time, as it is listed in the results: in order of time, then as the states are.
 * @param localStart when the measured time begins, after Monday 00:00 of the clock on which times are told
 */
export function episodesOf(findings: Findings, localStart: number): Verdict['episodes'] {
  const { disconnections, failures, saturations } = findings;
  const episodes: Omit<Verdict['episodes'][number], 'fromClock' | 'toClock'>[] = [
    ...disconnections.map((one) => ({
      state: 'disconnected' as const,
      part: one.vm,
      requests: null,
      population: null,
      fromSeconds: one.fromSeconds,
      toSeconds: one.toSeconds,
      lasts: one.lasts,
      replications: one.replications,
      text: unconnectedText(one, findings),
    })),
    ...failures.flatMap((one) =>
      one.episode === null
        ? []
        : [
            {
              state: 'failing' as const,
              part: one.part,
              requests: one.requests,
              population: one.population,
              fromSeconds: one.episode.fromSeconds,
              toSeconds: one.episode.toSeconds,
              lasts: one.episode.lasts,
              replications: one.episode.replications,
              text: failingText(one, findings),
            },
          ],
    ),
    ...saturations.map((one) => ({
      state: 'saturated' as const,
      part: one.resource,
      requests: null,
      population: null,
      fromSeconds: one.fromSeconds,
      toSeconds: one.toSeconds,
      lasts: !one.drained,
      replications: one.replications,
      text: saturationText(one, findings),
    })),
  ];
  return episodes
    .sort((a, b) => a.fromSeconds - b.fromSeconds)
    .map(({ text, ...episode }) => ({
      ...episode,
      fromClock: weekTime(localStart + episode.fromSeconds),
      toClock: weekTime(localStart + episode.toSeconds),
      text,
    }));
}
