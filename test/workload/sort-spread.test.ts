import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/index.js';
import { sortSpread } from '../../src/workload/sort-spread.js';

const RANGE = 2 ** 52;
const sorted = (keys: Float64Array) => {
  const copy = keys.slice();
  sortSpread(copy, RANGE);
  return copy;
};

describe('sorting what is spread', () => {
  it('sorts as any sort does, whether keys are spread or crowd together', () => {
    const key = fc.oneof(
      fc.double({ min: 0, max: RANGE - 1, noNaN: true }).map(Math.floor),
      fc.integer({ min: 0, max: 3 }).map((few) => few * 1e15),
      fc.constantFrom(0, RANGE - 1),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 400 }), (values) => {
        const keys = Float64Array.from(values);
        expect(sorted(keys)).toEqual(keys.slice().sort());
      }),
    );
  });

  it.each([
    ['spread', 1],
    ['a tenth of the range', 0.1],
    ['a thousandth of the range', 0.001],
  ])('sorts 20,000 keys: %s', (_what, share) => {
    const stream = new Simulation().stream('keys');
    const keys = Float64Array.from({ length: 20_000 }, () => Math.floor(stream.uniform() * RANGE * share));
    expect(sorted(keys)).toEqual(keys.slice().sort());
  });
});
