import type { FigureStore } from '../figures.js';

const INITIAL_CAPACITY = 8;
/** Figures of a slot on its way: when it comes back, its number among all, its tag. */
const WIDTH = 3;
const ORDER = 1;
const TAG = 2;

/** Slots on their way back, a binary heap by time; of equal times the one that was sent first comes first. */
export class Returns {
  size = 0;
  private floats: Float64Array;
  private at: number;
  private capacity = INITIAL_CAPACITY;
  private sent = 0;

  constructor(private readonly figures: FigureStore) {
    const { floats, at } = figures.take(INITIAL_CAPACITY * WIDTH);
    this.floats = floats;
    this.at = at;
  }

  /** Time and tag of the first to come back; call them only when there is one. */
  firstTime(): number {
    return this.floats[this.at]!;
  }

  firstTag(): number {
    return this.floats[this.at + TAG]! | 0;
  }

  push(time: number, tag: number): void {
    if (this.size === this.capacity) this.grow();
    const { floats, at } = this;
    let hole = this.size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = at + parent * WIDTH;
      if (floats[above]! <= time) break; // of equal times the newcomer is the last
      this.put(hole, floats[above]!, floats[above + ORDER]!, floats[above + TAG]!);
      hole = parent;
    }
    this.put(hole, time, this.sent++, tag);
  }

  /** Removes the first. */
  shift(): void {
    const { floats, at } = this;
    const last = at + --this.size * WIDTH;
    const time = floats[last]!;
    const order = floats[last + ORDER]!;
    const tag = floats[last + TAG]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size) {
        const left = at + child * WIDTH;
        if (
          isBefore(floats[left + WIDTH]!, floats[left + WIDTH + ORDER]!, floats[left]!, floats[left + ORDER]!)
        )
          child++;
      }
      const below = at + child * WIDTH;
      if (isBefore(time, order, floats[below]!, floats[below + ORDER]!)) break;
      this.put(hole, floats[below]!, floats[below + ORDER]!, floats[below + TAG]!);
      hole = child;
    }
    this.put(hole, time, order, tag);
  }

  clear(): void {
    this.size = 0;
  }

  private put(place: number, time: number, order: number, tag: number): void {
    const { floats } = this;
    const at = this.at + place * WIDTH;
    floats[at] = time;
    floats[at + ORDER] = order;
    floats[at + TAG] = tag;
  }

  private grow(): void {
    const used = this.floats.subarray(this.at, this.at + this.capacity * WIDTH);
    this.capacity *= 2;
    const { floats, at } = this.figures.take(this.capacity * WIDTH);
    floats.set(used, at);
    this.floats = floats;
    this.at = at;
  }
}

const isBefore = (time: number, order: number, otherTime: number, otherOrder: number): boolean =>
  time < otherTime || (time === otherTime && order < otherOrder);
