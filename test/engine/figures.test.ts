import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, FigureStore } from '../../src/engine/figures.js';

const LINE = 8;
/** Bytes after a page at which the C library begins large buffers. */
const LEAD_BYTES = 16;

describe('blocks for figures', () => {
  it('is zero, and nobody else’s', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 300 }), (lengths) => {
        const store = new FigureStore();
        const blocks = lengths.map((length) => store.take(length));
        lengths.forEach((length, index) => {
          const { floats, at } = blocks[index]!;
          expect(floats.length).toBeGreaterThanOrEqual(at + length);
          for (let place = at; place < at + length; place++) {
            expect(floats[place]).toBe(0);
            floats[place] = index + 1;
          }
        });
        lengths.forEach((length, index) => {
          const { floats, at } = blocks[index]!;
          expect([...floats.subarray(at, at + length)]).toEqual(new Array(length).fill(index + 1));
        });
      }),
      { seed: 1 },
    );
  });

  it('begins with a cache line, or lies within one', () => {
    const store = new FigureStore();
    const inLine = ({ floats, at }: Block) => (at + (LEAD_BYTES + floats.byteOffset) / 8) & (LINE - 1);
    for (const length of [11, 1, 4, 2, 8, 3, 1, 6, 4, 4, 5]) {
      const start = inLine(store.take(length));
      if (length > LINE / 2) expect(start).toBe(0);
      else expect(start + length).toBeLessThanOrEqual(LINE);
    }
  });

  it('begins where a figure’s place needs no sum', () => {
    const store = new FigureStore();
    for (const length of [1, 3, 8, 2, 4, 1, 11, 2, 5, 1, 1, 7]) {
      const { at } = store.take(length);
      for (let figure = 0; figure < Math.min(length, LINE); figure++) expect(at | figure).toBe(at + figure);
    }
  });

  it('may be larger than what many share', () => {
    const { floats, at } = new FigureStore().take(1e6);
    expect(floats.length - at).toBeGreaterThanOrEqual(1e6);
  });
});
