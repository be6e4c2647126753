import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import type { EndedObservation, Observation } from '../../../src/gateway/simulation/observation.js';
import { failuresOf } from '../../../src/study/verdict/failures.js';
import { observation } from '../../report/fixture.js';

const MINUTES = 240;
const random = seedrandom('failures');

/** The requests of a class minute by minute: so many a minute, failing with the share that holds then. */
function ended(perMinute: number, share: (minute: number) => number, cause = 'timeout'): EndedObservation {
  const endedByMinute: number[] = [];
  const failed: number[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    // A binomial number of requests of about that mean, so that quiet minutes occur.
    let asked = 0;
    for (let chance = 0; chance < 4 * perMinute; chance++) if (random() < 0.25) asked++;
    let lost = 0;
    for (let request = 0; request < asked; request++) if (random() < share(minute)) lost++;
    endedByMinute.push(asked);
    failed.push(lost);
  }
  const total = failed.reduce((sum, one) => sum + one, 0);
  const all = endedByMinute.reduce((sum, one) => sum + one, 0);
  return {
    answered: all - total,
    failed: total > 0 ? { [cause]: total } : {},
    endedByMinute,
    failedByMinute: total > 0 ? { [cause]: failed } : {},
  };
}

function replication(
  number: number,
  populations: Readonly<Record<string, Readonly<Record<string, EndedObservation>>>>,
): Observation {
  const base = observation({ replication: number, durationSeconds: MINUTES * 60 });
  return {
    ...base,
    populations: Object.fromEntries(
      Object.entries(populations).map(([name, each]) => [name, { clients: 100, ended: each }]),
    ),
  };
}

const one = (share: (minute: number) => number, perMinute = 20): Observation =>
  replication(0, { home: { policy: ended(perMinute, share) } });

describe('where too many requests fail', () => {
  it('is said wrongly of at most 5 % of deployments that fail just 1 % of everything (400 runs of 13 classes and 2 populations)', () => {
    const classes = Array.from({ length: 13 }, (_, index) => `class-${index}`);
    const runs = 400;
    let wrong = 0;
    for (let run = 0; run < runs; run++) {
      const each = () => Object.fromEntries(classes.map((name) => [name, ended(5, () => 0.01)]));
      if (failuresOf([replication(0, { home: each(), office: each() })]).length > 0) wrong++;
    }
    // 5 % of 400 are 20; 32 or more of them would be a chance of 1 in 200 if the error were 5 %.
    expect(wrong).toBeLessThan(32);
  });

  it('is found over the whole window, and at whose', () => {
    const found = failuresOf([
      replication(0, {
        home: { policy: ended(20, () => 0.05), state: ended(20, () => 0.001) },
        office: { policy: ended(200, () => 0.001), state: ended(20, () => 0.001) },
      }),
    ]).filter(({ episode }) => episode === null);
    expect(found.map(({ requests, population, cause }) => [requests, population, cause])).toEqual([
      ['policy', 'home', 'timeout'],
    ]);
  });

  it('needs five failures: fewer are only a reason', () => {
    const few = (failures: number): EndedObservation => ({
      answered: 0,
      failed: { timeout: failures },
      endedByMinute: Array.from({ length: MINUTES }, (_, minute) => (minute < failures ? 1 : 0)),
      failedByMinute: {
        timeout: Array.from({ length: MINUTES }, (_, minute) => (minute < failures ? 1 : 0)),
      },
    });
    expect(failuresOf([replication(0, { home: { policy: few(4) } })])).toEqual([]);
    expect(failuresOf([replication(0, { home: { policy: few(5) } })])[0]).toMatchObject({
      failed: 5,
      ended: 5,
    });
  });

  it.each([
    ['a busy class', 40, 1],
    ['a class of which half fail', 40, 0.5],
    ['a class of which a minute brings one or none', 1, 1],
  ])('is found for a time, of %s', (_, perMinute, share) => {
    const [found, ...more] = failuresOf([
      one((minute) => (minute >= 100 && minute < 130 ? share : 0), perMinute),
    ]).filter(({ episode }) => episode !== null);
    expect(more).toEqual([]);
    const { fromSeconds, toSeconds, lasts } = found!.episode!;
    const margin = perMinute === 1 ? 6 : 0;
    expect(fromSeconds / 60).toBeGreaterThanOrEqual(100);
    expect(fromSeconds / 60).toBeLessThanOrEqual(100 + margin);
    expect(toSeconds / 60).toBeLessThanOrEqual(130);
    expect(toSeconds / 60).toBeGreaterThanOrEqual(130 - margin);
    expect(lasts).toBe(false);
  });

  it('lasts where nothing was answered afterwards, and is not five minutes where it was four', () => {
    const episodes = (from: number, to: number) =>
      failuresOf([one((minute) => (minute >= from && minute < to ? 1 : 0))]).flatMap(
        ({ episode }) => episode ?? [],
      );
    expect(episodes(200, MINUTES)).toMatchObject([{ fromSeconds: 12_000, toSeconds: 14_400, lasts: true }]);
    expect(episodes(100, 104)).toEqual([]);
    expect(episodes(100, 105)).toHaveLength(1);
  });

  it('is not ended by a minute in which nothing was asked', () => {
    const asked = (minute: number): number => (minute % 10 === 0 ? 30 : 0);
    const failed = (minute: number): number => (minute >= 100 && minute < 160 ? asked(minute) : 0);
    const series = (read: (minute: number) => number) =>
      Array.from({ length: MINUTES }, (_, minute) => read(minute));
    const rare: EndedObservation = {
      answered: 24 * 30 - 6 * 30,
      failed: { timeout: 180 },
      endedByMinute: series(asked),
      failedByMinute: { timeout: series(failed) },
    };
    const found = failuresOf([replication(0, { home: { policy: rare } })]).flatMap(
      ({ episode }) => episode ?? [],
    );
    expect(found).toMatchObject([{ fromSeconds: 6000, toSeconds: 151 * 60 }]);
  });

  it('counts where at least half of the replications have it', () => {
    const sound = (number: number) => replication(number, { home: { policy: ended(20, () => 0) } });
    const broken = (number: number) =>
      replication(number, {
        home: { policy: ended(20, (minute) => (minute >= 100 && minute < 106 ? 1 : 0)) },
      });
    const episodes = (...all: Observation[]) => failuresOf(all).flatMap(({ episode }) => episode ?? []);
    expect(episodes(broken(0), sound(1))).toMatchObject([{ replications: 1 }]);
    expect(episodes(broken(0), sound(1), sound(2))).toEqual([]);
  });

  it('has the cause of its own time, and the part where most failed for it', () => {
    const first = ended(20, (minute) => (minute >= 20 && minute < 40 ? 1 : 0), 'no-channel');
    const second = ended(20, (minute) => (minute >= 100 && minute < 140 ? 1 : 0), 'service-stopped');
    const both: EndedObservation = {
      answered: first.answered + second.answered,
      failed: { ...first.failed, ...second.failed },
      endedByMinute: first.endedByMinute.map((count, minute) => count + second.endedByMinute[minute]!),
      failedByMinute: { ...first.failedByMinute, ...second.failedByMinute },
    };
    const run = replication(0, { home: { policy: both } });
    const failedAt = { 'no-channel': { 'cmg/vm/1': 300, 'cmg/vm/2': 100 }, 'service-stopped': { cmg: 800 } };
    const requests = { ...run.requests, policy: { ...run.requests.policy!, failedAt } };
    const found = failuresOf([{ ...run, requests }]).filter(({ episode }) => episode !== null);
    expect(found.map(({ cause, part }) => [cause, part])).toEqual([
      ['no-channel', 'cmg/vm/1'],
      ['service-stopped', 'cmg'],
    ]);
  });
});
