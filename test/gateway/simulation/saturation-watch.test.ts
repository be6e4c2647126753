import { describe, expect, it } from 'vitest';
import type { Resource, ResourceTotals } from '../../../src/engine/index.js';
import { type SaturatedSpell, SaturationWatch } from '../../../src/gateway/simulation/saturation-watch.js';

/** What a resource with one server did in one minute: busy share, mean queue, refused, asked. */
type Minute = readonly [busy: number, queue: number, refused?: number, asked?: number];

/** Feeds a watch minute by minute, in a window of so many minutes. */
function watch(
  minutes: readonly Minute[],
  { window = minutes.length, queueBefore = 0 } = {},
): SaturatedSpell[] {
  let totals = { time: 0, busySeconds: 0, queueSeconds: 0, capacitySeconds: 0, arrivals: 0, refused: 0 };
  const resource = {
    maxQueue: queueBefore,
    totals: () => totals as unknown as ResourceTotals,
  } as unknown as Resource;
  const one = new SaturationWatch(resource, 0, window);
  for (const [busy, queue, refused = 0, asked = 60] of minutes) {
    totals = {
      time: totals.time + 60,
      busySeconds: totals.busySeconds + busy * 60,
      queueSeconds: totals.queueSeconds + queue * 60,
      capacitySeconds: totals.capacitySeconds + 60,
      arrivals: totals.arrivals + asked,
      refused: totals.refused + refused,
    };
    one.endMinute();
  }
  return one.end();
}

const quiet: Minute = [0.5, 0.1];
const grows = (count: number, from = 1): Minute[] =>
  Array.from({ length: count }, (_, index) => [1, (from + index) * 10]);
const drains = (count: number, from: number): Minute[] =>
  Array.from({ length: count }, (_, index) => [1, (from - index) * 10]);
const times = (spells: readonly SaturatedSpell[]) =>
  spells.map(({ fromMinute, lastGrowth, toMinute, drained }) => [fromMinute, lastGrowth, toMinute, drained]);

describe('a saturated spell', () => {
  it('begins with the first of five minutes of growth and ends when the queue is as it was', () => {
    expect(times(watch([quiet, ...grows(5), ...drains(4, 4), quiet, quiet]))).toEqual([[1, 5, 10, true]]);
    expect(watch([quiet, ...grows(4), ...drains(3, 3), quiet])).toEqual([]);
  });

  it('has not drained where its queue is longer than at its beginning when the window ends', () => {
    expect(times(watch([quiet, ...grows(5), ...drains(2, 4)]))).toEqual([[1, 5, 7, false]]);
    expect(times(watch([quiet, ...grows(9)]))).toEqual([[1, 9, 9, false]]);
  });

  it('ends when there is time to spare, though something waits', () => {
    expect(times(watch([quiet, ...grows(5), [0.94, 30], quiet]))).toEqual([[1, 5, 6, true]]);
  });

  it('needs a resource that is 95 % busy in each minute of growth', () => {
    const [first, second, third, ...rest] = grows(6);
    expect(watch([first!, second!, [0.94, 30], ...rest])).toEqual([]);
    expect(third).toEqual([1, 30]);
  });

  it('is all of a window of less than five minutes', () => {
    expect(times(watch(grows(3)))).toEqual([[0, 2, 2, false]]);
    expect(watch([quiet, ...grows(2)])).toEqual([]);
  });

  it('is made by refusals as well, where nothing can wait, and lasts until there is room', () => {
    const full: Minute = [0.99, 0, 3];
    const fullUnasked: Minute = [0.99, 0, 0, 0];
    const fullLucky: Minute = [0.99, 0, 0, 9];
    expect(times(watch([quiet, full, full, full, full, full, fullLucky, full, quiet]))).toEqual([
      [1, 7, 8, true],
    ]);
    expect(watch([quiet, full, full, fullLucky, full, full, quiet])).toEqual([]);
    const [spell] = watch([full, full, full, full, full]);
    expect(spell).toMatchObject({ refused: 15, drained: false });
    // A minute in which nothing was asked breaks no row and ends no spell.
    expect(times(watch([full, full, fullUnasked, full, full, full, fullUnasked, quiet]))).toEqual([
      [0, 5, 7, true],
    ]);
  });

  it('is not made by a backlog that the warm-up left behind and that drains', () => {
    expect(watch([...drains(8, 9), quiet], { queueBefore: 95 })).toEqual([]);
    expect(times(watch(grows(6, 10), { queueBefore: 95 }))).toEqual([[0, 5, 5, false]]);
  });

  it('is followed by others, each counted by itself', () => {
    const twice = [quiet, ...grows(5), quiet, quiet, ...grows(6), quiet];
    expect(times(watch(twice))).toEqual([
      [1, 5, 6, true],
      [8, 13, 14, true],
    ]);
    expect(watch(twice).map(({ longestQueue }) => longestQueue)).toEqual([50, 60]);
  });
});
