import { longerFloats, longerIntegers } from './arrays.js';
import { IndexedHeap } from './indexed-heap.js';

/** A timer's number is generation * 2^32 + slot: a stale number is recognised, and 0 is never a timer. */
const GENERATION = 2 ** 32;
const GENERATIONS = 2 ** 20;

/**
 * Cancellable events by (time, sequence). A cancelled timer leaves at once, so that memory follows the timers that
 * run: client time-outs of a minute would otherwise outnumber the requests in flight by thousands.
 */
export class Timers {
  /** Handler and argument of the timer taken last. */
  handler = 0;
  argument = 0;
  /** Time of the first timer, Infinity when there is none. */
  nextTime = Infinity;

  private readonly heap = new IndexedHeap();
  private numbers = new Float64Array(this.heap.capacity); // by slot
  private handlers = new Int32Array(this.heap.capacity);
  private arguments_ = new Int32Array(this.heap.capacity);

  /** Timers that run. */
  get size(): number {
    return this.heap.size;
  }

  /** Starts a timer and returns its number. */
  start(time: number, sequence: number, handler: number, argument: number): number {
    const slot = this.heap.insert(time, sequence);
    if (slot >= this.numbers.length) this.grow();
    const generation = Math.floor(Math.abs(this.numbers[slot]!) / GENERATION) % GENERATIONS;
    const number = (generation + 1) * GENERATION + slot;
    this.numbers[slot] = number;
    this.handlers[slot] = handler;
    this.arguments_[slot] = argument;
    this.readFirst();
    return number;
  }

  /** Removes a running timer; false when it has fired, was cancelled, or is 0. Throws on what never was a timer. */
  cancel(number: number): boolean {
    if (!this.isRunning(number)) return false;
    this.remove(number >>> 0);
    return true;
  }

  /** Gives a running timer a new time and sequence; false when it no longer runs. */
  move(number: number, time: number, sequence: number): boolean {
    if (!this.isRunning(number)) return false;
    this.heap.update(number >>> 0, time, sequence);
    this.readFirst();
    return true;
  }

  /** Sequence of the first timer; call it only when there is one. */
  nextSequence(): number {
    return this.heap.sequence(this.heap.first());
  }

  /** Removes the first timer and leaves it in `handler` and `argument`. */
  pop(): void {
    const slot = this.heap.first();
    this.handler = this.handlers[slot]!;
    this.argument = this.arguments_[slot]!;
    this.remove(slot);
  }

  private isRunning(number: number): boolean {
    if (number === 0) return false;
    if (!(number >= GENERATION)) {
      throw new RangeError(
        `${number} is no timer: keep timers in a Float64Array or plain numbers, not in 32 bits`,
      );
    }
    return this.numbers[number >>> 0] === number;
  }

  private remove(slot: number): void {
    this.numbers[slot] = -this.numbers[slot]!; // negative: fired or cancelled
    this.heap.remove(slot);
    this.readFirst();
  }

  private readFirst(): void {
    this.nextTime = this.heap.size === 0 ? Infinity : this.heap.key(this.heap.first());
  }

  private grow(): void {
    const capacity = this.heap.capacity;
    this.numbers = longerFloats(this.numbers, capacity);
    this.handlers = longerIntegers(this.handlers, capacity);
    this.arguments_ = longerIntegers(this.arguments_, capacity);
  }
}
