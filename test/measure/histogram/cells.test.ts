import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HistogramCells } from '../../../src/measure/histogram/cells.js';
import { LogHistogram } from '../../../src/measure/histogram.js';

const COUNT = 4;
const records = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: COUNT - 1 }),
    fc.oneof(
      fc.constant(0),
      fc.double({ min: -9, max: 6, noNaN: true }).map((exponent) => 10 ** exponent),
    ),
  ),
  { maxLength: 400 },
);
const answers = (one: LogHistogram) => [
  one.count,
  one.sum,
  one.min,
  one.max,
  one.curve(),
  ...[0.1, 0.5, 0.9, 1].map((share) => one.quantile(share)),
];
const sideBySide = () => {
  const cells = new HistogramCells(COUNT);
  return { cells, views: Array.from({ length: COUNT }, (_, index) => new LogHistogram(cells, index)) };
};

describe('histograms side by side', () => {
  it('answer as each would alone, in whatever order they grow', () => {
    fc.assert(
      fc.property(records, (all) => {
        const { cells, views } = sideBySide();
        const alone = views.map(() => new LogHistogram());
        for (const [histogram, seconds] of all) {
          cells.record(histogram, seconds);
          alone[histogram]!.record(seconds);
        }
        expect(views.map(answers)).toEqual(alone.map(answers));
      }),
    );
  });

  it('are added one by one', () => {
    fc.assert(
      fc.property(records, records, (first, second) => {
        const [ours, theirs] = [sideBySide(), sideBySide()];
        const whole = Array.from({ length: COUNT }, () => [] as number[]);
        for (const [histogram, seconds] of first) ours.cells.record(histogram, seconds);
        for (const [histogram, seconds] of second) theirs.cells.record(histogram, seconds);
        for (const [histogram, seconds] of [...first, ...second]) whole[histogram]!.push(seconds);
        ours.views.forEach((one, index) => {
          one.merge(theirs.views[index]!);
          const values = whole[index]!;
          expect(one.count).toBe(values.length);
          expect(one.max).toBe(values.length === 0 ? null : Math.max(...values));
          const alone = new LogHistogram();
          for (const value of values) alone.record(value);
          expect(one.quantile(0.5)).toBe(alone.quantile(0.5));
        });
      }),
    );
  });

  it('forget one without the others, and all together', () => {
    const { cells, views } = sideBySide();
    for (let histogram = 0; histogram < COUNT; histogram++) cells.record(histogram, 10 ** histogram);
    views[1]!.reset();
    expect(views.map(({ count }) => count)).toEqual([1, 0, 1, 1]);
    expect(views[2]!.max).toBe(100);
    cells.reset();
    expect(views.map(({ min }) => min)).toEqual([null, null, null, null]);
  });

  it('refuse what is no duration, and count nothing of it', () => {
    const { cells, views } = sideBySide();
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => cells.record(2, wrong)).toThrow(RangeError);
    expect(views.map(({ count }) => count)).toEqual([0, 0, 0, 0]);
  });
});
