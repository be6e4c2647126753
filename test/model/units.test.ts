import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatQuantity,
  QUANTITIES,
  type Quantity,
  type QuantityName,
  quantityPattern,
  readQuantity,
} from '../../src/model/units.js';

const NAMES = Object.keys(QUANTITIES) as QuantityName[];

describe('readQuantity', () => {
  it.each([
    ['duration', '20ms', 0.02],
    ['duration', '35ms', 0.035],
    ['duration', '250us', 0.00025],
    ['duration', '5min', 300],
    ['duration', '1.5h', 5_400],
    ['duration', '7d', 604_800],
    ['duration', ' 3 s ', 3],
    ['duration', 0, 0],
    ['duration', '0', 0],
    ['duration', '1e3s', 1_000],
    ['size', '8KiB', 8_192],
    ['size', '1.4MB', 1_400_000],
    ['size', '100B', 100],
    ['size', '2kB', 2_000],
    ['size', '1GiB', 1_073_741_824],
    ['rate', '500Mbps', 5e8],
    ['rate', '50Gbps', 5e10],
    ['perSecond', '500/s', 500],
    ['perSecond', '10/min', 10 / 60],
    ['share', '3%', 0.03],
    ['share', '7%', 0.07],
    ['share', 0.03, 0.03],
    ['share', '100%', 1],
    ['share', 1, 1],
  ] as const)('reads %s %j as %f', (name, input, value) => {
    expect(readQuantity(name, input)).toEqual({ value });
  });

  it.each([
    ['duration', 20, '20 has no unit', 'write 20ms, 20s or 20min'],
    ['duration', '20', '20 has no unit', 'write 20ms, 20s or 20min'],
    ['duration', '5m', 'unknown unit "m"', 'write 5ms, 5s or 5min'],
    ['duration', '8hours', 'unknown unit "hours"', 'write 8h'],
    ['duration', '20msec', 'unknown unit "msec"', 'write 20ms'],
    ['duration', '20MB', 'unknown unit "MB"', 'write 20ms, 20s or 20min'],
    ['duration', '-5s', 'cannot be negative', 'write 20ms'],
    ['duration', -1, 'has no unit', 'ms'],
    ['duration', 'soon', '"soon" is not a duration', 'as in 20ms'],
    ['duration', '', 'is not a duration', 'as in 20ms'],
    ['duration', null, 'expected a duration, found nothing', 'write 20ms'],
    ['duration', true, 'found true', 'write 20ms'],
    ['duration', ['20ms'], 'found a list', 'write 20ms'],
    ['duration', {}, 'found a mapping', 'write 20ms'],
    ['duration', '1e400s', 'not a finite number', 'write 20ms'],
    ['duration', '5toString', 'unknown unit "toString"', 'write 5ms'],
    ['duration', Number.NaN, 'NaN is not a finite number', 'write 20ms'],
    ['size', '8kb', 'unknown unit "kb"', 'write 8kB'],
    ['size', '8mib', 'unknown unit "mib"', 'write 8MiB'],
    ['rate', '500mbps', 'unknown unit "mbps"', 'write 500Mbps'],
    ['rate', 500, '500 has no unit', 'write 500Mbps or 500Gbps'],
    ['perSecond', 500, '500 has no unit', 'write 500/s or 500/min'],
    ['share', 3, 'at most 1 (100%), found 3', 'write 3%'],
    ['share', '300%', 'at most 1 (100%)', 'write 100% or less'],
    ['share', -0.1, 'cannot be negative', 'write 3%'],
    ['share', Number.NaN, 'not a finite number', 'write 3%'],
  ] as const)('refuses %s %j', (name, input, message, remedy) => {
    const reading = readQuantity(name, input);
    expect(reading).toHaveProperty('message', expect.stringContaining(message));
    expect(reading).toHaveProperty('remedy', expect.stringContaining(remedy));
  });
});

describe('formatQuantity', () => {
  it.each([
    ['duration', 0.02, '20ms'],
    ['duration', 90, '90s'],
    ['duration', 300, '5min'],
    ['duration', 604_800, '7d'],
    ['duration', 0, '0'],
    ['size', 8_192, '8KiB'],
    ['size', 1_400_000, '1.4MB'],
    ['rate', 5e8, '500Mbps'],
    ['perSecond', 10 / 60, '10/min'],
    ['share', 0.07, '7%'],
  ] as const)('writes %s %f as %s', (name, value, text) => {
    expect(formatQuantity(name, value)).toBe(text);
  });

  it('writes what readQuantity reads back, for any value', () => {
    const value = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: 0, max: 1e18, noNaN: true, noDefaultInfinity: true }),
      fc.nat(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), value, (name, any) => {
        const { maximum, minimum }: Quantity = QUANTITIES[name];
        const inside = Math.max(Math.min(any, maximum.value), minimum?.value ?? 0);
        expect(readQuantity(name, formatQuantity(name, inside))).toEqual({ value: inside });
      }),
      { seed: 1 },
    );
  });
});

describe('quantityPattern', () => {
  it('accepts every text that readQuantity accepts, and no other unit', () => {
    const text = fc
      .tuple(
        fc.constantFrom('1', '1.', '.5', '2.5', '1e2', '', '-1', '+3'),
        fc.constantFrom('', ' '),
        fc.constantFrom('ms', 's', 'm', 'MB', 'mb', 'Mbps', '/s', '%', '', 'h'),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), text, (name, input) => {
        if (/^\D*$/.test(input) || !/[a-z%/]/i.test(input.replace(/e\d/, ''))) return;
        const read = readQuantity(name, input);
        const tooMuch = 'message' in read && read.message.includes('at most');
        expect(new RegExp(quantityPattern(name)).test(input)).toBe('value' in read || tooMuch);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
