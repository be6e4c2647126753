import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClientRecords } from '../../src/workload/client-records.js';

const KINDS = ['float64', 'float32', 'int32', 'int16', 'uint8'] as const;
/** Values that every kind of column holds exactly. */
const small = fc.integer({ min: 0, max: 127 });

describe('client records', () => {
  it('keep every attribute of every client apart, however many there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...KINDS), small), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(small),
        (attributes, count, values) => {
          const records = new ClientRecords(count);
          const columns = attributes.map(([kind, initial]) => records[kind](initial));
          const expected = attributes.map(([, initial]) => new Array<number>(count).fill(initial));
          const read = () =>
            columns.map((column) => Array.from({ length: count }, (_, client) => column.get(client)));
          expect(read()).toEqual(expected);
          for (const [index, column] of columns.entries())
            for (let client = 0; client < count; client++) {
              const value = values.next().value;
              column.set(client, value);
              expected[index]![client] = value;
            }
          expect(read()).toEqual(expected);
        },
      ),
      { seed: 1 },
    );
  });

  it('hold what their type holds', () => {
    const records = new ClientRecords(2);
    const double = records.float64(Number.NEGATIVE_INFINITY);
    const short = records.int16(-1);
    const whole = records.int32();
    whole.set(1, -(2 ** 31));
    double.set(1, Math.PI);
    expect([double.get(0), double.get(1), short.get(0), whole.get(0), whole.get(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Math.PI,
      -1,
      0,
      -(2 ** 31),
    ]);
  });
});
