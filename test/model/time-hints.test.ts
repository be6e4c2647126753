import { describe, expect, it } from 'vitest';
import { daysHint, hoursHint, timeHint, weekPointHint } from '../../src/model/time-hints.js';

describe('what to write for a time', () => {
  it.each([
    ['18:00', '18h'],
    ['8:20', '500min'],
    ['8am', '8h'],
    ['12 am', '0h'],
    ['12 pm', '12h'],
    ['8 Uhr', '8h'],
    ['8h30', '8.5h'],
    ['Mon', '0h'],
    ['Tue 18:00', '42h'],
    ['tuesday, 6 pm', '42h'],
    ['So 23:59:59', '604799s'],
    ['Donnerstag 08:00', '80h'],
    ['00:05:00', '5min'],
    ['1.02:00:00', '26h'],
    ['PT90S', '90s'],
    ['P1DT2H', '26h'],
    ['1h30min', '90min'],
    ['1d 12h', '36h'],
    ['weekly', '7d'],
    ['2026-03-10', '24h'],
    ['2026-03-10T18:00', '42h'],
    ['2024-02-29 06:30', '78.5h'],
    ['10.03.2026', '32h'],
  ])('%s: %s', (text, write) => {
    expect(timeHint(text)?.write).toBe(write);
  });

  it.each(['soon', '25:00', '8:75', '20ms', '1h', 'p', 'pt', '13', '1e3s', 'Tue never', 'sunshine'])(
    'nobody knows of %s',
    (text) => {
      expect(timeHint(text)).toBeNull();
    },
  );

  it.each([
    ['Mon-Fri', 'mon tue wed thu fri'],
    ['Mo–Fr', 'mon tue wed thu fri'],
    ['Sat - Mon', 'mon sat sun'],
    ['Monday to Wednesday', 'mon tue wed'],
    ['mon, wed and fri', 'mon wed fri'],
    ['Mon Tue', 'mon tue'],
    ['Mon-Wed, Sat', 'mon tue wed sat'],
    ['weekdays', 'mon tue wed thu fri'],
    ['weekend', 'sat sun'],
    ['Do', 'thu'],
  ])('%s are %s', (text, days) => {
    expect(daysHint(text)?.join(' ')).toBe(days);
  });

  it.each(['moon', 'mon-', 'mon-fri-sun', '', 'policy'])('%s are no days', (text) => {
    expect(daysHint(text)).toBeNull();
  });

  it.each([
    ['8-17', { from: '8h', to: '17h' }],
    ['08:00–17:30', { from: '8h', to: '17.5h' }],
    ['8am to 5pm', { from: '8h', to: '17h' }],
    ['8h-17h', { from: '8h', to: '17h' }],
    ['8', null],
    ['8-9-10', null],
    ['8-99', null],
  ])('%s are the hours %j', (text, hours) => {
    expect(hoursHint(text)).toEqual(hours);
  });
});

describe('what to write for a point in the week', () => {
  it.each([
    ['tue 8am', 'tue 08:00'],
    ['Di 18 Uhr', 'tue 18:00'],
    ['18:00', 'its day too, as in mon 18:00'],
    ['-5h', 'sun 19:00'],
    ['-1d', 'sun 00:00'],
    ['-9d', 'sat 00:00'],
    ['-30min', 'sun 23:30'],
    ['2026-01-13 08:00', 'tue 08:00'],
  ])('%s: %s', (text, write) => {
    expect(weekPointHint(text)?.write).toBe(write);
  });
});
