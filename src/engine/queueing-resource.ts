import { ResourceMeters } from './resource-meters.js';
import type { Simulation } from './simulation.js';

const INITIAL_CAPACITY = 8;
/** Numbers a place in the line: job, its work, when it came, and one that is not used. notes: cache-lines */
const WIDTH = 4;
const WORK = 1;
const ENTERED = 2;

/** The record of its one meter. */
export const ONLY = 0;

/**
 * A single resource with a first-in first-out line of waiting jobs, in a ring that doubles when it is full: one object with
 * its meter and its line. What is counted here in fields stands in a record for each member of a `QueueingBank`, where
 * there are many.
 */
export abstract class QueueingResource extends ResourceMeters {
  /** Jobs in line. */
  protected waiting = 0;
  private head = 0;
  private capacity = INITIAL_CAPACITY; // a power of two
  /** Places of the line from `ringAt` on; replaced when it grows. */
  protected ring: Float64Array;
  private ringAt: number;
  /** Waiting time of the jobs that left by `clearLine`. */
  private abandonedSeconds = -0; // notes: double-fields

  constructor(simulation: Simulation) {
    super(simulation);
    this.addMeter();
    const { floats, at } = simulation.figures.take(INITIAL_CAPACITY * WIDTH);
    this.ring = floats;
    this.ringAt = at;
  }

  /** A job joins the line. */
  protected join(job: number, work: number): void {
    if (this.waiting === 0)
      this.head = 0; // notes: cache-lines
    else if (this.waiting === this.capacity) this.grow();
    const { ring } = this;
    const tail = this.place(this.waiting++);
    ring[tail] = job;
    ring[tail + WORK] = work;
    ring[tail + ENTERED] = this.simulation.now;
    this.stepQueue(ONLY, 1);
    this.noteQueue(ONLY, this.waiting);
  }

  /** Job at the head of the line; call it only when there is one. */
  protected firstJob(): number {
    return this.ring[this.ringAt + this.head * WIDTH]! | 0;
  }

  /** Place of its work in `ring`. */
  protected firstWorkPlace(): number {
    return this.ringAt + this.head * WIDTH + WORK;
  }

  /** The head leaves the line for service. */
  protected leave(): void {
    this.countWait(ONLY, this.ring[this.ringAt + this.head * WIDTH + ENTERED]!);
    this.head = (this.head + 1) & (this.capacity - 1);
    this.waiting--;
    this.stepQueue(ONLY, -1);
  }

  /** Empties the line and returns its jobs, first come first. */
  protected clearLine(): number[] {
    this.abandonedSeconds += this.elapsedSeconds();
    const jobs = Array.from({ length: this.waiting }, (_, index) => this.ring[this.place(index)]! | 0);
    this.stepQueue(ONLY, -this.waiting);
    this.waiting = 0;
    return jobs;
  }

  /** What the jobs have waited that did not begin service. */
  protected unservedSeconds(): number {
    return this.elapsedSeconds() + this.abandonedSeconds;
  }

  /** Seconds that the jobs in line have waited so far, summed. */
  private elapsedSeconds(): number {
    const { now } = this.simulation;
    let sum = 0;
    for (let index = 0; index < this.waiting; index++) sum += now - this.ring[this.place(index) + ENTERED]!;
    return sum;
  }

  /** Where a job stands in the ring, by its place in the line. */
  private place(index: number): number {
    return this.ringAt + ((this.head + index) & (this.capacity - 1)) * WIDTH;
  }

  private grow(): void {
    const { ring, ringAt, head, capacity } = this;
    const { floats, at: to } = this.simulation.figures.take(capacity * 2 * WIDTH);
    const split = ringAt + head * WIDTH;
    const end = ringAt + capacity * WIDTH;
    floats.set(ring.subarray(split, end), to);
    floats.set(ring.subarray(ringAt, split), to + end - split);
    this.ring = floats;
    this.ringAt = to;
    this.head = 0;
    this.capacity = capacity * 2;
  }
}
