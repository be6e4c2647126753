import { describe, expect, it } from 'vitest';
import { readClockTime, WeekPoint } from '../../../src/model/clock/week-point.js';
import { type AskedWindow, placeWindows, windowOf } from '../../../src/study/window/window.js';
import { windowWords } from '../../../src/study/window/window-words.js';
import { createModel, people } from '../../gateway/model-builder.js';

const HOUR = 3600;
const at = (hours: number): WeekPoint => new WeekPoint(hours * HOUR, null);
const OWN = { durationSeconds: undefined, warmupSeconds: undefined };

/** Clients come online from 8:00 to 9:00 of one day, and ask at once, and once an hour. */
const site = (day: 'mon' | 'wed', statesStart: boolean, start: `${number}h` = '0h') => ({
  statesStart,
  model: createModel({
    simulation: { start, warmup: '30min', duration: '2h' },
    clients: [
      people({
        count: 300,
        hours: { from: '8h', to: '17h', days: [day], spread: '1h' },
        startup: ['policy'],
        activities: { policy: { enabled: true, period: '1h' } },
      }),
    ],
  }),
});
const measured = (sides: readonly ReturnType<typeof site>[], warmup = 0.5 * HOUR): number[] =>
  sides.map(({ model }) => model.simulation.start + warmup);

describe('the measured window', () => {
  it('is the busiest where no start is given, and the warm-up comes before it', () => {
    const [placed] = placeWindows([site('wed', false)], undefined, OWN);
    expect(measured([placed!])).toEqual([56 * HOUR]);
    expect(windowOf(placed!.model, OWN)).toEqual({ shareOfPeak: 1, busiest: true, outside: [] });
  });

  it('follows the duration and the warm-up of the study', () => {
    const times = { durationSeconds: HOUR, warmupSeconds: 3 * HOUR };
    expect(measured(placeWindows([site('mon', false)], undefined, times), 3 * HOUR)).toEqual([8 * HOUR]);
    const early = placeWindows([site('mon', false)], at(0), times)[0]!;
    expect(early.model.simulation.start).toBe(-3 * HOUR);
  });

  it('stays where the model says, and says what of the peak it misses', () => {
    const [own] = placeWindows([site('mon', true, '12h')], undefined, OWN);
    expect(measured([own!])).toEqual([12.5 * HOUR]);
    const window = windowOf(own!.model, OWN);
    expect(window.busiest).toBe(false);
    expect(window.shareOfPeak).toBeCloseTo(300 / (300 + 150), 1);
    const { when, canBeBusier } = windowWords({ window, startSeconds: 12.5 * HOUR }, 2 * HOUR);
    expect(when).toMatch(/^Mon 12:30 to 14:30 UTC, 66\.\d % of the week's peak only$/);
    expect(canBeBusier).toBe(true);
  });

  it('holds all of the peak where but rounding is left of the difference', () => {
    const notify = { event: 'notify', activity: 'policy', at: '9h', within: '10min' } as const;
    const { model } = site('mon', true, '7.5h');
    const shares = [0, 1e-9, 0.01].map((share) => {
      const surge = createModel({
        simulation: { start: '7.5h', warmup: '30min', duration: '2h' },
        clients: [
          people({
            count: 300,
            hours: { from: '8h', to: '17h', days: ['mon', 'wed'], spread: '1h' },
            startup: ['policy'],
            activities: { policy: { enabled: true, period: '1h' } },
          }),
        ],
        events: [{ ...notify, at: '57h', share }],
      });
      return windowOf(surge, OWN).shareOfPeak!;
    });
    expect(windowOf(model, OWN).shareOfPeak).toBe(1);
    expect(shares.slice(0, 2)).toEqual([1, 1]);
    expect(shares[2]).toBeLessThan(1);
  });

  it('is that of the first side for all, so that pairs stay pairs', () => {
    const both = (asked?: AskedWindow, first = false) =>
      measured(placeWindows([site('mon', first, '12h'), site('wed', false)], asked, OWN));
    expect(both()).toEqual([8 * HOUR, 8 * HOUR]);
    expect(both('busiest', true)).toEqual([8 * HOUR, 8 * HOUR]);
    expect(both(at(32), true)).toEqual([32 * HOUR, 32 * HOUR]);
    expect(both(undefined, true)).toEqual([12.5 * HOUR, 12.5 * HOUR]);
  });

  it('is written as people write a time of the week', () => {
    expect(['tue 08:00', 'Sunday 23:59', ' mon 0:05 '].map((text) => readClockTime(text)?.seconds)).toEqual([
      32 * HOUR,
      7 * 24 * HOUR - 60,
      300,
    ]);
    expect(['tue', '08:00', 'tue 24:00', 'die 08:00', 'tue 8', 'tu 08:00'].map(readClockTime)).toEqual(
      Array(6).fill(null),
    );
  });

  it('is placed on the clock of the site, of a population or of a zone', () => {
    const model = createModel({
      site: { timeZone: 'Asia/Tokyo' },
      clients: [people({ name: 'us', hours: { timeZone: '-5h' } })],
    });
    const placed = (text: string) => {
      const side = { statesStart: true, model };
      return (
        placeWindows([side], readClockTime(text)!, { ...OWN, warmupSeconds: 0 })[0]!.model.simulation.start /
        HOUR
      );
    };
    expect(
      ['tue 08:00', 'mon 08:00', 'tue 08:00 us', 'tue 08:00 UTC', 'tue 08:00 Europe/Warsaw'].map(placed),
    ).toEqual([23, -1, 37, 32, 31]);
    expect(() => placed('tue 08:00 uk')).toThrow(
      /^window: there is no time zone "uk", and no population has this name; write us$/,
    );
  });

  it('is the busiest from Monday 00:00 of the site on, in the east too, as it is where it is asked for by its time', () => {
    const model = createModel({
      simulation: { warmup: 0, duration: '20min' },
      site: { timeZone: 'Asia/Tokyo' },
      clients: [
        people({
          count: 20,
          hours: { from: '8h', to: '12h', spread: 0 },
          startup: ['policy'],
          activities: { policy: { enabled: true, period: '1h' } },
        }),
      ],
      events: [{ event: 'scale', at: 'mon 07:30', instances: 2 }],
    });
    const start = (asked: 'busiest' | NonNullable<ReturnType<typeof readClockTime>>) =>
      placeWindows([{ statesStart: false, model }], asked, OWN)[0]!.model.simulation.start;
    expect(model.clock.laterSeconds).toBe(168 * HOUR);
    expect(start('busiest')).toBe(start(readClockTime('mon 08:00')!));
    expect(
      windowOf({ ...model, simulation: { ...model.simulation, start: start('busiest') } }, OWN).outside,
    ).toEqual([]);
  });

  it('lies at the same time of a model whose points count a week later', () => {
    const night = (timeZone: 'Asia/Tokyo' | 'UTC') => ({
      statesStart: true,
      model: createModel({
        simulation: { start: 'mon 07:00 UTC', warmup: 0 },
        site: { timeZone },
        events: [{ event: 'scale', at: 'mon 08:00', instances: 3 }],
      }),
    });
    const sides = [night('UTC'), night('Asia/Tokyo')];
    expect(sides.map(({ model }) => model.clock.laterSeconds / HOUR)).toEqual([0, 168]);
    for (const [asked, hours] of [
      [at(32), 32],
      [readClockTime('mon 08:00 Asia/Tokyo')!, -1],
    ] as const)
      expect(placeWindows(sides, asked, OWN).map(({ model }) => model.simulation.start / HOUR)).toEqual([
        hours,
        hours + 168,
      ]);
    const [first, second] = placeWindows(
      [...sides].reverse().map((side, index) => ({ ...side, statesStart: index === 0 })),
      undefined,
      OWN,
    );
    expect([first, second].map((side) => side!.model.simulation.start / HOUR)).toEqual([175, 7]);
  });
});
