import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FigureStore } from '../../../src/engine/figures.js';
import { Returns } from '../../../src/engine/slot-pool/returns.js';

/** Few times, so that many are equal; null takes the first out. */
const steps = fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { maxLength: 400 });

describe('slots on their way back', () => {
  it('come in order of time, and of equal times in the order in which they were sent', () => {
    fc.assert(
      fc.property(steps, (times) => {
        const returns = new Returns(new FigureStore());
        const expected: { time: number; tag: number }[] = [];
        times.forEach((time, tag) => {
          if (time !== null) {
            returns.push(time, tag);
            expected.push({ time, tag });
            expected.sort((a, b) => a.time - b.time || a.tag - b.tag);
          } else if (expected.length > 0) {
            expect({ time: returns.firstTime(), tag: returns.firstTag() }).toEqual(expected.shift());
            returns.shift();
          }
          expect(returns.size).toBe(expected.length);
        });
        for (const first of expected) {
          expect({ time: returns.firstTime(), tag: returns.firstTag() }).toEqual(first);
          returns.shift();
        }
      }),
      { seed: 1 },
    );
  });

  it('can all be forgotten', () => {
    const returns = new Returns(new FigureStore());
    for (let tag = 0; tag < 20; tag++) returns.push(20 - tag, tag);
    returns.clear();
    expect(returns.size).toBe(0);
    returns.push(7, -3);
    expect([returns.firstTime(), returns.firstTag()]).toEqual([7, -3]);
  });
});
