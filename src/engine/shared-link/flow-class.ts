import { FlowOrder } from './flow-order.js';
import type { Sharer } from './max-min.js';

/** Flows of one cap on a link. Each has carried the same since any moment, so that one virtual clock serves them all. */
export class FlowClass implements Sharer {
  /** Bits per second of each flow now. */
  rate = 0;
  private readonly flows = new FlowOrder(); // by the virtual time, in bytes, at which the flow is done
  private carriedPerFlow = 0;

  /** @param cap bits per second that a flow never exceeds */
  constructor(public cap: number) {}

  /** Flows now. */
  get size(): number {
    return this.flows.size;
  }

  add(job: number, bytes: number, now: number, sequence: number): number {
    if (this.flows.size === 0) this.carriedPerFlow = 0; // keeps the virtual clock's rounding small
    return this.flows.insert(this.carriedPerFlow + bytes, sequence, job, bytes, now);
  }

  remove(flow: number): void {
    this.flows.remove(flow);
  }

  job(flow: number): number {
    return this.flows.job(flow);
  }

  bytesOf(flow: number): number {
    return this.flows.bytes(flow);
  }

  generation(flow: number): number {
    return this.flows.generation(flow);
  }

  advance(elapsed: number): void {
    if (this.flows.size > 0) this.carriedPerFlow += (this.rate * elapsed) / 8;
  }

  /** The virtual time at which the first flow is done; call it only when there is one. */
  firstKey(): number {
    return this.flows.key(this.flows.first());
  }

  /** Seconds until the first flow is done at the present rate. */
  secondsToNext(): number {
    const bytes = Math.max(0, this.firstKey() - this.carriedPerFlow);
    return bytes === 0 ? 0 : (bytes * 8) / this.rate;
  }

  /** Sets the virtual clock to the first flow's end exactly, so that rounding does not drift; returns the flow. */
  finishFirst(): number {
    const flow = this.flows.first();
    this.carriedPerFlow = this.flows.key(flow);
    return flow;
  }

  /** The share of the rate a flow would have alone that it is denied, 0..1. */
  deniedShare(capacity: number): number {
    const alone = Math.min(this.cap, capacity);
    return this.rate < alone ? 1 - this.rate / alone : alone === 0 ? 1 : 0;
  }

  /** Seconds that a flow took longer than it would have alone at the present capacity. */
  waited(flow: number, now: number, capacity: number): number {
    return this.waitedFor(flow, this.flows.bytes(flow), now, capacity);
  }

  /** The same of a flow that is not done, for the bytes that it has carried, `elapsed` seconds after the last `advance`. */
  waitedSoFar(flow: number, now: number, capacity: number, elapsed = 0): number {
    const carriedPerFlow = this.carriedPerFlow + (elapsed > 0 ? (this.rate * elapsed) / 8 : 0);
    const left = Math.max(0, this.flows.key(flow) - carriedPerFlow);
    return this.waitedFor(flow, this.flows.bytes(flow) - left, now, capacity);
  }

  /** The sum of `waitedSoFar` over the flows. */
  elapsedSeconds(now: number, elapsed: number, capacity: number): number {
    let sum = 0;
    this.flows.each((flow) => {
      sum += this.waitedSoFar(flow, now, capacity, elapsed);
    });
    return sum;
  }

  private waitedFor(flow: number, bytes: number, now: number, capacity: number): number {
    const alone = (bytes * 8) / Math.min(this.cap, capacity);
    return Math.max(0, now - this.flows.started(flow) - (Number.isNaN(alone) ? 0 : alone));
  }
}
