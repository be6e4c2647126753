import { roomierFloats, roomierIntegers } from '../arrays.js';
import { byOrder, SEQUENCE, TIME, type WithdrawnEvent } from './layout.js';

const INITIAL_CAPACITY = 64;

/** Events as parallel arrays (time, sequence, handler, argument, member), the storage that the heaps order. */
export abstract class HeapStorage {
  size = 0;
  readonly entry: Float64Array = new Float64Array(2);
  handler = 0;
  argument = 0;
  member = 0;
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

  abstract push(handler: number, argument: number, member: number): void;

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
      this.entry[TIME] = event.time;
      this.entry[SEQUENCE] = event.sequence;
      this.push(event.handler, event.argument, event.member);
    }
    return all.filter(isWithdrawn).map(({ time, sequence, argument }) => ({ time, sequence, argument }));
  }

  /** Doubles the room. */
  protected grow(): void {
    const capacity = this.times.length * 2;
    this.times = roomierFloats(this.times, capacity);
    this.sequences = roomierFloats(this.sequences, capacity);
    this.handlers = roomierIntegers(this.handlers, capacity);
    this.arguments_ = roomierIntegers(this.arguments_, capacity);
    this.members = roomierIntegers(this.members, capacity);
  }
}
