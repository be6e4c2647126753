import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Arena } from '../../src/engine/index.js';

const LINE = 8;
/** Bytes after a page at which the C library begins large buffers. */
const LEAD_BYTES = 16;

describe('an arena', () => {
  it('gives blocks that are zero, nobody else’s, keep what is in them and begin with a cache line', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 100 }), (lengths) => {
        const arena = new Arena();
        const places = lengths.map((length, index) => {
          const place = arena.take(length);
          expect(place % LINE).toBe(0);
          expect((LEAD_BYTES + arena.floats.byteOffset) % (8 * LINE)).toBe(0);
          expect([...arena.floats.subarray(place, place + length)]).toEqual(new Array(length).fill(0));
          arena.floats.fill(index + 1, place, place + length);
          return place;
        });
        lengths.forEach((length, index) => {
          const block = arena.floats.subarray(places[index]!, places[index]! + length);
          expect([...block]).toEqual(new Array(length).fill(index + 1));
        });
      }),
      { seed: 1 },
    );
  });

  it('is one memory of doubles and of integers', () => {
    const arena = new Arena();
    const place = arena.take(1000);
    arena.words[2 * place + 3] = 0x40080000;
    expect(arena.floats[place + 1]).toBe(3);
  });

  it('moves what fills a block to a larger one, from the head of a ring on', () => {
    const arena = new Arena();
    const block = arena.take(8);
    arena.take(8);
    arena.floats.set([5, 6, 7, 0, 1, 2, 3, 4], block);
    const larger = arena.enlarge(block, 8, 16, 3);
    expect([...arena.floats.subarray(larger, larger + 16)]).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    expect(larger % 8).toBe(0);
  });
});
