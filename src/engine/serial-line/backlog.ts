const INITIAL_CAPACITY = 8;
/** Numbers a message: when it was ready, when its first bit leaves, when its last bit has left. */
const WIDTH = 3;

/** A number of one message: when it was ready, when its first bit leaves, when its last bit has left. */
export type MessageTerm = (ready: number, start: number, end: number) => number;

/** Messages of a line that have not ended, but for the last, in order, in a ring that doubles when it is full. */
export class Backlog {
  length = 0;
  private head = 0;
  private ring = new Float64Array(INITIAL_CAPACITY * WIDTH);
  private mask = INITIAL_CAPACITY - 1;

  push(ready: number, start: number, end: number): void {
    if (this.length > this.mask) this.grow();
    const at = ((this.head + this.length++) & this.mask) * WIDTH;
    this.ring[at] = ready;
    this.ring[at + 1] = start;
    this.ring[at + 2] = end;
  }

  dropEndedBy(now: number): void {
    while (this.length > 0 && this.ring[this.head * WIDTH + 2]! <= now) {
      this.head = (this.head + 1) & this.mask;
      this.length--;
    }
  }

  /** Sums a term over the messages. */
  sum(term: MessageTerm): number {
    let sum = 0;
    for (let index = 0; index < this.length; index++) {
      const at = ((this.head + index) & this.mask) * WIDTH;
      sum += term(this.ring[at]!, this.ring[at + 1]!, this.ring[at + 2]!);
    }
    return sum;
  }

  private grow(): void {
    const larger = new Float64Array(this.ring.length * 2);
    const split = this.head * WIDTH;
    larger.set(this.ring.subarray(split));
    larger.set(this.ring.subarray(0, split), this.ring.length - split);
    this.ring = larger;
    this.mask = this.mask * 2 + 1;
    this.head = 0;
  }
}
