import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Returns } from '../../../src/engine/slot-bank/returns.js';

/** Few times, so that many are equal; null takes the first out; of one of three pools. */
const steps = fc.array(
  fc.record({ member: fc.integer({ min: 0, max: 2 }), time: fc.option(fc.integer({ min: 0, max: 5 })) }),
  { maxLength: 600 },
);

const MEMBERS = [0, 1, 2];

function returnsOfThree(): Returns {
  const returns = new Returns();
  for (const _ of MEMBERS) returns.add();
  return returns;
}

describe('slots on their way back', () => {
  it('come to each pool in order of time, and of equal times in the order in which they were sent', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const returns = returnsOfThree();
        const expected = MEMBERS.map((): { time: number; tag: number }[] => []);
        const first = (member: number) => ({
          time: returns.firstTime(member),
          tag: returns.firstTag(member),
        });
        taken.forEach(({ member, time }, tag) => {
          const those = expected[member]!;
          if (time !== null) {
            returns.push(member, time, tag);
            those.push({ time, tag });
            those.sort((a, b) => a.time - b.time || a.tag - b.tag);
          } else if (those.length > 0) {
            expect(first(member)).toEqual(those.shift());
            returns.shift(member);
          }
          for (const each of MEMBERS) expect(returns.size(each)).toBe(expected[each]!.length);
        });
        for (const member of MEMBERS) {
          for (const next of expected[member]!) {
            expect(first(member)).toEqual(next);
            returns.shift(member);
          }
        }
      }),
      { seed: 1 },
    );
  });

  it('can all be forgotten, of one pool', () => {
    const returns = returnsOfThree();
    for (let tag = 0; tag < 20; tag++) for (const member of MEMBERS) returns.push(member, 20 - tag, tag);
    returns.clear(1);
    expect(MEMBERS.map((member) => returns.size(member))).toEqual([20, 0, 20]);
    returns.push(1, 7, -3);
    expect([returns.firstTime(1), returns.firstTag(1)]).toEqual([7, -3]);
    expect([returns.firstTime(2), returns.firstTag(2)]).toEqual([1, 19]);
  });
});
