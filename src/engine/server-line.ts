import { type Resource, type ResourceTotals, requireCount, requireNotNegative } from './resource.js';
import type { Simulation } from './simulation.js';

export interface ServerLineOptions {
  readonly name: string;
  /** Servers, a whole number. */
  readonly servers: number;
}

const INITIAL_CAPACITY = 8;

/**
 * Servers with one first-come-first-served queue, where a job's end is known when it comes: it starts on the server
 * that is free first (Kiefer and Wolfowitz 1955). There is no event for start or end, so a visit costs the caller one
 * event less than a `ServerPool`; in exchange jobs cannot be slowed down, shared or taken out one by one.
 */
export class ServerLine implements Resource {
  readonly kind = 'server-line';
  readonly name: string;
  maxQueue = 0;
  /** Until when each server is taken. */
  private freeAt: Float64Array;
  private arrivals = 0;
  private withdrawn = 0;
  private refused = 0;
  private serviceSeconds = 0; // of all jobs, their future included
  private waitSeconds = 0; // likewise
  private capacitySeconds = 0;
  private capacitySince: number;
  /** Arrival and start of jobs that may still wait, in order: starts never fall. */
  private readyRing: Float64Array = new Float64Array(INITIAL_CAPACITY);
  private startRing: Float64Array = new Float64Array(INITIAL_CAPACITY);
  private head = 0;
  private queued = 0;

  constructor(
    private readonly simulation: Simulation,
    options: ServerLineOptions,
  ) {
    requireCount(options.name, 'servers', options.servers);
    this.name = options.name;
    this.freeAt = new Float64Array(options.servers);
    this.capacitySince = simulation.now;
  }

  get servers(): number {
    return this.freeAt.length;
  }

  /** Jobs that wait now. */
  get queueLength(): number {
    this.dropStarted();
    return this.queued;
  }

  /** Whether one more job would find a free server or no more than `queueLimit` - 1 waiting; counts a refusal if not. */
  hasRoom(queueLimit: number): boolean {
    const { now } = this.simulation;
    if (this.queueLength < queueLimit) return true;
    for (const until of this.freeAt) if (until <= now) return true;
    this.arrivals++;
    this.refused++;
    return false;
  }

  /** Brings a job; returns the time at which its service ends. Throws when there is no server. */
  serve(serviceSeconds: number): number {
    const { freeAt, simulation } = this;
    const { now } = simulation;
    requireNotNegative(this.name, 'service', serviceSeconds);
    let server = 0;
    let earliest = freeAt[0];
    if (earliest === undefined) throw new Error(`${this.name}: no server`);
    for (let other = 1; other < freeAt.length; other++) {
      if (freeAt[other]! < earliest) {
        earliest = freeAt[other]!;
        server = other;
      }
    }
    this.arrivals++;
    this.serviceSeconds += serviceSeconds;
    if (earliest > now) {
      this.waitSeconds += earliest - now;
      this.enqueue(now, earliest);
    } else earliest = now;
    const end = earliest + serviceSeconds;
    freeAt[server] = end;
    return end;
  }

  /** Drops everything in service and waiting; the caller knows which jobs those were. */
  clear(): void {
    const { now } = this.simulation;
    const totals = this.totals();
    this.withdrawn += totals.inProgress;
    this.serviceSeconds = totals.busySeconds;
    this.waitSeconds = totals.queueSeconds;
    this.freeAt.fill(now);
    this.queued = 0;
  }

  /** Changes the number of servers, from the next job on. Clear the line first when it shrinks under work. */
  setServers(servers: number): void {
    requireCount(this.name, 'servers', servers);
    const { now } = this.simulation;
    this.capacitySeconds += this.freeAt.length * (now - this.capacitySince);
    this.capacitySince = now;
    const freeAt = new Float64Array(servers).fill(now);
    freeAt.set(this.freeAt.subarray(0, servers));
    this.freeAt = freeAt;
  }

  resetMaximum(): void {
    this.maxQueue = this.queueLength;
  }

  totals(): ResourceTotals {
    const { now } = this.simulation;
    this.dropStarted();
    let busyServers = 0;
    let serviceAhead = 0;
    for (const until of this.freeAt) {
      if (until <= now) continue;
      busyServers++;
      serviceAhead += until - now;
    }
    let waitAhead = 0;
    let waitOfWaiting = 0;
    for (let index = 0; index < this.queued; index++) {
      const at = (this.head + index) & (this.startRing.length - 1);
      waitAhead += this.startRing[at]! - now;
      waitOfWaiting += this.startRing[at]! - this.readyRing[at]!;
    }
    const inProgress = busyServers + this.queued;
    return {
      time: now,
      busySeconds: this.serviceSeconds - serviceAhead,
      queueSeconds: this.waitSeconds - waitAhead,
      capacitySeconds: this.capacitySeconds + this.freeAt.length * (now - this.capacitySince),
      arrivals: this.arrivals,
      completions: this.arrivals - this.refused - this.withdrawn - inProgress,
      refused: this.refused,
      withdrawn: this.withdrawn,
      inProgress,
      waitSeconds: this.waitSeconds - waitOfWaiting,
      started: this.arrivals - this.refused - this.queued,
    };
  }

  private dropStarted(): void {
    const { now } = this.simulation;
    const mask = this.startRing.length - 1;
    while (this.queued > 0 && this.startRing[this.head]! <= now) {
      this.head = (this.head + 1) & mask;
      this.queued--;
    }
  }

  private enqueue(ready: number, start: number): void {
    this.dropStarted();
    if (this.queued === this.startRing.length) this.grow();
    const at = (this.head + this.queued++) & (this.startRing.length - 1);
    this.readyRing[at] = ready;
    this.startRing[at] = start;
    if (this.queued > this.maxQueue) this.maxQueue = this.queued;
  }

  private grow(): void {
    const size = this.startRing.length;
    const unrolled = (ring: Float64Array): Float64Array => {
      const larger = new Float64Array(size * 2);
      larger.set(ring.subarray(this.head));
      larger.set(ring.subarray(0, this.head), size - this.head);
      return larger;
    };
    this.readyRing = unrolled(this.readyRing);
    this.startRing = unrolled(this.startRing);
    this.head = 0;
  }
}
