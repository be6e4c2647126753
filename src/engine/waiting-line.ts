import type { FigureStore } from './figures.js';

const INITIAL_CAPACITY = 8;
/** Numbers a place: job, its work, when it came, and one that keeps a place within a cache line. */
const WIDTH = 4;
const WORK = 1;
const ENTERED = 2;

/** First-in first-out line of waiting jobs in a ring that doubles when it is full. */
export class WaitingLine {
  length = 0;
  /** Waiting time of the jobs that left by `clear`. */
  abandonedSeconds = 0;
  private head = 0;
  private capacity = INITIAL_CAPACITY; // a power of two
  /** Places of the line from `at` on; replaced when it grows. */
  ring: Float64Array;
  private at: number;

  constructor(private readonly figures: FigureStore) {
    const { floats, at } = figures.take(INITIAL_CAPACITY * WIDTH);
    this.ring = floats;
    this.at = at;
  }

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
    return this.ring[this.at + this.head * WIDTH]! | 0;
  }

  /** Work of the job at the head. */
  firstWork(): number {
    return this.ring[this.firstWorkPlace()]!;
  }

  /** Place of the head's work in `ring`. */
  firstWorkPlace(): number {
    return this.at + this.head * WIDTH + WORK;
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
    return this.at + ((this.head + index) & (this.capacity - 1)) * WIDTH;
  }

  private grow(): void {
    const { ring, at, head, capacity } = this;
    const { floats, at: to } = this.figures.take(capacity * 2 * WIDTH);
    const split = at + head * WIDTH;
    const end = at + capacity * WIDTH;
    floats.set(ring.subarray(split, end), to);
    floats.set(ring.subarray(at, split), to + end - split);
    this.ring = floats;
    this.at = to;
    this.head = 0;
    this.capacity = capacity * 2;
  }
}
