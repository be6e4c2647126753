import { roomierFloats } from './arrays.js';

const INITIAL_CAPACITY = 16;
/** Numbers a place: job, its work, when it came; side by side, for one cache line. */
const WIDTH = 3;
const WORK = 1;
const ENTERED = 2;

/** First-in first-out line of waiting jobs in a ring that doubles when it is full. */
export class WaitingLine {
  length = 0;
  /** Waiting time of the jobs that left by `clear`. */
  abandonedSeconds = 0;
  private head = 0;
  private capacity = INITIAL_CAPACITY; // a power of two
  ring: Float64Array = new Float64Array(INITIAL_CAPACITY * WIDTH);

  push(job: number, work: number, now: number): void {
    if (this.length === 0)
      this.head = 0; // a line that is often empty then stays in its first cache lines
    else if (this.length === this.capacity) this.grow();
    const { ring } = this;
    const tail = this.place(this.length++);
    ring[tail] = job;
    ring[tail + WORK] = work;
    ring[tail + ENTERED] = now;
  }

  /** Job at the head; call it only when there is one. */
  firstJob(): number {
    return this.ring[this.head * WIDTH]! | 0;
  }

  /** Work of the job at the head. */
  firstWork(): number {
    return this.ring[this.head * WIDTH + WORK]!;
  }

  /** Place of the head's work in `ring`. */
  firstWorkPlace(): number {
    return this.head * WIDTH + WORK;
  }

  /** Removes the head. */
  shift(): void {
    this.head = (this.head + 1) & (this.capacity - 1);
    this.length--;
  }

  /** Seconds that the jobs in line have waited so far, summed. */
  elapsedSeconds(now: number): number {
    let sum = 0;
    for (let index = 0; index < this.length; index++) {
      sum += now - this.ring[this.place(index) + ENTERED]!;
    }
    return sum;
  }

  /** Empties the line and returns its jobs, first come first. */
  clear(now: number): number[] {
    this.abandonedSeconds += this.elapsedSeconds(now);
    const jobs = Array.from({ length: this.length }, (_, index) => this.ring[this.place(index)]! | 0);
    this.length = 0;
    return jobs;
  }

  /** Where a job stands in the ring, by its place in the line. */
  private place(index: number): number {
    return ((this.head + index) & (this.capacity - 1)) * WIDTH;
  }

  private grow(): void {
    const { capacity } = this;
    this.ring = roomierFloats(this.ring, capacity * 2 * WIDTH);
    // What had wrapped round to the front now follows the old end.
    this.ring.copyWithin(capacity * WIDTH, 0, this.head * WIDTH);
    this.capacity = capacity * 2;
  }
}
