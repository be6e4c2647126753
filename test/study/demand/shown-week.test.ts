import { describe, expect, it } from 'vitest';
import { shownWeek } from '../../../src/study/demand/shown-week.js';
import { placeWindows, windowOf } from '../../../src/study/window/window.js';
import { demandOf } from '../../../src/workload/demand.js';
import { createModel, people } from '../../gateway/model-builder.js';

const HOUR = 3600;
const OWN = { durationSeconds: undefined, warmupSeconds: undefined };
const OFFSETS = [-12, -3.5, 0, 5.75, 14];

type Point =
  | 'mon 00:00'
  | 'mon 08:00'
  | 'thu 12:00'
  | 'sun 23:00'
  | 'week 2 mon 08:00'
  | '2h'
  | 'mon 08:00 far';

/** Clients are always online and ask evenly; all of them ask at once at one point of one week. */
const surge = (siteHours: number, farHours: number, at: Point | null) =>
  createModel({
    simulation: { warmup: '10min', duration: '30min' },
    site: { timeZone: `${siteHours}h` },
    clients: [
      people({ count: 50, activities: { policy: { enabled: true, period: '1h' } } }),
      people({ name: 'far', count: 1, hours: { timeZone: `${farHours}h` } }),
    ],
    events: at === null ? [] : [{ event: 'notify', activity: 'policy', at, within: '10min' }],
  });

describe('a surge that comes once', () => {
  it.each([
    'mon 00:00',
    'mon 08:00',
    'thu 12:00',
    'sun 23:00',
    'week 2 mon 08:00',
    '2h',
    'mon 08:00 far',
  ] as const)('at %s is in the busiest window and in the week that is shown, whatever the zones', (at) => {
    for (const site of OFFSETS)
      for (const far of at === 'mon 08:00 far' ? [-11, 14] : [0]) {
        const model = surge(site, far, at);
        const zones = JSON.stringify({ site, far });
        const { model: placed } = placeWindows([{ model, statesStart: false }], undefined, OWN)[0]!;
        expect(windowOf(placed, OWN), zones).toEqual({ shareOfPeak: 1, busiest: true, outside: [] });
        expect(shownWeek(model, demandOf(model)).outside, zones).toEqual([]);
      }
  });
});

it('of weeks that are alike the first Monday of the site is measured, and its week is shown', () => {
  for (const site of OFFSETS) {
    const model = surge(site, 0, null);
    const [placed] = placeWindows([{ model, statesStart: false }], undefined, OWN);
    // West of Greenwich Monday 00:00 UTC is a Sunday, which is earlier.
    expect(placed!.model.simulation.start + 600).toBeCloseTo(Math.min(0, -site * HOUR), 6);
    expect(shownWeek(model, demandOf(model)).startSeconds).toBeCloseTo(-site * HOUR, 6);
  }
});
