import { type Resource, type ResourceTotals, refuseNegative, requireCount } from './resource.js';
import type { Simulation } from './simulation.js';

export interface ServerLineOptions {
  readonly name: string;
  /** Servers, a whole number. */
  readonly servers: number;
}

const INITIAL_CAPACITY = 8;

/** Figures of a line; from FREE_AT on, until when each server is taken. */
const ARRIVALS = 0;
/** Of all jobs, their future included; waiting likewise, but for those that were dropped before they began. */
const SERVICE_SECONDS = 1;
const WAIT_SECONDS = 2;
const FREE_AT = 3;

/**
 * Servers with one first-come-first-served queue, where a job's end is known when it comes: it starts on the server
 * that is free first (Kiefer and Wolfowitz 1955). There is no event for start or end, so a visit costs the caller one
 * event less than a `ServerPool`; in exchange jobs cannot be slowed down, shared or taken out one by one.
 */
export class ServerLine implements Resource {
  readonly name: string;
  readonly kind: string;
  maxQueue: number;
  private figures: Float64Array;
  private at: number;
  private serverCount: number;
  /** The server that is asked first. */
  private turn: number;
  private queued: number;
  /** The integral of `queued`, less what its present value has contributed since time 0. notes: integrals-by-steps */
  private queueSteps: number;
  private withdrawn: number;
  /** Those of them that waited, and how long they had. */
  private abandoned: number;
  private abandonedSeconds: number;
  private refused: number;
  private capacitySeconds: number;
  private capacitySince: number;
  /** Arrival and start of jobs that may still wait, in order: starts never fall. */
  private readyRing: Float64Array;
  private startRing: Float64Array;
  private head: number;

  constructor(
    private readonly simulation: Simulation,
    options: ServerLineOptions,
  ) {
    requireCount(options.name, 'servers', options.servers);
    // What each job looks at comes first. notes: cache-lines
    const { floats, at } = simulation.figures.take(FREE_AT + options.servers);
    this.figures = floats;
    this.at = at;
    this.serverCount = options.servers;
    this.turn = at | FREE_AT;
    this.queued = 0;
    this.head = 0;
    this.startRing = new Float64Array(INITIAL_CAPACITY);
    this.readyRing = new Float64Array(INITIAL_CAPACITY);
    this.maxQueue = 0;
    this.queueSteps = -0; // notes: double-fields
    this.withdrawn = 0;
    this.abandoned = 0;
    this.abandonedSeconds = -0; // notes: double-fields
    this.refused = 0;
    this.capacitySeconds = -0; // notes: double-fields
    this.capacitySince = simulation.now;
    this.name = options.name;
    this.kind = 'server-line';
  }

  get servers(): number {
    return this.serverCount;
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
    const { figures, at } = this;
    for (let server = at | FREE_AT; server < this.end; server++) if (figures[server]! <= now) return true;
    figures[at | ARRIVALS]!++;
    this.refused++;
    return false;
  }

  /** Brings a job; returns the time at which its service ends. Throws when there is no server. */
  serve(serviceSeconds: number): number {
    const { figures, at, end, simulation } = this;
    const { now } = simulation;
    if (!(serviceSeconds >= 0)) refuseNegative(this.name, 'service', serviceSeconds);
    if (end === (at | FREE_AT)) throw new Error(`${this.name}: no server`);
    // Whichever server is idle, the start is now. Asked here first: a call for each job is a third of its time.
    const server = figures[this.turn]! <= now ? this.turn : this.firstFree();
    let start = figures[server]!;
    figures[at | ARRIVALS]!++;
    figures[at | SERVICE_SECONDS]! += serviceSeconds;
    if (start > now) {
      figures[at | WAIT_SECONDS]! += start - now;
      this.enqueue(now, start);
    } else start = now;
    figures[server] = start + serviceSeconds;
    this.turn = server + 1 === end ? at | FREE_AT : server + 1;
    return figures[server]!;
  }

  /** An idle server, or else the one that will be first. Whose turn comes soon is the likeliest, as its last job is the oldest. */
  private firstFree(): number {
    const { at, end, turn } = this;
    return this.earlier(this.earlier(turn, turn + 1, end), at | FREE_AT, turn);
  }

  /** The server, or as long as it is not idle one of those from `first` on, below `end`, that is free before it. */
  private earlier(server: number, first: number, end: number): number {
    const { figures } = this;
    const { now } = this.simulation;
    let free = server;
    for (let other = first; figures[free]! > now && other < end; other++)
      if (figures[other]! < figures[free]!) free = other;
    return free;
  }

  /** Drops everything in service and waiting; the caller knows which jobs those were. */
  clear(): void {
    const { now } = this.simulation;
    const totals = this.totals();
    this.withdrawn += totals.inProgress;
    this.abandoned += this.queued;
    this.abandonedSeconds = totals.unservedWaitSeconds;
    this.queueSteps += this.queued * now;
    const { figures, at } = this;
    figures[at | SERVICE_SECONDS] = totals.busySeconds;
    figures[at | WAIT_SECONDS] = totals.waitSeconds;
    figures.fill(now, at + FREE_AT, this.end);
    this.queued = 0;
  }

  /** Changes the number of servers, from the next job on. Clear the line first when it shrinks under work. */
  setServers(servers: number): void {
    requireCount(this.name, 'servers', servers);
    const { now } = this.simulation;
    this.capacitySeconds += this.serverCount * (now - this.capacitySince);
    this.capacitySince = now;
    const { floats, at } = this.simulation.figures.take(FREE_AT + servers);
    floats.fill(now, at + FREE_AT, at + FREE_AT + servers);
    floats.set(this.figures.subarray(this.at, Math.min(this.end, this.at + FREE_AT + servers)), at);
    this.figures = floats;
    this.at = at;
    this.serverCount = servers;
    this.turn = at | FREE_AT;
  }

  resetMaximum(): void {
    this.maxQueue = this.queueLength;
  }

  totals(): ResourceTotals {
    const { now } = this.simulation;
    this.dropStarted();
    let busyServers = 0;
    let serviceAhead = 0;
    const { figures, at } = this;
    for (let server = at | FREE_AT; server < this.end; server++) {
      const until = figures[server]!;
      if (until <= now) continue;
      busyServers++;
      serviceAhead += until - now;
    }
    let waitOfWaiting = 0;
    let elapsedSeconds = 0;
    for (let index = 0; index < this.queued; index++) {
      const place = (this.head + index) & (this.startRing.length - 1);
      waitOfWaiting += this.startRing[place]! - this.readyRing[place]!;
      elapsedSeconds += now - this.readyRing[place]!;
    }
    const inProgress = busyServers + this.queued;
    const arrivals = figures[at | ARRIVALS]!;
    return {
      time: now,
      busySeconds: figures[at | SERVICE_SECONDS]! - serviceAhead,
      queueSeconds: this.queueSteps + this.queued * now,
      capacitySeconds: this.capacitySeconds + this.serverCount * (now - this.capacitySince),
      arrivals,
      completions: arrivals - this.refused - this.withdrawn - inProgress,
      refused: this.refused,
      withdrawn: this.withdrawn,
      inProgress,
      waitSeconds: figures[at | WAIT_SECONDS]! - waitOfWaiting,
      unservedWaitSeconds: this.abandonedSeconds + elapsedSeconds,
      started: arrivals - this.refused - this.abandoned - this.queued,
    };
  }

  /** Behind the last server's figure. */
  private get end(): number {
    return this.at + FREE_AT + this.serverCount;
  }

  private dropStarted(): void {
    if (this.queued === 0) return;
    const { now } = this.simulation;
    const mask = this.startRing.length - 1;
    while (this.queued > 0 && this.startRing[this.head]! <= now) {
      this.queueSteps += this.startRing[this.head]!;
      this.head = (this.head + 1) & mask;
      this.queued--;
    }
  }

  private enqueue(ready: number, start: number): void {
    this.dropStarted();
    this.queueSteps -= ready;
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
