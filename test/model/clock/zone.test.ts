import { describe, expect, it } from 'vitest';
import { WINDOWS_ZONES } from '../../../src/model/clock/windows-zones.js';
import { offsetOf, readZone } from '../../../src/model/clock/zone.js';

const hoursOf = (text: unknown, date = '2026-01-12'): number | string => {
  const zone = readZone(text);
  return 'message' in zone ? zone.message : offsetOf(zone, date) / 3_600;
};

describe('a time zone', () => {
  it.each([
    ['1h', 1],
    ['-5.5h', -5.5],
    [0, 0],
    ['UTC', 0],
    ['GMT', 0],
    ['UTC+1', 1],
    ['UTC-03:30', -3.5],
    ['UTC+0545', 5.75],
    ['Europe/Warsaw', 1],
    ['America/Argentina/Buenos_Aires', -3],
    ['Etc/GMT+5', -5],
    ['US/Eastern', -5],
    ['AUS Eastern Standard Time', 11],
  ])('%s is %d h before UTC', (text, hours) => {
    expect(hoursOf(text)).toBe(hours);
  });

  it.each([
    '',
    'CET',
    'EST',
    'Japan',
    '+01:00',
    '1',
    'Europe/',
    'Europe/Nowhere',
    '15h',
    'UTC-13',
    'site',
    true,
    null,
  ])('none is %s', (text) => {
    expect(hoursOf(text)).toEqual(expect.any(String));
  });

  it.each([
    ['CST', '"CST" is short for several time zones; write America/Chicago, Asia/Shanghai or America/Havana'],
    ['IST', '"IST" is short for several time zones; write Asia/Kolkata, Europe/Dublin or Asia/Jerusalem'],
    ['CEST', 'there is no time zone "CEST"; write Europe/Berlin'],
    ['UTC+1h', 'there is no time zone "UTC+1h"; write 1h'],
    ['GMT -3', 'there is no time zone "GMT -3"; write -3h'],
    ['+05:30', 'there is no time zone "+05:30"; write 5.5h'],
    ['UTC 20', expect.stringContaining('write the name of a zone')],
  ])('%s: what to write', (text, words) => {
    const read = readZone(text);
    expect('message' in read && `${read.message}; ${read.remedy}`).toEqual(words);
  });

  it('is known by every name that Windows has for it, within the bounds of the world', () => {
    const offsets = Object.keys(WINDOWS_ZONES).map((name) => hoursOf(name));
    expect(offsets.length).toBeGreaterThan(120);
    expect(offsets.filter((hours) => !(Number(hours) >= -12 && Number(hours) <= 14))).toEqual([]);
    expect(new Set(offsets).size).toBeGreaterThan(30);
  });

  it('has offsets of whole quarters of an hour on every date since 1972, in summer and in winter', () => {
    for (const name of ['Europe/Warsaw', 'Australia/Sydney', 'Asia/Kathmandu', 'America/St_Johns'])
      for (const date of ['1990-01-01', '2000-06-30', '2026-12-31', '2099-12-31'])
        expect(Number.isInteger(Number(hoursOf(name, date)) * 4), `${name} ${date}`).toBe(true);
  });
});
