import { describe, expect, it } from 'vitest';
import { readWeekTime } from '../../src/cli/week-time.js';
import { measuredWindowText, placeWindows, windowOf } from '../../src/study/window.js';
import { createModel, people } from '../gateway/model-builder.js';

const HOUR = 3600;
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
    const early = placeWindows([site('mon', false)], 0, times)[0]!;
    expect(early.model.simulation.start).toBe(-3 * HOUR);
  });

  it('stays where the model says, and says what of the peak it misses', () => {
    const [own] = placeWindows([site('mon', true, '12h')], undefined, OWN);
    expect(measured([own!])).toEqual([12.5 * HOUR]);
    const window = windowOf(own!.model, OWN);
    expect(window.busiest).toBe(false);
    expect(window.shareOfPeak).toBeCloseTo(300 / (300 + 150), 1);
    expect(measuredWindowText(window, 12.5 * HOUR, 2 * HOUR)).toMatch(
      /^Mon 12:30 to 14:30 UTC, 66\.\d % of the week's peak only: --window busiest measures it$/,
    );
  });

  it('is that of the first side for all, so that pairs stay pairs', () => {
    const both = (asked?: 'busiest' | number, first = false) =>
      measured(placeWindows([site('mon', first, '12h'), site('wed', false)], asked, OWN));
    expect(both()).toEqual([8 * HOUR, 8 * HOUR]);
    expect(both('busiest', true)).toEqual([8 * HOUR, 8 * HOUR]);
    expect(both(32 * HOUR, true)).toEqual([32 * HOUR, 32 * HOUR]);
    expect(both(undefined, true)).toEqual([12.5 * HOUR, 12.5 * HOUR]);
  });

  it('is written as people write a time of the week', () => {
    expect(['tue 08:00', 'Sunday 23:59', ' mon 0:05 '].map(readWeekTime)).toEqual([
      32 * HOUR,
      7 * 24 * HOUR - 60,
      300,
    ]);
    expect(['tue', '08:00', 'tue 24:00', 'die 08:00', 'tue 8'].map(readWeekTime)).toEqual(
      Array(5).fill(null),
    );
  });
});
