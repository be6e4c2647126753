import { describe, expect, it } from 'vitest';
import { levelsOf } from '../../../src/study/sweep/factors.js';
import { pointsOf } from '../../../src/study/sweep/points.js';

describe('the points of a sweep', () => {
  it('are the whole grid, the last factor varying fastest', () => {
    const factors = { a: [1, 2], b: { from: '10ms', to: '30ms', step: '10ms' } };
    expect(pointsOf({ factors }, 1)).toEqual(
      [1, 2].flatMap((a) => ['10ms', '20ms', '30ms'].map((b) => ({ a, b }))),
    );
  });

  it('have levels without the dust of floating point', () => {
    expect(levelsOf({ from: 0, to: 0.3, step: 0.1 })).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it('take every level of every factor equally often in a Latin hypercube', () => {
    const range = { from: 1, to: 20, step: 1 };
    const sweep = {
      factors: { a: range, b: range },
      sample: { points: 20, design: 'latin-hypercube' as const },
    };
    const points = pointsOf(sweep, 1);
    const all = Array.from({ length: 20 }, (_, index) => index + 1);
    const sorted = (path: string) => points.map((point) => point[path] as number).sort((x, y) => x - y);
    expect([sorted('a'), sorted('b')]).toEqual([all, all]);
    expect(pointsOf(sweep, 1)).toEqual(points);
    expect(pointsOf(sweep, 2)).not.toEqual(points);
  });
});
