const INITIAL_CAPACITY = 8;
/** Numbers a message: when it was ready, when its first bit leaves, when its last bit has left. */
const WIDTH = 3;

/** Sums over messages that have not ended: how many they are, and those that are ready but have not started; */
export const UNFINISHED = 0;
export const WAITING = 1;
/** seconds of transmission that lie after now; */
export const BUSY_AFTER = 2;
/** whole waiting times of those that have not started, and what of them has passed. */
export const WAIT_OF_WAITING = 3;
export const WAIT_SO_FAR = 4;
export const SUMS = 5;

export function addMessage(sums: Float64Array, now: number, ready: number, start: number, end: number): void {
  sums[UNFINISHED]!++;
  if (ready <= now && start > now) sums[WAITING]!++;
  sums[BUSY_AFTER]! += end - Math.max(start, now);
  if (start <= now) return;
  sums[WAIT_OF_WAITING]! += start - ready;
  sums[WAIT_SO_FAR]! += Math.max(0, now - ready);
}

/** When a message that waits joins the queue and leaves it, as far as that has happened: what `queueSteps` has of it. */
export const queueStep = (now: number, ready: number, start: number): number =>
  start > ready ? Math.max(ready, Math.min(now, start)) : 0;

/** Messages of a line that have not ended, but for the last, in order, in a ring that doubles when it is full. */
export class Backlog {
  length = 0;
  /** Integral of the queue up to now, but for the `queueStep` of those here and of the last. notes: integrals-by-steps */
  queueSteps = -0; // notes: double-fields
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
      const at = this.head * WIDTH;
      this.queueSteps += queueStep(now, this.ring[at]!, this.ring[at + 1]!);
      this.head = (this.head + 1) & this.mask;
      this.length--;
    }
  }

  /** The integral of the queue up to now, but for the `queueStep` of the last message. */
  queueSeconds(now: number): number {
    let sum = this.queueSteps;
    for (let index = 0; index < this.length; index++) {
      const at = ((this.head + index) & this.mask) * WIDTH;
      sum += queueStep(now, this.ring[at]!, this.ring[at + 1]!);
    }
    return sum;
  }

  /** Adds the messages to the sums. */
  addTo(sums: Float64Array, now: number): void {
    for (let index = 0; index < this.length; index++) {
      const at = ((this.head + index) & this.mask) * WIDTH;
      addMessage(sums, now, this.ring[at]!, this.ring[at + 1]!, this.ring[at + 2]!);
    }
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
