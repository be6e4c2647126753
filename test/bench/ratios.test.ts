import { describe, expect, it } from 'vitest';
import { pairedRatios, speedOf, spread } from './ratios.js';

describe('spread', () => {
  it('takes the value in the middle, and the mean of the two of an even number', () => {
    expect(spread([3, 1, 10])).toEqual({ median: 3, min: 1, max: 10 });
    expect(spread([4, 1, 2, 10]).median).toBe(3);
  });

  it('refuses to make a median of nothing', () => {
    expect(() => spread([])).toThrow(RangeError);
  });
});

describe('pairedRatios', () => {
  it('compares within pairs: a machine that becomes slower for both changes nothing', () => {
    expect(
      pairedRatios([
        [20, 10],
        [2, 1],
        [8, 4],
      ]),
    ).toEqual({ median: 2, min: 2, max: 2 });
  });
});

describe('speedOf', () => {
  const replication = (seconds: number) => ({ events: 100, seconds, cpuSeconds: seconds / 2 });

  it('leaves out the first replication', () => {
    expect(speedOf([replication(100), replication(4), replication(6)])).toEqual({ cpu: 40, wall: 20 });
  });

  it('takes a single one as it is', () => {
    expect(speedOf([replication(4)])).toEqual({ cpu: 50, wall: 25 });
  });
});
