import { longerFloats, longerIntegers } from '../arrays.js';
import { ARGUMENT, byOrder, HANDLER, MEMBER, SEQUENCE, TIME, type WithdrawnEvent } from './layout.js';

const INITIAL_CAPACITY = 64;

/** Events as parallel arrays (time, sequence, handler, argument, member), the storage that the heaps order. */
export abstract class HeapStorage {
  size = 0;
  /** The one event on its way in or out. */
  readonly floats = new Float64Array(4);
  readonly words = new Int32Array(this.floats.buffer);
  readonly free = 0;
  protected times = new Float64Array(INITIAL_CAPACITY);
  protected sequences = new Float64Array(INITIAL_CAPACITY);
  protected handlers = new Int32Array(INITIAL_CAPACITY);
  protected arguments_ = new Int32Array(INITIAL_CAPACITY);
  protected members = new Int32Array(INITIAL_CAPACITY);

  nextTime(): number {
    return this.size === 0 ? Infinity : this.times[0]!;
  }

  nextSequence(): number {
    return this.sequences[0]!;
  }

  abstract push(): void;

  withdraw(handler: number, member: number): WithdrawnEvent[] {
    const all = Array.from({ length: this.size }, (_, index) => ({
      time: this.times[index]!,
      sequence: this.sequences[index]!,
      handler: this.handlers[index]!,
      argument: this.arguments_[index]!,
      member: this.members[index]!,
    })).sort(byOrder);
    const isWithdrawn = (event: (typeof all)[number]) => event.handler === handler && event.member === member;
    this.size = 0;
    for (const event of all) {
      if (isWithdrawn(event)) continue;
      this.floats[TIME] = event.time;
      this.floats[SEQUENCE] = event.sequence;
      this.words[HANDLER] = event.handler;
      this.words[ARGUMENT] = event.argument;
      this.words[MEMBER] = event.member;
      this.push();
    }
    return all.filter(isWithdrawn).map(({ time, sequence, argument }) => ({ time, sequence, argument }));
  }

  /** Doubles the capacity. */
  protected grow(): void {
    const capacity = this.times.length * 2;
    this.times = longerFloats(this.times, capacity);
    this.sequences = longerFloats(this.sequences, capacity);
    this.handlers = longerIntegers(this.handlers, capacity);
    this.arguments_ = longerIntegers(this.arguments_, capacity);
    this.members = longerIntegers(this.members, capacity);
  }
}
