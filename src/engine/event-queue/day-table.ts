/** Days that a calendar has at least, a multiple of the bits of a word. */
export const FEWEST_DAYS = 2048;
/** Events a day that widths are chosen for: few, but more where days would become too many. notes: sparse-days */
const SPARSE = 0.25;
const DENSE = 1;
const MOST_SPARSE_DAYS = 2 ** 16;

/** The lists of events of the coming days, by day modulo their number, and which days have one. */
export class DayTable {
  /** Days, a power of two; and one less, the bits of a day that are its place. */
  count = 1;
  mask = 0;
  /** Events a day that the width was chosen for. */
  density = DENSE;
  /** First node of each day's list, ~ of it where the list is not sorted. */
  private lists = new Int32Array(1);
  /** A bit a day: it has a list; and one behind the last day, always set, at which a search ends. */
  private occupied = new Int32Array(1);

  /** A table of one day. */
  constructor() {
    this.clear();
  }

  /** Makes an empty table with two days for each of so many events at their density. */
  layOut(events: number): void {
    this.density = SPARSE;
    while (this.density < DENSE && 2 * events > MOST_SPARSE_DAYS * this.density) this.density *= 2;
    this.count = FEWEST_DAYS;
    while (this.count * this.density < 2 * events) this.count *= 2;
    this.mask = this.count - 1;
    if (this.count !== this.lists.length) {
      this.lists = new Int32Array(this.count);
      this.occupied = new Int32Array((this.count >> 5) + 1);
    }
    this.clear();
  }

  /** No day has a list. */
  clear(): void {
    this.occupied.fill(0);
    this.occupied[this.count >> 5] = 1 << this.count;
  }

  has(index: number): boolean {
    return (this.occupied[index >> 5]! & (1 << index)) !== 0;
  }

  /** First node of a day's list, ~ of it where the list is not sorted; call it only when the day has one. */
  list(index: number): number {
    return this.lists[index]!;
  }

  set(index: number, list: number): void {
    this.lists[index] = list;
    this.occupied[index >> 5]! |= 1 << index;
  }

  /** A day that has a list has none any more. */
  remove(index: number): void {
    this.occupied[index >> 5]! ^= 1 << index;
  }

  /** The first place from `index` on with a list; `count` when there is none. */
  next(index: number): number {
    const { occupied } = this;
    let word = index >> 5;
    let bits = occupied[word]! & (-1 << index);
    while (bits === 0) bits = occupied[++word]!;
    return (word << 5) | (31 ^ Math.clz32(bits & -bits));
  }

  /** The same among the few places whose bits share a word with that of `index`; `count` when there is none. */
  nextNearby(index: number): number {
    const bits = this.occupied[index >> 5]! & (-1 << index);
    return bits === 0 ? this.count : (index & ~31) | (31 ^ Math.clz32(bits & -bits));
  }
}
