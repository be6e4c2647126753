import { roomierFloats, roomierIntegers } from '../arrays.js';
import { IndexedHeap } from '../indexed-heap.js';
import type { Sharer } from './max-min.js';

/** Flows of one cap on a link. Each has carried the same since any moment, so that one virtual clock serves them all. */
export class FlowClass implements Sharer {
  /** Bits per second of each flow now. */
  rate = 0;
  private readonly heap = new IndexedHeap(); // by the virtual time, in bytes, at which the flow is done
  private jobs = new Int32Array(this.heap.capacity); // by slot
  private bytes = new Float64Array(this.heap.capacity);
  private started = new Float64Array(this.heap.capacity);
  private carriedPerFlow = 0;

  /** @param cap bits per second that a flow never exceeds */
  constructor(public cap: number) {}

  /** Flows now. */
  get size(): number {
    return this.heap.size;
  }

  add(job: number, bytes: number, now: number, sequence: number): number {
    if (this.heap.size === 0) this.carriedPerFlow = 0; // keeps the virtual clock's rounding small
    const slot = this.heap.insert(this.carriedPerFlow + bytes, sequence);
    if (slot >= this.jobs.length) this.grow();
    this.jobs[slot] = job;
    this.bytes[slot] = bytes;
    this.started[slot] = now;
    return slot;
  }

  remove(slot: number): void {
    this.heap.remove(slot);
  }

  job(slot: number): number {
    return this.jobs[slot]!;
  }

  bytesOf(slot: number): number {
    return this.bytes[slot]!;
  }

  advance(elapsed: number): void {
    if (this.heap.size > 0) this.carriedPerFlow += (this.rate * elapsed) / 8;
  }

  /** Seconds until the first flow is done at the present rate. */
  secondsToNext(): number {
    const bytes = Math.max(0, this.heap.key(this.heap.first()) - this.carriedPerFlow);
    return bytes === 0 ? 0 : (bytes * 8) / this.rate;
  }

  /** Sets the virtual clock to the first flow's end exactly, so that rounding does not drift; returns its slot. */
  finishFirst(): number {
    const slot = this.heap.first();
    this.carriedPerFlow = this.heap.key(slot);
    return slot;
  }

  /** The share of the rate a flow would have alone that it is denied, 0..1. */
  deniedShare(capacity: number): number {
    const alone = Math.min(this.cap, capacity);
    return this.rate < alone ? 1 - this.rate / alone : alone === 0 ? 1 : 0;
  }

  /** Seconds that a flow took longer than it would have alone at the present capacity. */
  waited(slot: number, now: number, capacity: number): number {
    const alone = (this.bytes[slot]! * 8) / Math.min(this.cap, capacity);
    return Math.max(0, now - this.started[slot]! - (Number.isNaN(alone) ? 0 : alone));
  }

  private grow(): void {
    const { capacity } = this.heap;
    this.jobs = roomierIntegers(this.jobs, capacity);
    this.bytes = roomierFloats(this.bytes, capacity);
    this.started = roomierFloats(this.started, capacity);
  }
}
