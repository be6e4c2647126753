import { Arena } from '../arena.js';
import { roomierIntegers } from '../arrays.js';

const INITIAL_CAPACITY = 8;
/** Figures of a slot on its way: when it comes back, its number among all, its tag. */
const WIDTH = 3;
const ORDER = 1;
const TAG = 2;

/** Words of a member. */
const SIZE = 0;
const CAPACITY = 1;
const PLACE = 2;
const MEMBER = 4;

/**
 * Slots on their way back to the pools of a bank, for each a binary heap by time; of equal times the one that was sent
 * first comes first.
 */
export class Returns {
  private words = new Int32Array(MEMBER);
  private members = 0;
  private sent = 0;
  private readonly heaps = new Arena();

  /** Adds a member, the next number. */
  add(): void {
    const word = this.members++ * MEMBER;
    if (word === this.words.length) this.words = roomierIntegers(this.words, word * 2);
    this.words[word + CAPACITY] = INITIAL_CAPACITY;
    this.words[word + PLACE] = this.heaps.take(INITIAL_CAPACITY * WIDTH);
  }

  size(member: number): number {
    return this.words[member * MEMBER + SIZE]!;
  }

  /** Time and tag of the first to come back to a member; call them only when there is one. */
  firstTime(member: number): number {
    return this.heaps.floats[this.words[member * MEMBER + PLACE]!]!;
  }

  firstTag(member: number): number {
    return this.heaps.floats[this.words[member * MEMBER + PLACE]! + TAG]! | 0;
  }

  push(member: number, time: number, tag: number): void {
    const { words } = this;
    const word = member * MEMBER;
    if (words[word + SIZE] === words[word + CAPACITY]) this.grow(word);
    const { floats } = this.heaps;
    const at = words[word + PLACE]!;
    let hole = words[word + SIZE]!++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = at + parent * WIDTH;
      if (floats[above]! <= time) break; // of equal times the newcomer is the last
      copy(floats, above, at + hole * WIDTH);
      hole = parent;
    }
    const place = at + hole * WIDTH;
    floats[place] = time;
    floats[place + ORDER] = this.sent++;
    floats[place + TAG] = tag;
  }

  /** Removes the first of a member. */
  shift(member: number): void {
    const { floats } = this.heaps;
    const word = member * MEMBER;
    const at = this.words[word + PLACE]!;
    const size = --this.words[word + SIZE]!;
    const last = at + size * WIDTH;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && isBefore(floats, at + (child + 1) * WIDTH, at + child * WIDTH)) child++;
      const below = at + child * WIDTH;
      if (isBefore(floats, last, below)) break;
      copy(floats, below, at + hole * WIDTH);
      hole = child;
    }
    copy(floats, last, at + hole * WIDTH);
  }

  clear(member: number): void {
    this.words[member * MEMBER + SIZE] = 0;
  }

  private grow(word: number): void {
    const { words, heaps } = this;
    const capacity = words[word + CAPACITY]!;
    const from = words[word + PLACE]!;
    const to = heaps.take(capacity * 2 * WIDTH);
    heaps.floats.copyWithin(to, from, from + capacity * WIDTH);
    words[word + PLACE] = to;
    words[word + CAPACITY] = capacity * 2;
  }
}

function copy(floats: Float64Array, from: number, to: number): void {
  floats[to] = floats[from]!;
  floats[to + ORDER] = floats[from + ORDER]!;
  floats[to + TAG] = floats[from + TAG]!;
}

function isBefore(floats: Float64Array, a: number, b: number): boolean {
  const time = floats[a]!;
  const other = floats[b]!;
  return time < other || (time === other && floats[a + ORDER]! < floats[b + ORDER]!);
}
