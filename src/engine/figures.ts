/** Numbers of one object within an array that many share: `floats[at]` and those behind it. */
export interface Room {
  readonly floats: Float64Array;
  /** The same memory in 32-bit integers: `floats[at]` is `words[2 * at]` and the next. */
  readonly words: Int32Array;
  readonly at: number;
}

/** Doubles in a cache line. */
export const LINE = 8;
const SMALLEST = 128 * LINE;
const LARGEST = 2048 * LINE;
/** Doubles before the first room: large arrays begin 16 bytes after a page, as the C library hands them out. */
export const LEAD = LINE - 2;

/**
 * Hands out room for the figures of a simulation's objects, side by side. V8 keeps each field that may have a fraction
 * in a box of its own, and a small typed array takes three cache lines; here the figures of a resource lie in one or two,
 * beside those of what was made next. Measured with 640 channels: 0.8 of the time of a request.
 */
export class FigureStore {
  private floats = new Float64Array(0);
  private words = new Int32Array(this.floats.buffer);
  private used = 0;

  /** Zeros, from the start of a cache line unless they are few: then as many fit into a line as can. */
  take(length: number): Room {
    const unit = length > LINE / 2 ? LINE : length > LINE / 4 ? LINE / 2 : length;
    let at = this.used + ((LEAD - this.used) & (unit - 1));
    if (at + length > this.floats.length) {
      const size = Math.min(LARGEST, Math.max(SMALLEST, this.floats.length * 2));
      this.floats = new Float64Array(LEAD + Math.max(size, length));
      this.words = new Int32Array(this.floats.buffer);
      at = LEAD;
    }
    this.used = at + length;
    return { floats: this.floats, words: this.words, at };
  }
}
