import { type Resource, type ResourceTotals, requireCount, requireLimit } from './resource.js';
import { ResourceMeter } from './resource-meter.js';
import type { Simulation } from './simulation.js';
import { WaitingLine } from './waiting-line.js';

/** How deep a grant may lead to a next one within the same call before an event breaks the chain. */
const DEEPEST_NESTING = 8;

export interface SlotPoolOptions {
  readonly name: string;
  /** Slots, a whole number. */
  readonly slots: number;
  /** Called with each job that `acquire` gives a slot. */
  readonly granted?: (job: number) => void;
  /** Jobs that may wait; further ones are refused (default Infinity). */
  readonly queueLimit?: number;
}

/**
 * Counted permits (ports, connections, channel slots), held until released, with a first-come-first-served queue.
 * A free slot is granted within `acquire`, a released one to the next in line within `release`; no event is needed.
 */
export class SlotPool implements Resource {
  readonly kind = 'slot-pool';
  readonly name: string;
  /** Slots held now. */
  held = 0;
  private slots: number;
  private readonly granted: (job: number) => void;
  private readonly queueLimit: number;
  private readonly meter: ResourceMeter;
  private readonly line = new WaitingLine();
  private readonly grantLater: number;
  private granting = false;
  private nesting = 0;

  constructor(
    private readonly simulation: Simulation,
    options: SlotPoolOptions,
  ) {
    const { name, slots, granted = () => {}, queueLimit = Infinity } = options;
    requireCount(name, 'slots', slots);
    requireLimit(name, queueLimit);
    this.name = name;
    this.slots = slots;
    this.granted = granted;
    this.queueLimit = queueLimit;
    this.meter = new ResourceMeter(simulation);
    this.grantLater = simulation.handler(() => this.grantWaiting());
  }

  /** Slots now; those withdrawn while held count until they are released. */
  get servers(): number {
    return Math.max(this.slots, this.held);
  }

  /** Jobs that wait. */
  get queueLength(): number {
    return this.line.length;
  }

  get maxQueue(): number {
    return this.meter.maxQueue;
  }

  /** Takes a slot if one is free and nobody waits; otherwise counts a refusal and returns false. */
  tryAcquire(): boolean {
    this.meter.arrivals++;
    if (this.held >= this.slots || this.line.length > 0) {
      this.meter.refused++;
      return false;
    }
    this.hold();
    return true;
  }

  /** Gives the job a slot by `granted`, now or when its turn comes; false when it was refused because the queue is full. */
  acquire(job: number): boolean {
    const { meter, line } = this;
    meter.arrivals++;
    const isFree = this.held < this.slots && line.length === 0;
    if (isFree && this.nesting < DEEPEST_NESTING) {
      this.hold();
      this.nesting++;
      this.granted(job);
      this.nesting--;
      return true;
    }
    if (isFree) this.simulation.schedule(0, this.grantLater, 0);
    else if (line.length >= this.queueLimit) {
      meter.refused++;
      return false;
    }
    meter.integrate(this.held, line.length);
    line.push(job, 0, this.simulation.now);
    meter.noteQueue(line.length);
    return true;
  }

  /** Gives a slot back. Throws when none is held. */
  release(): void {
    if (this.held === 0) throw new Error(`${this.name}: release without a held slot`);
    this.meter.integrate(this.held, this.line.length);
    if (this.held > this.slots) this.meter.integrateCapacity(this.held);
    this.meter.completions++;
    this.held--;
    if (this.line.length > 0) this.grantWaiting();
  }

  /** Changes the number of slots; those held beyond it stay held until they are released. */
  setSlots(slots: number): void {
    requireCount(this.name, 'slots', slots);
    this.meter.integrateCapacity(this.servers);
    this.slots = slots;
    this.grantWaiting();
  }

  /** Drops every waiting job, then calls `visit` with each. */
  evict(visit: (job: number) => void): void {
    this.meter.integrate(this.held, this.line.length);
    this.meter.withdrawn += this.line.length;
    for (const job of this.line.clear(this.simulation.now)) visit(job);
  }

  resetMaximum(): void {
    this.meter.maxQueue = this.line.length;
  }

  totals(): ResourceTotals {
    const { held, line, servers } = this;
    return this.meter.totals(
      { busy: held, queue: line.length, servers, inProgress: held + line.length },
      (queueSeconds) => queueSeconds - line.elapsedSeconds(this.simulation.now) - line.abandonedSeconds,
    );
  }

  private hold(): void {
    this.meter.integrate(this.held, this.line.length);
    this.meter.started++;
    this.held++;
  }

  /** Serves the line; a release from within a grant is served by the loop that is already running. */
  private grantWaiting(): void {
    if (this.granting) return;
    this.granting = true;
    const { line } = this;
    while (line.length > 0 && this.held < this.slots) {
      const job = line.firstJob();
      this.hold();
      line.shift();
      this.granted(job);
    }
    this.granting = false;
  }
}
