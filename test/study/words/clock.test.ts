import { describe, expect, it } from 'vitest';
import {
  datedWindowText,
  localWindowText,
  weekTime,
  windowClock,
  windowText,
  zoneText,
} from '../../../src/study/words/clock.js';

const HOUR = 3600;

describe('clock times', () => {
  it('are hours and minutes where the window lies on one day', () => {
    const clock = windowClock(8 * HOUR, 16 * HOUR);
    expect([clock(0), clock(65 * 60), clock(16 * HOUR)]).toEqual(['08:00', '09:05', '00:00']);
  });

  it('name the day where it lies on several', () => {
    const clock = windowClock(32 * HOUR, 48 * HOUR);
    expect([clock(0), clock(30 * HOUR)]).toEqual(['Tue 08:00', 'Wed 14:00']);
  });

  it('begin anew after Sunday, and show the minute that has begun', () => {
    expect([weekTime(7 * 24 * HOUR + 61), weekTime(6 * 24 * HOUR + 59.9)]).toEqual([
      'Mon 00:01',
      'Sun 00:00',
    ]);
  });

  it('tell from when to when a window lasts', () => {
    expect(windowText(8.2 * HOUR, 4 * HOUR)).toBe('Mon 08:12 to 12:12');
    expect(windowText(22 * HOUR, 2 * HOUR)).toBe('Mon 22:00 to 24:00');
    expect(windowText(22 * HOUR, 4 * HOUR)).toBe('Mon 22:00 to Tue 02:00');
    expect(windowText(0, 168 * HOUR)).toBe('Mon 00:00 to Sun 24:00');
  });

  it('name the week where it is not the first, and the length where a day would come twice', () => {
    expect(datedWindowText(32 * HOUR, HOUR)).toBe('Tue 08:00 to 09:00');
    expect(datedWindowText(200 * HOUR, HOUR)).toBe('week 2 Tue 08:00 to 09:00');
    expect(datedWindowText(200 * HOUR, HOUR, 168 * HOUR)).toBe('Tue 08:00 to 09:00');
    expect(datedWindowText(167.5 * HOUR, 168 * HOUR)).toBe('7 d from Sun 23:30');
    expect(datedWindowText(0, 192 * HOUR)).toBe('8 d from Mon 00:00');
    const tokyo = { name: 'Asia/Tokyo', offsetSeconds: 9 * HOUR, laterSeconds: 168 * HOUR };
    expect(localWindowText(167 * HOUR, HOUR, tokyo)).toBe('Mon 08:00 to 09:00, Asia/Tokyo, UTC+9');
  });

  it('go round before Monday 00:00 too', () => {
    expect([weekTime(-1), weekTime(-HOUR), weekTime(-169 * HOUR)]).toEqual([
      'Sun 23:59',
      'Sun 23:00',
      'Sun 23:00',
    ]);
    expect(windowText(-HOUR, 2 * HOUR)).toBe('Sun 23:00 to Mon 01:00');
    expect(windowText(-HOUR, HOUR)).toBe('Sun 23:00 to 24:00');
  });

  it('say whose they are where that is not UTC', () => {
    const zone = (name: string | null, hours: number) => ({ name, offsetSeconds: hours * HOUR });
    expect(localWindowText(8.2 * HOUR, 4 * HOUR, zone(null, 0))).toBe('Mon 08:12 to 12:12 UTC');
    expect(localWindowText(7.2 * HOUR, 4 * HOUR, zone('Europe/Warsaw', 1))).toBe(
      'Mon 08:12 to 12:12, Europe/Warsaw, UTC+1',
    );
    expect(localWindowText(HOUR, HOUR, zone('America/St_Johns', -3.5))).toBe(
      'Sun 21:30 to 22:30, America/St_Johns, UTC-3:30',
    );
    expect([zone(null, 5.75), zone('Europe/London', 0)].map(zoneText)).toEqual([
      'UTC+5:45',
      'Europe/London, UTC',
    ]);
  });
});
