import { Arena } from '../arena.js';
import { longerIntegers } from '../arrays.js';

const INITIAL_CAPACITY = 8;
/** A slot on its way: at its place when it comes back, a double, and behind that in words its number among all and its tag. */
const BITS = 1;
const ORDER = 2;
const TAG = 3;

/** Words of a member, at `(member << 3) | ...`: slots in the list, and its ring; slots in the heap, and its place. */
const LISTED = 0;
const HEAD = 1;
const RING = 2;
const RING_CAPACITY = 3;
const HEAPED = 4;
const HEAP = 5;
const HEAP_CAPACITY = 6;
const MEMBER_BITS = 3;

/**
 * Slots on their way back to the pools of a bank, for each in order of time; of equal times the one that was sent first
 * comes first. Those sent in their order, as with equal delays, are a list at O(1) a slot; one that overtakes goes to a
 * heap beside it, at O(log n). Ports that linger for two minutes are thousands.
 */
export class Returns {
  private words = new Int32Array(1 << MEMBER_BITS);
  private members = 0;
  private sent = 0;
  private readonly arena = new Arena();

  /** Adds a member, the next number. */
  add(): void {
    const word = this.members++ << MEMBER_BITS;
    if (word === this.words.length) this.words = longerIntegers(this.words, word * 2);
    this.words[word | RING_CAPACITY] = INITIAL_CAPACITY;
    this.words[word | RING] = this.arena.take(INITIAL_CAPACITY << BITS);
  }

  size(member: number): number {
    const { words } = this;
    const word = member << MEMBER_BITS;
    return words[word | LISTED]! + words[word | HEAPED]!;
  }

  /** Time and tag of the first to come back to a member; call them only when there is one. */
  firstTime(member: number): number {
    return this.arena.floats[this.first(member << MEMBER_BITS)]!;
  }

  firstTag(member: number): number {
    return this.arena.words[(this.first(member << MEMBER_BITS) << 1) | TAG]!;
  }

  push(member: number, time: number, tag: number): void {
    const word = member << MEMBER_BITS;
    const place = this.overtakes(word, time) ? this.openHeap(word, time) : this.append(word);
    const { arena } = this;
    arena.floats[place] = time;
    arena.words[(place << 1) | ORDER] = this.sent;
    arena.words[(place << 1) | TAG] = tag;
    this.sent = (this.sent + 1) | 0; // begins anew after 2^32, see `isBefore`
  }

  /** Removes the first of a member. */
  shift(member: number): void {
    const { words } = this;
    const word = member << MEMBER_BITS;
    if (words[word | HEAPED]! > 0 && this.first(word) === words[word | HEAP]) return this.shiftHeap(word);
    // A list that has become empty begins anew where it was last. notes: cache-lines
    if (--words[word | LISTED]! > 0)
      words[word | HEAD] = (words[word | HEAD]! + 1) & (words[word | RING_CAPACITY]! - 1);
  }

  clear(member: number): void {
    const { words } = this;
    const word = member << MEMBER_BITS;
    words[word | LISTED] = 0;
    words[word | HEAPED] = 0;
  }

  /** Place of the first of a member. */
  private first(word: number): number {
    const { words } = this;
    const listed = words[word | RING]! + (words[word | HEAD]! << BITS);
    if (words[word | HEAPED] === 0) return listed;
    const heaped = words[word | HEAP]!;
    return words[word | LISTED]! > 0 && isBefore(this.arena, listed, heaped) ? listed : heaped;
  }

  /** Whether a slot comes back before the last of the list. */
  private overtakes(word: number, time: number): boolean {
    const { words } = this;
    const listed = words[word | LISTED]!;
    return listed > 0 && time < this.arena.floats[this.ringPlace(word, listed - 1)]!;
  }

  /** Place of a slot of the list, 0 for the first. */
  private ringPlace(word: number, index: number): number {
    const { words } = this;
    return (
      words[word | RING]! + (((words[word | HEAD]! + index) & (words[word | RING_CAPACITY]! - 1)) << BITS)
    );
  }

  /** A place at the end of the list. */
  private append(word: number): number {
    const { words } = this;
    if (words[word | LISTED] === words[word | RING_CAPACITY]) this.growRing(word);
    return this.ringPlace(word, words[word | LISTED]!++);
  }

  /** A place in the heap for a slot that comes back at a time. */
  private openHeap(word: number, time: number): number {
    const { words } = this;
    if (words[word | HEAPED] === words[word | HEAP_CAPACITY]) this.growHeap(word);
    const { floats } = this.arena;
    const at = words[word | HEAP]!;
    let hole = words[word | HEAPED]!++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = at + (parent << BITS);
      if (floats[above]! <= time) break; // of equal times the newcomer is the last
      copy(this.arena, above, at + (hole << BITS));
      hole = parent;
    }
    return at + (hole << BITS);
  }

  private shiftHeap(word: number): void {
    const { words, arena } = this;
    const at = words[word | HEAP]!;
    const size = --words[word | HEAPED]!;
    const last = at + (size << BITS);
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && isBefore(arena, at + ((child + 1) << BITS), at + (child << BITS))) child++;
      const below = at + (child << BITS);
      if (isBefore(arena, last, below)) break;
      copy(arena, below, at + (hole << BITS));
      hole = child;
    }
    copy(arena, last, at + (hole << BITS));
  }

  private growRing(word: number): void {
    const { words } = this;
    const capacity = words[word | RING_CAPACITY]!;
    words[word | RING] = this.arena.enlarge(
      words[word | RING]!,
      capacity << BITS,
      (capacity * 2) << BITS,
      words[word | HEAD]! << BITS,
    );
    words[word | HEAD] = 0;
    words[word | RING_CAPACITY] = capacity * 2;
  }

  private growHeap(word: number): void {
    const { words } = this;
    const capacity = words[word | HEAP_CAPACITY]!;
    const larger = Math.max(INITIAL_CAPACITY, capacity * 2);
    words[word | HEAP] = this.arena.enlarge(words[word | HEAP]!, capacity << BITS, larger << BITS);
    words[word | HEAP_CAPACITY] = larger;
  }
}

function copy({ floats, words }: Arena, from: number, to: number): void {
  floats[to] = floats[from]!;
  words[(to << 1) | ORDER] = words[(from << 1) | ORDER]!;
  words[(to << 1) | TAG] = words[(from << 1) | TAG]!;
}

/** Of equal times the one sent first; the difference of their numbers tells it, as less than 2^31 are on their way at once. */
function isBefore({ floats, words }: Arena, a: number, b: number): boolean {
  const time = floats[a]!;
  const other = floats[b]!;
  if (time !== other) return time < other;
  return ((words[(a << 1) | ORDER]! - words[(b << 1) | ORDER]!) | 0) < 0;
}
