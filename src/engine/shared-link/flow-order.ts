import { roomierFloats, roomierIntegers } from '../arrays.js';
import { IndexedHeap } from '../indexed-heap.js';

/** A flow is a record of eight doubles, numbered by its place among them. notes: cache-lines */
const WIDTH = 8; // doubles
const KEY = 0;
const SEQUENCE = 1;
const BYTES = 2;
const STARTED = 3;
// In 32-bit words of the same memory:
const JOB = 8;
const GENERATION = 9; // odd while the record is used, modulo GENERATIONS
const PREVIOUS = 10;
const NEXT = 11; // free records: the next free one
const HEAP_SLOT = 12; // NONE while the flow is in the list

const NONE = -1;
/** Even, so that odd stays odd; times 2^32 it is a whole number that a double holds. */
const GENERATIONS = 2 ** 20;
const INITIAL_CAPACITY = 16;

/**
 * Flows in order of (key, sequence). Those that come in their order, as transfers of equal size do, are a list, at O(1)
 * a flow; one that comes out of order goes to a heap beside it: at worst all but the first do, at O(log n).
 */
export class FlowOrder {
  size = 0;
  private floats = new Float64Array(INITIAL_CAPACITY * WIDTH);
  private words = new Int32Array(this.floats.buffer);
  private free = NONE;
  private used = 0;
  private head = NONE;
  private tail = NONE;
  private readonly outliers = new IndexedHeap();
  private outlierFlows = new Int32Array(this.outliers.capacity); // by slot of the heap

  /** Adds a flow and returns its number, which is used again after `remove`. */
  insert(key: number, sequence: number, job: number, bytes: number, started: number): number {
    const flow = this.allocate();
    const at = flow * WIDTH;
    const { floats, words } = this;
    floats[at + KEY] = key;
    floats[at + SEQUENCE] = sequence;
    floats[at + BYTES] = bytes;
    floats[at + STARTED] = started;
    words[2 * at + JOB] = job;
    this.turnGeneration(2 * at);
    if (this.tail === NONE || key >= floats[this.tail * WIDTH + KEY]!) this.append(flow);
    else this.insertOutlier(flow, key, sequence);
    this.size++;
    return flow;
  }

  remove(flow: number): void {
    const at = 2 * flow * WIDTH;
    const slot = this.words[at + HEAP_SLOT]!;
    if (slot === NONE) this.unlink(at);
    else this.outliers.remove(slot);
    this.turnGeneration(at);
    this.words[at + NEXT] = this.free;
    this.free = flow;
    this.size--;
  }

  /** The first flow; call it only when there is one. */
  first(): number {
    const { head, outliers } = this;
    if (outliers.size === 0) return head;
    const other = this.outlierFlows[outliers.first()]!;
    return head === NONE || this.isBefore(other, head) ? other : head;
  }

  /** Calls `visit` with every flow, in no order. */
  each(visit: (flow: number) => void): void {
    for (let flow = 0; flow < this.used; flow++) if (this.generation(flow) % 2 === 1) visit(flow);
  }

  key(flow: number): number {
    return this.floats[flow * WIDTH + KEY]!;
  }

  bytes(flow: number): number {
    return this.floats[flow * WIDTH + BYTES]!;
  }

  started(flow: number): number {
    return this.floats[flow * WIDTH + STARTED]!;
  }

  job(flow: number): number {
    return this.words[2 * flow * WIDTH + JOB]!;
  }

  /** Tells the uses of a number apart; odd while it is used, 0 for one that never was. */
  generation(flow: number): number {
    return flow < this.used ? this.words[2 * flow * WIDTH + GENERATION]! : 0;
  }

  private turnGeneration(at: number): void {
    this.words[at + GENERATION] = (this.words[at + GENERATION]! + 1) & (GENERATIONS - 1);
  }

  private isBefore(a: number, b: number): boolean {
    const { floats } = this;
    const [keyA, keyB] = [floats[a * WIDTH + KEY]!, floats[b * WIDTH + KEY]!];
    return keyA < keyB || (keyA === keyB && floats[a * WIDTH + SEQUENCE]! < floats[b * WIDTH + SEQUENCE]!);
  }

  private append(flow: number): void {
    const { words, tail } = this;
    const at = 2 * flow * WIDTH;
    words[at + HEAP_SLOT] = NONE;
    words[at + PREVIOUS] = tail;
    words[at + NEXT] = NONE;
    if (tail === NONE) this.head = flow;
    else words[2 * tail * WIDTH + NEXT] = flow;
    this.tail = flow;
  }

  private unlink(at: number): void {
    const { words } = this;
    const previous = words[at + PREVIOUS]!;
    const next = words[at + NEXT]!;
    if (previous === NONE) this.head = next;
    else words[2 * previous * WIDTH + NEXT] = next;
    if (next === NONE) this.tail = previous;
    else words[2 * next * WIDTH + PREVIOUS] = previous;
  }

  private insertOutlier(flow: number, key: number, sequence: number): void {
    const slot = this.outliers.insert(key, sequence);
    if (slot >= this.outlierFlows.length)
      this.outlierFlows = roomierIntegers(this.outlierFlows, this.outliers.capacity);
    this.outlierFlows[slot] = flow;
    this.words[2 * flow * WIDTH + HEAP_SLOT] = slot;
  }

  private allocate(): number {
    const { free } = this;
    if (free !== NONE) {
      this.free = this.words[2 * free * WIDTH + NEXT]!;
      return free;
    }
    if (this.used * WIDTH === this.floats.length) {
      this.floats = roomierFloats(this.floats, this.floats.length * 2);
      this.words = new Int32Array(this.floats.buffer);
    }
    return this.used++;
  }
}
