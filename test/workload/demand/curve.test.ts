import { describe, expect, it } from 'vitest';
import { demandOf } from '../../../src/workload/demand.js';
import { createModel, people, tell } from '../../gateway/model-builder.js';

const HOUR = 3600;
const WEEK = 168 * HOUR;
const policy = { enabled: true, period: '1h' as const };
const office = people({
  count: 600,
  hours: { from: '8h', to: '17h', days: ['tue', 'thu'], spread: '0h' },
  startup: ['policy'],
  activities: { policy, state: { exchanges: 3 } },
});
const curveOf = (change: Parameters<typeof createModel>[0]) => demandOf(createModel(change)).requests;

describe('the busiest time', () => {
  it('is the earliest of several that are equal, to the minute', () => {
    const curve = curveOf({ clients: [office] });
    // The 600 of 8:00 are in its first minute: an hour that ends with it has none of the hour's other requests.
    expect(curve.busiest(HOUR).startSeconds).toBe(32 * HOUR);
    expect(curve.busiest(HOUR).perSecond).toBeCloseTo(1200 / HOUR, 9);
    expect(curve.busiest(1.5 * HOUR + 17).startSeconds).toBe(32 * HOUR);
  });

  it('is Monday 00:00 where all times are alike', () => {
    expect(curveOf({ clients: [people({ count: 7, activities: { policy } })] }).busiest(977)).toEqual({
      startSeconds: 0,
      perSecond: expect.closeTo(7 / HOUR, 12),
    });
  });

  it('knows of what happens once, also in a later week', () => {
    const events = [tell('state', '201h', { within: '1h' })];
    const curve = curveOf({ clients: [office], events });
    expect(curve.busiest(HOUR).startSeconds).toBe(201 * HOUR);
    expect(curve.shareOfPeak(33 * HOUR, 4 * HOUR)).toBeCloseTo(0.25, 9);
    expect(curve.shareOfPeak(201 * HOUR, HOUR)).toBe(1);
  });

  it('knows of what comes every four weeks, in each of them', () => {
    const events = [tell('state', '201h', { within: '1h', occurs: 'monthly' })];
    const curve = curveOf({ clients: [office], events });
    expect(curve.busiest(HOUR).startSeconds).toBe(201 * HOUR);
    for (const month of [-1, 1, 2, 5]) {
      const shifted = 4 * WEEK * month;
      expect(curve.shareOfPeak(shifted + 201 * HOUR, HOUR), `month ${month}`).toBe(1);
      expect(curve.shareOfPeak(shifted + 33 * HOUR, 4 * HOUR), `month ${month}`).toBeCloseTo(0.25, 9);
      expect(curve.hours(shifted + WEEK)[201 - 168]! * HOUR, `month ${month}`).toBeCloseTo(1800 + 600, 6);
    }
  });

  it('finds that what comes once falls together with what comes every four weeks', () => {
    const events = [
      tell('state', '201h', { within: '1h', occurs: 'monthly' }),
      tell('state', `${201 + 4 * 168}h`, { within: '1h' }),
    ];
    expect(curveOf({ clients: [office], events }).busiest(HOUR).startSeconds).toBe((201 + 4 * 168) * HOUR);
  });

  it('may lie across the end of the week, and be longer than one', () => {
    const always = curveOf({ clients: [office] });
    expect(always.rate(167 * HOUR, 34 * HOUR)).toBeCloseTo(1200 / (34 * HOUR), 9);
    expect(always.rate(0, 2 * WEEK)).toBeCloseTo(always.rate(0, WEEK), 9);
    expect(always.rate(-HOUR, HOUR)).toBe(0);
  });
});
