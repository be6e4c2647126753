import { describe, expect, it } from 'vitest';
import { inKnownUnits } from '../../src/model/foreign-units.js';
import { type QuantityName, readQuantity } from '../../src/model/units.js';

/** A quantity as people write it, and the values that it may have in the units of the program. */
const MEANT: readonly { quantity: QuantityName; digits: number; unit: string; values: number[] }[] = (
  [
    ['duration', 5, 'minutes', 300],
    ['duration', 2, 'weeks', 14 * 86_400],
    ['duration', 3, 'Stunden', 10_800],
    ['duration', 20, 'µs', 20e-6],
    ['duration', 1, 'month', 30 * 86_400],
    ['size', 4, 'G', 4e9],
    ['size', 4, 'Mb', 4e6, 0.5e6],
    ['size', 8, 'Mbit', 1e6],
    ['size', 50, 'KB', 50e3, 51_200],
    ['size', 3, 'Mo', 3e6],
    ['rate', 50, 'Mbit/s', 50e6],
    ['rate', 50, 'Mb/s', 50e6],
    ['rate', 50, 'MB/s', 400e6],
    ['rate', 50, 'MBps', 400e6],
    ['rate', 50, 'MBPS', 50e6],
    ['rate', 50, 'mb/s', 50e6, 400e6],
    ['rate', 1, 'MiB/s', 8 * 1_048_576],
    ['rate', 3, 'mbytes/s', 24e6],
    ['perSecond', 500, 'requests per second', 500],
    ['perSecond', 60, 'per hour', 60 / 3_600],
    ['perSecond', 7, ' / week', 1 / 86_400],
    ['share', 60, 'percent', 0.6],
    ['share', 5, '‰', 0.005],
  ] as const
).map(([quantity, digits, unit, ...values]) => ({ quantity, digits, unit, values }));

describe('units that a model file does not know', () => {
  it.each(MEANT)('$quantity: $digits $unit', ({ quantity, digits, unit, values }) => {
    const read = inKnownUnits(quantity, String(digits), unit).map((text) => readQuantity(quantity, text));
    expect(read).toEqual(values.map((value) => ({ value: expect.closeTo(value, 9) })));
  });

  it.each([
    ['duration', 'm'],
    ['duration', 'parsecs'],
    ['size', 's'],
    ['rate', 'KiB'],
    ['share', 'x'],
  ])('nobody knows of %s what %s is', (quantity, unit) => {
    expect(inKnownUnits(quantity, '5', unit)).toEqual([]);
  });
});
