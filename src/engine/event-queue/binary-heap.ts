import { HeapStorage } from './heap-storage.js';
import { ARGUMENT, type EventQueue, HANDLER, MEMBER, SEQUENCE, TIME } from './layout.js';

/** Binary heap over parallel arrays, O(log n) an operation. */
export class BinaryHeap extends HeapStorage implements EventQueue {
  override push(): void {
    const time = this.floats[TIME]!;
    const sequence = this.floats[SEQUENCE]!;
    if (this.size === this.times.length) this.grow();
    const { times, sequences, handlers, arguments_, members } = this;
    let hole = this.size++;
    // The newcomer has the largest sequence: among equal times it stays below, no comparison of sequences.
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (times[parent]! <= time) break;
      times[hole] = times[parent]!;
      sequences[hole] = sequences[parent]!;
      handlers[hole] = handlers[parent]!;
      arguments_[hole] = arguments_[parent]!;
      members[hole] = members[parent]!;
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    handlers[hole] = this.words[HANDLER]!;
    arguments_[hole] = this.words[ARGUMENT]!;
    members[hole] = this.words[MEMBER]!;
  }

  pop(): void {
    const { times, sequences, handlers, arguments_, members } = this;
    this.words[HANDLER] = handlers[0]!;
    this.words[ARGUMENT] = arguments_[0]!;
    this.words[MEMBER] = members[0]!;
    const last = --this.size;
    const time = times[last]!;
    const sequence = sequences[last]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= last) break;
      let childTime = times[child]!;
      const right = child + 1;
      if (right < last) {
        const rightTime = times[right]!;
        if (rightTime < childTime || (rightTime === childTime && sequences[right]! < sequences[child]!)) {
          child = right;
          childTime = rightTime;
        }
      }
      if (time < childTime || (time === childTime && sequence < sequences[child]!)) break;
      times[hole] = childTime;
      sequences[hole] = sequences[child]!;
      handlers[hole] = handlers[child]!;
      arguments_[hole] = arguments_[child]!;
      members[hole] = members[child]!;
      hole = child;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    handlers[hole] = handlers[last]!;
    arguments_[hole] = arguments_[last]!;
    members[hole] = members[last]!;
  }
}
