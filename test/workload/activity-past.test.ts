import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/engine/random-stream.js';
import type { ActivityModel } from '../../src/model/schema.js';
import { ActivityPast } from '../../src/workload/activity-past.js';
import { type ActivityChange, createModel, people } from '../gateway/model-builder.js';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const EVER = Number.POSITIVE_INFINITY;

const activity = (change: ActivityChange): ActivityModel =>
  createModel({ clients: [people({ activities: { policy: { enabled: true, ...change } } })] }).clients[0]!
    .activities.policy;

/** A stream whose uniform draws are all the same. */
function fixed(uniform: number): RandomStream {
  const stream = new RandomStream('fixed');
  stream.uniform = () => uniform;
  return stream;
}

interface Client {
  readonly phase?: number;
  readonly isOnline: boolean;
  readonly since: number;
}

/** What is told of a client, times in minutes. */
function told(one: ActivityModel, { phase = 0, isOnline, since }: Client, stream = fixed(0)): string[] {
  const heard: string[] = [];
  const minutes = (seconds: number) => Math.round(seconds / MINUTE);
  const past = new ActivityPast(one, stream, {
    delayed: (_, seconds) => heard.push(`asks in ${minutes(seconds)}`),
    asked: (_, secondsAgo) => heard.push(`asked ${minutes(secondsAgo)} ago`),
    missed: () => heard.push('missed'),
  });
  past.tell(0, phase, isOnline, since);
  return heard;
}

describe('before the start, an activity', () => {
  // At a quarter of the day's period it comes 6 h after the start, and came 18 h before it.
  it.each([
    ['was missed by who was offline by then', { isOnline: false, since: 19 * HOUR }, ['missed']],
    ['was asked by who went offline after it', { isOnline: false, since: 17 * HOUR }, []],
    ['is missed once, however long it lasts', { isOnline: false, since: 63 * HOUR }, ['missed']],
    ['was asked by who is online since before it', { isOnline: true, since: 19 * HOUR }, ['asked 1080 ago']],
    ['is of another day for who came online after it', { isOnline: true, since: 17 * HOUR }, []],
    ['was asked by who is always online', { isOnline: true, since: EVER }, ['asked 1080 ago']],
  ])('%s', (_what, client, expected) => {
    expect(told(activity({ period: '1d' }), { phase: 0.25, ...client })).toEqual(expected);
  });

  // Due an hour before the start, and every day.
  it.each([
    ['asked within its spread', 0.25, { isOnline: true, since: EVER }, ['asked 30 ago']],
    [
      'still to ask, by who is online',
      0.75,
      { isOnline: true, since: EVER },
      ['asks in 30', 'asked 1410 ago'],
    ],
    ['still to ask, by who is offline', 0.75, { isOnline: false, since: 2 * HOUR }, ['asks in 30']],
    [
      'still to ask, with that of the day before missed',
      0.75,
      { isOnline: false, since: DAY },
      ['asks in 30', 'missed'],
    ],
    ['asked before its client went offline', 0.25, { isOnline: false, since: 20 * MINUTE }, []],
    ['missed, though it was due online', 0.25, { isOnline: false, since: 40 * MINUTE }, ['missed']],
  ])('was due, and is %s', (_what, uniform, client, expected) => {
    expect(
      told(activity({ period: '1d', spread: '2h' }), { phase: 23 / 24, ...client }, fixed(uniform)),
    ).toEqual(expected);
  });

  it('with a spread beyond its period waits several times over', () => {
    const client: Client = { phase: 0.5, isOnline: true, since: EVER };
    expect(told(activity({ period: '1h', spread: '2h' }), client, fixed(0.9))).toEqual([
      'asks in 78',
      'asks in 18',
      'asked 42 ago',
    ]);
  });

  const clients = 20_000;
  const shareMissed = (change: ActivityChange, since: number): number => {
    const stream = new RandomStream('many');
    const one = activity(change);
    let missed = 0;
    for (let client = 0; client < clients; client++)
      missed += told(one, { phase: (client + 0.5) / clients, isOnline: false, since }, stream).length;
    return missed / clients;
  };

  it.each([
    ['once a week, in 63 h', { period: '7d' }, 63 * HOUR, 63 / 168],
    [
      'once an hour with a probability, in 15 h',
      { period: '1h', probability: 0.1 },
      15 * HOUR,
      1 - 0.9 ** 15,
    ],
    ['at random, in 15 h', { period: '1d', arrivals: 'poisson' }, 15 * HOUR, 1 - Math.exp(-15 / 24)],
    [
      'at random with a probability, in 63 h',
      { period: '1d', probability: 0.3, arrivals: 'poisson' },
      63 * HOUR,
      1 - Math.exp((-0.3 * 63) / 24),
    ],
  ] as const)('is missed by the share of clients that theory says: %s', (_what, change, since, share) => {
    const error = 3.3 * Math.sqrt((share * (1 - share)) / clients);
    expect(Math.abs(shareMissed(change, since) - share)).toBeLessThan(error);
  });

  it('at random leaves as many to ask as wait out the spread at any time', () => {
    const stream = new RandomStream('waiting');
    const one = activity({ period: '1d', arrivals: 'poisson', spread: '4h' });
    let waiting = 0;
    for (let client = 0; client < clients; client++)
      waiting += told(one, { isOnline: true, since: EVER }, stream).filter((one) =>
        one.startsWith('asks'),
      ).length;
    // Little's law: one a day waits two hours in the mean.
    expect(Math.abs(waiting - clients / 12)).toBeLessThan(3.3 * Math.sqrt(clients / 12));
  });
});
