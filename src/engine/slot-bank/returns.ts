import { Arena } from '../arena.js';
import { roomierIntegers } from '../arrays.js';

const INITIAL_CAPACITY = 8;
/** Figures of a slot on its way, at `place | ...`: when it comes back, its number among all, its tag. */
const BITS = 2;
const ORDER = 1;
const TAG = 2;

/** Words of a member, at `(member << 2) | ...`. */
const SIZE = 0;
const CAPACITY = 1;
const PLACE = 2;
const MEMBER_BITS = 2;

/**
 * Slots on their way back to the pools of a bank, for each a binary heap by time; of equal times the one that was sent
 * first comes first.
 */
export class Returns {
  private words = new Int32Array(1 << MEMBER_BITS);
  private members = 0;
  private sent = 0;
  private readonly heaps = new Arena();

  /** Adds a member, the next number. */
  add(): void {
    const word = this.members++ << MEMBER_BITS;
    if (word === this.words.length) this.words = roomierIntegers(this.words, word * 2);
    this.words[word | CAPACITY] = INITIAL_CAPACITY;
    this.words[word | PLACE] = this.heaps.take(INITIAL_CAPACITY << BITS);
  }

  size(member: number): number {
    return this.words[(member << MEMBER_BITS) | SIZE]!;
  }

  /** Time and tag of the first to come back to a member; call them only when there is one. */
  firstTime(member: number): number {
    return this.heaps.floats[this.words[(member << MEMBER_BITS) | PLACE]!]!;
  }

  firstTag(member: number): number {
    return this.heaps.floats[this.words[(member << MEMBER_BITS) | PLACE]! | TAG]! | 0;
  }

  push(member: number, time: number, tag: number): void {
    const { words } = this;
    const word = member << MEMBER_BITS;
    if (words[word | SIZE] === words[word | CAPACITY]) this.grow(word);
    const { floats } = this.heaps;
    const at = words[word | PLACE]!;
    let hole = words[word | SIZE]!++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = at + (parent << BITS);
      if (floats[above]! <= time) break; // of equal times the newcomer is the last
      copy(floats, above, at + (hole << BITS));
      hole = parent;
    }
    const place = at + (hole << BITS);
    floats[place] = time;
    floats[place | ORDER] = this.sent++;
    floats[place | TAG] = tag;
  }

  /** Removes the first of a member. */
  shift(member: number): void {
    const { floats } = this.heaps;
    const word = member << MEMBER_BITS;
    const at = this.words[word | PLACE]!;
    const size = --this.words[word | SIZE]!;
    const last = at + (size << BITS);
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && isBefore(floats, at + ((child + 1) << BITS), at + (child << BITS))) child++;
      const below = at + (child << BITS);
      if (isBefore(floats, last, below)) break;
      copy(floats, below, at + (hole << BITS));
      hole = child;
    }
    copy(floats, last, at + (hole << BITS));
  }

  clear(member: number): void {
    this.words[(member << MEMBER_BITS) | SIZE] = 0;
  }

  private grow(word: number): void {
    const { words, heaps } = this;
    const capacity = words[word | CAPACITY]!;
    const from = words[word | PLACE]!;
    const to = heaps.take((capacity * 2) << BITS);
    heaps.floats.copyWithin(to, from, from + (capacity << BITS));
    words[word | PLACE] = to;
    words[word | CAPACITY] = capacity * 2;
  }
}

function copy(floats: Float64Array, from: number, to: number): void {
  floats[to] = floats[from]!;
  floats[to | ORDER] = floats[from | ORDER]!;
  floats[to | TAG] = floats[from | TAG]!;
}

function isBefore(floats: Float64Array, a: number, b: number): boolean {
  const time = floats[a]!;
  const other = floats[b]!;
  return time < other || (time === other && floats[a | ORDER]! < floats[b | ORDER]!);
}
