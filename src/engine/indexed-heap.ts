import { longerFloats, longerIntegers } from './arrays.js';

const INITIAL_CAPACITY = 16;

/**
 * Binary heap by (key, sequence) that knows where each entry stands, so that any entry can leave or move in O(log n).
 * An entry is a slot number; freed slots are used again. Callers keep what belongs to an entry in columns by slot.
 */
export class IndexedHeap {
  size = 0;
  private heap = new Int32Array(INITIAL_CAPACITY); // slots in heap order; beyond `size` the free ones
  private positions = new Int32Array(INITIAL_CAPACITY); // by slot
  private keys = new Float64Array(INITIAL_CAPACITY); // by slot
  private sequences = new Float64Array(INITIAL_CAPACITY); // by slot
  private usedSlots = 0;

  /** Capacity: columns of this length have a place for every slot. */
  get capacity(): number {
    return this.heap.length;
  }

  /** Slot of the first entry; call it only when there is one. */
  first(): number {
    return this.heap[0]!;
  }

  /** Slot at a place in heap order, 0 <= index < size. */
  slotAt(index: number): number {
    return this.heap[index]!;
  }

  key(slot: number): number {
    return this.keys[slot]!;
  }

  sequence(slot: number): number {
    return this.sequences[slot]!;
  }

  /** Adds an entry and returns its slot. */
  insert(key: number, sequence: number): number {
    if (this.size === this.heap.length) this.grow();
    const slot = this.size < this.usedSlots ? this.heap[this.size]! : this.usedSlots++;
    this.keys[slot] = key;
    this.sequences[slot] = sequence;
    this.siftUp(this.size++, slot);
    return slot;
  }

  /** Removes an entry and frees its slot. */
  remove(slot: number): void {
    const position = this.positions[slot]!;
    const last = --this.size;
    const moved = this.heap[last]!;
    this.heap[last] = slot;
    if (position !== last) this.settle(position, moved);
  }

  /** Gives an entry a new key and sequence. */
  update(slot: number, key: number, sequence: number): void {
    this.keys[slot] = key;
    this.sequences[slot] = sequence;
    this.settle(this.positions[slot]!, slot);
  }

  /** Removes all entries. */
  clear(): void {
    this.size = 0;
  }

  private settle(position: number, slot: number): void {
    if (position > 0 && this.isBefore(slot, this.heap[(position - 1) >> 1]!)) this.siftUp(position, slot);
    else this.siftDown(position, slot);
  }

  private isBefore(a: number, b: number): boolean {
    const { keys } = this;
    return keys[a]! < keys[b]! || (keys[a]! === keys[b]! && this.sequences[a]! < this.sequences[b]!);
  }

  private siftUp(start: number, slot: number): void {
    const { heap, positions } = this;
    let hole = start;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = heap[parent]!;
      if (!this.isBefore(slot, above)) break;
      heap[hole] = above;
      positions[above] = hole;
      hole = parent;
    }
    heap[hole] = slot;
    positions[slot] = hole;
  }

  private siftDown(start: number, slot: number): void {
    const { heap, positions, size } = this;
    let hole = start;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && this.isBefore(heap[child + 1]!, heap[child]!)) child++;
      const below = heap[child]!;
      if (!this.isBefore(below, slot)) break;
      heap[hole] = below;
      positions[below] = hole;
      hole = child;
    }
    heap[hole] = slot;
    positions[slot] = hole;
  }

  private grow(): void {
    const capacity = this.heap.length * 2;
    this.heap = longerIntegers(this.heap, capacity);
    this.positions = longerIntegers(this.positions, capacity);
    this.keys = longerFloats(this.keys, capacity);
    this.sequences = longerFloats(this.sequences, capacity);
  }
}
