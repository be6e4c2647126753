import { describe, expect, it } from 'vitest';
import {
  isAlwaysOnline,
  isOnline,
  phaseOfDay,
  sinceBeginning,
  sinceEnd,
  sinceReturn,
  startsToday,
  untilBeginning,
  untilDay,
} from '../../src/workload/hours.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const ALL = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const office = (more: object = {}) => ({
  from: 8 * HOUR,
  to: 17 * HOUR,
  days: [...ALL.slice(0, 5)],
  timeZone: 0,
  spread: 0,
  ...more,
});

describe('the hours of a population', () => {
  it('are its days from the beginning up to the end', () => {
    const online = (sinceMonday: number) => isOnline(office(), 0, sinceMonday);
    expect([7.99, 8, 16.99, 17].map((hour) => online(hour * HOUR))).toEqual([false, true, true, false]);
    expect(online(4 * DAY + 12 * HOUR)).toBe(true);
    expect(online(5 * DAY + 12 * HOUR)).toBe(false);
    expect(online(7 * DAY + 12 * HOUR)).toBe(true);
  });

  it('are local: east of UTC they come earlier', () => {
    const online = (timeZone: number, hour: number) => isOnline(office({ timeZone }), 0, hour * HOUR);
    expect([online(2 * HOUR, 6), online(2 * HOUR, 15)]).toEqual([true, false]);
    expect([online(-5 * HOUR, 12), online(-5 * HOUR, 13)]).toEqual([false, true]);
    // Monday 00:30 in UTC is still Sunday evening in New York.
    expect(isOnline(office({ timeZone: -5 * HOUR, from: 0, to: DAY }), 0, 0.5 * HOUR)).toBe(false);
  });

  it('shift with each client, beginning and end alike', () => {
    const online = (hour: number) => isOnline(office(), 0.5 * HOUR, hour * HOUR);
    expect([8.4, 8.5, 17.4, 17.5].map(online)).toEqual([false, true, true, false]);
  });

  it('may have no end', () => {
    const always = office({ from: 0, to: DAY, days: [...ALL] });
    expect(isAlwaysOnline(always)).toBe(true);
    expect(isAlwaysOnline(office())).toBe(false);
    expect(isOnline(always, 12_345, 6 * DAY)).toBe(true);
  });
});

describe('the beginning of a day', () => {
  it('counts by the day on which it falls', () => {
    expect(startsToday(office(), 0, 4 * DAY + 8 * HOUR)).toBe(true);
    expect(startsToday(office(), 0, 5 * DAY + 8 * HOUR)).toBe(false);
  });

  it('has a phase in the day, counted from the start of the simulation', () => {
    expect(phaseOfDay(office(), 0, 8 * HOUR, 0)).toBeCloseTo(8 / 24, 12);
    expect(phaseOfDay(office(), 0, 8 * HOUR, 10 * HOUR)).toBeCloseTo(22 / 24, 12);
    expect(phaseOfDay(office({ timeZone: HOUR }), 0.5 * HOUR, 8 * HOUR, 0)).toBeCloseTo(7.5 / 24, 12);
  });

  it('is never missed by who waits for it', () => {
    expect(untilBeginning(office(), 0, 7 * HOUR)).toBe(HOUR);
    expect(untilBeginning(office({ timeZone: HOUR }), 0.5 * HOUR, 8 * HOUR)).toBe(23.5 * HOUR);
    for (const timeZone of [-5 * HOUR, 0, 9.5 * HOUR])
      for (let time = 0; time < 8 * DAY; time += 1234) {
        const hours = office({ timeZone });
        if (isOnline(hours, 700, time)) continue;
        const beginning = time + untilBeginning(hours, 700, time);
        for (let later = time; later < beginning - 1; later += 600)
          expect(isOnline(hours, 700, later)).toBe(false);
      }
  });
});

describe('before and after a moment', () => {
  const shift = 0.5 * HOUR;

  it.each([
    ['on Tuesday night', DAY + 5 * HOUR, 11.5],
    ['on Tuesday evening', DAY + 20 * HOUR, 2.5],
    ['on Sunday', 6 * DAY + 12 * HOUR, 42.5],
    ['on Monday morning', 8 * HOUR, 62.5],
  ])('the hours of a client ended last: %s', (_when, sinceMonday, hours) => {
    expect(sinceEnd(office(), shift, sinceMonday) / HOUR).toBeCloseTo(hours, 9);
  });

  it.each([
    ['at noon', DAY + 12 * HOUR, 3.5, 20.5],
    ['on Friday evening', 4 * DAY + 20 * HOUR, 11.5, 60.5],
  ])('they began, and begin on the next day at work: %s', (_when, sinceMonday, began, begins) => {
    expect(sinceBeginning(office(), shift, sinceMonday) / HOUR).toBeCloseTo(began, 9);
    expect(untilDay(office(), shift, sinceMonday) / HOUR).toBeCloseTo(begins, 9);
  });

  it.each([
    ['a night', 15, 3.5],
    ['a weekend', 24, 51.5],
    ['nothing so long', 64, null],
  ])('a client came back from %s', (_what, offline, hours) => {
    const ago = sinceReturn(office(), shift, 2 * DAY + 12 * HOUR, offline * HOUR);
    if (hours === null) expect(ago).toBeNull();
    else expect(ago! / HOUR).toBeCloseTo(hours, 9);
  });
});
