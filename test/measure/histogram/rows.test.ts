import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HistogramRows } from '../../../src/measure/histogram/rows.js';
import { LogHistogram } from '../../../src/measure/histogram.js';

const COUNT = 4;
const duration = fc.oneof(
  fc.constant(0),
  fc.double({ min: -9, max: 6, noNaN: true }).map((exponent) => 10 ** exponent),
);
const table = fc.array(fc.array(duration, { minLength: COUNT, maxLength: COUNT }), { maxLength: 400 });
const answers = (one: LogHistogram) => [
  one.count,
  one.sum,
  one.min,
  one.max,
  one.curve(),
  ...[0.1, 0.5, 0.9, 1].map((share) => one.quantile(share)),
];

function sideBySide(values: readonly (readonly number[])[] = []) {
  const rows = new HistogramRows(COUNT);
  const views = Array.from({ length: COUNT }, (_, index) => new LogHistogram(rows, index));
  const add = (row: readonly number[]) => {
    for (const [histogram, seconds] of row.entries()) rows.put(histogram, seconds);
    rows.endRow();
  };
  values.forEach(add);
  return { rows, views, add };
}

function alone(values: readonly number[]): LogHistogram {
  const histogram = new LogHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

describe('histograms counted together', () => {
  it('answer as each would alone, in whatever order they grow', () => {
    fc.assert(
      fc.property(table, (values) => {
        const columns = Array.from({ length: COUNT }, (_, index) => values.map((row) => row[index]!));
        expect(sideBySide(values).views.map(answers)).toEqual(columns.map((one) => answers(alone(one))));
      }),
    );
  });

  it('have a 0 where a row says nothing', () => {
    const { rows, views } = sideBySide([[1, 2, 3, 4]]);
    rows.put(2, 5);
    rows.endRow();
    expect(views.map(({ count }) => count)).toEqual([2, 2, 2, 2]);
    expect(views.map(({ min, max }) => [min, max])).toEqual([
      [0, 1],
      [0, 2],
      [3, 5],
      [0, 4],
    ]);
    expect(views.map((one) => one.quantile(0.5))).toEqual([0, 0, alone([3, 5]).quantile(0.5), 0]);
  });

  it('are added to one that is counted alone, and take in none themselves', () => {
    fc.assert(
      fc.property(table, fc.array(duration, { maxLength: 300 }), (values, own) => {
        const { views } = sideBySide(values);
        views.forEach((one, index) => {
          const merged = alone(own);
          merged.merge(one);
          const whole = alone([...own, ...values.map((row) => row[index]!)]);
          expect([merged.count, merged.min, merged.max]).toEqual([whole.count, whole.min, whole.max]);
          expect(Math.abs(merged.sum - whole.sum)).toBeLessThanOrEqual(1e-12 * whole.sum);
          for (const share of [0, 0.1, 0.5, 0.9, 1])
            expect(merged.quantile(share)).toBe(whole.quantile(share));
        });
        expect(() => views[0]!.merge(alone(own))).toThrow('takes in none');
      }),
    );
  });

  it('are as new after a reset', () => {
    const { rows, views, add } = sideBySide([
      [0, 1, 1000, 1e-5],
      [1, 1, 1, 1],
    ]);
    rows.reset();
    expect(views.map(answers)).toEqual(sideBySide().views.map(answers));
    add([2, 0, 3, 4]);
    expect(views.map(answers)).toEqual(sideBySide([[2, 0, 3, 4]]).views.map(answers));
  });

  it('refuse what is no duration, and count nothing of it', () => {
    const { rows, views } = sideBySide();
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => rows.put(2, wrong)).toThrow(RangeError);
    expect(views.map(answers)).toEqual(sideBySide().views.map(answers));
  });
});
