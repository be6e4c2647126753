import { roomierFloats, roomierIntegers } from './arrays.js';

const INITIAL_CAPACITY = 16;

/** First-in first-out line of waiting jobs in a ring of parallel arrays that doubles when it is full. */
export class WaitingLine {
  length = 0;
  /** Waiting time of the jobs that left by `clear`. */
  abandonedSeconds = 0;
  private head = 0;
  private jobs = new Int32Array(INITIAL_CAPACITY);
  private works = new Float64Array(INITIAL_CAPACITY);
  private entered = new Float64Array(INITIAL_CAPACITY);

  push(job: number, work: number, now: number): void {
    if (this.length === this.jobs.length) this.grow();
    const tail = (this.head + this.length++) & (this.jobs.length - 1);
    this.jobs[tail] = job;
    this.works[tail] = work;
    this.entered[tail] = now;
  }

  /** Job at the head; call it only when there is one. */
  firstJob(): number {
    return this.jobs[this.head]!;
  }

  /** Work of the job at the head. */
  firstWork(): number {
    return this.works[this.head]!;
  }

  /** Removes the head. */
  shift(): void {
    this.head = (this.head + 1) & (this.jobs.length - 1);
    this.length--;
  }

  /** Seconds that the jobs in line have waited so far, summed. */
  elapsedSeconds(now: number): number {
    let sum = 0;
    for (let index = 0; index < this.length; index++) {
      sum += now - this.entered[(this.head + index) & (this.jobs.length - 1)]!;
    }
    return sum;
  }

  /** Empties the line and returns its jobs, first come first. */
  clear(now: number): number[] {
    this.abandonedSeconds += this.elapsedSeconds(now);
    const jobs = Array.from({ length: this.length }, (_, index) => {
      return this.jobs[(this.head + index) & (this.jobs.length - 1)]!;
    });
    this.length = 0;
    return jobs;
  }

  private grow(): void {
    const capacity = this.jobs.length;
    this.jobs = roomierIntegers(this.jobs, capacity * 2);
    this.works = roomierFloats(this.works, capacity * 2);
    this.entered = roomierFloats(this.entered, capacity * 2);
    // What had wrapped round to the front now follows the old end.
    for (const column of [this.jobs, this.works, this.entered]) column.copyWithin(capacity, 0, this.head);
  }
}
