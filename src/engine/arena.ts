import { roomierFloats } from './arrays.js';
import { LEAD, LINE } from './figures.js';

/**
 * One array out of which many objects take room for what each keeps of its own. It is replaced when it grows; places
 * stay what they are.
 */
export class Arena {
  floats = new Float64Array(LEAD);
  /** The same memory: `floats[place]` is `words[2 * place]` and the next. */
  words = new Int32Array(this.floats.buffer);
  private used = LEAD;

  /** Zeros for `length` doubles, from the start of a cache line to the end of one; returns the place of the first. */
  take(length: number): number {
    const place = this.used;
    this.used += Math.ceil(length / LINE) * LINE;
    if (this.used > this.floats.length) {
      this.floats = roomierFloats(this.floats, LEAD + 2 * (this.used - LEAD));
      this.words = new Int32Array(this.floats.buffer);
    }
    return place;
  }
}
