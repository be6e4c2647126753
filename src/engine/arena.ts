import { alignedFloats, alignedWords, LINE } from './arrays.js';

/**
 * One array out of which many objects take a block for what each keeps of its own. It is replaced when it grows; places
 * stay what they are, multiples of eight.
 */
export class Arena {
  floats = alignedFloats(0);
  /** The same memory: `floats[place]` is `words[2 * place]` and the next. */
  words = alignedWords(this.floats);
  private used = 0;

  /** Doubles that `take` sets aside for so many: whole lines of `LINE`. */
  static widthOf(length: number): number {
    return Math.ceil(length / LINE) * LINE;
  }

  /** Zeros for `length` doubles, from the start of a line to the end of one; returns the place of the first. */
  take(length: number): number {
    const place = this.used;
    this.used += Arena.widthOf(length);
    if (this.used > this.floats.length) {
      const larger = alignedFloats(2 * this.used);
      larger.set(this.floats);
      this.floats = larger;
      this.words = alignedWords(larger);
    }
    return place;
  }

  /**
   * A larger block for the `length` doubles that fill the one at `from`; returns its place. The first `head` of them come
   * last in it, which unrolls a ring.
   */
  enlarge(from: number, length: number, larger: number, head = 0): number {
    const to = this.take(larger);
    this.floats.copyWithin(to, from + head, from + length);
    this.floats.copyWithin(to + length - head, from, from + head);
    return to;
  }
}
