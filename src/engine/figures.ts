import { alignedFloats, alignedWords, LINE } from './arrays.js';

/** Numbers of one object within an array that many share: `floats[at]` and those behind it. */
export interface Block {
  readonly floats: Float64Array;
  /** The same memory in 32-bit integers: `floats[at]` is `words[2 * at]` and the next. */
  readonly words: Int32Array;
  /** A multiple of the block's length, or of eight where that is more than four: figure k of the block is at `at | k`. */
  readonly at: number;
}

const SMALLEST = 128 * LINE;
const LARGEST = 2048 * LINE;

/**
 * Hands out blocks for the figures of a simulation's objects, side by side: those of a resource beside those of what was
 * made next. notes: figures-in-one-store
 */
export class FigureStore {
  private floats = alignedFloats(0);
  private words = alignedWords(this.floats);
  private used = 0;

  /** Zeros, from the start of a line of `LINE` unless they are few: then as many fit into a line as can. */
  take(length: number): Block {
    const unit = length > LINE / 2 ? LINE : length > LINE / 4 ? LINE / 2 : length;
    let at = (this.used + unit - 1) & -unit;
    if (at + length > this.floats.length) {
      const size = Math.min(LARGEST, Math.max(SMALLEST, this.floats.length * 2));
      this.floats = alignedFloats(Math.max(size, length));
      this.words = alignedWords(this.floats);
      at = 0;
    }
    this.used = at + length;
    return { floats: this.floats, words: this.words, at };
  }
}
