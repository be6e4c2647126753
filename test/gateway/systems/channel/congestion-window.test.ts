import { describe, expect, it } from 'vitest';
import { Arena } from '../../../../src/engine/index.js';
import {
  ColdWindow,
  CongestionWindows,
  WINDOW_FIGURES,
} from '../../../../src/gateway/systems/channel/congestion-window.js';
import { fixedDraw } from '../../fixed-draw.js';

const SEGMENT = 1000;
const options = {
  segmentBytes: SEGMENT,
  initialWindow: 10,
  maximumWindowBytes: 80 * SEGMENT,
};
const idleReset = fixedDraw(1);
const windows = (count = 1) => {
  const arena = new Arena();
  const first = arena.take(count * WINDOW_FIGURES);
  const all = new CongestionWindows(arena, options);
  const place = (index: number) => first + index * WINDOW_FIGURES;
  for (let index = 0; index < count; index++) all.reset(place(index));
  return {
    furtherRounds: (index: number, bytes: number, now: number) =>
      all.furtherRounds(place(index), bytes, now, idleReset),
    reset: (index: number) => all.reset(place(index)),
  };
};

const coldWindow = (maximumWindowBytes: number) => new ColdWindow({ ...options, maximumWindowBytes });

describe('a cold congestion window', () => {
  it.each([
    [0, 0],
    [1, 0],
    [10, 0],
    [10.001, 1],
    [30, 1],
    [31, 2],
    [70, 2],
    [71, 3],
    [150, 3],
    // From here on 80 segments a round.
    [151, 4],
    [230, 4],
    [231, 5],
    [1030, 14],
  ])('carries %d segments in %d further rounds', (segments, rounds) => {
    const bytes = Math.round(segments * SEGMENT);
    expect(windows().furtherRounds(0, bytes, 0)).toBe(rounds);
    expect(coldWindow(80 * SEGMENT).furtherRounds(bytes)).toBe(rounds);
  });

  it('is never smaller than the initial window', () => {
    expect(coldWindow(SEGMENT).furtherRounds(10 * SEGMENT)).toBe(0);
    expect(coldWindow(SEGMENT).furtherRounds(11 * SEGMENT)).toBe(1);
  });
});

describe('a window in use', () => {
  it('stays open for the next message', () => {
    const one = windows();
    expect(one.furtherRounds(0, 31 * SEGMENT, 0)).toBe(2);
    expect(one.furtherRounds(0, 40 * SEGMENT, 0.5)).toBe(0);
    expect(one.furtherRounds(0, 41 * SEGMENT, 1)).toBe(1);
  });

  it('does not grow by what fits into it', () => {
    const one = windows();
    for (const now of [0, 0.1, 0.2]) expect(one.furtherRounds(0, 10 * SEGMENT, now)).toBe(0);
    expect(one.furtherRounds(0, 11 * SEGMENT, 0.3)).toBe(1);
  });

  it('starts again after a silence, and not before', () => {
    const one = windows();
    one.furtherRounds(0, 31 * SEGMENT, 0);
    expect(one.furtherRounds(0, 40 * SEGMENT, 1)).toBe(0);
    expect(one.furtherRounds(0, 40 * SEGMENT, 2.001)).toBe(2);
  });

  it('is its connection’s own', () => {
    const two = windows(2);
    two.furtherRounds(0, 31 * SEGMENT, 0);
    expect(two.furtherRounds(1, 31 * SEGMENT, 0)).toBe(2);
    two.reset(0);
    expect(two.furtherRounds(0, 31 * SEGMENT, 0)).toBe(2);
  });
});
