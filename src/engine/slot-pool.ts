import {
  type Resource,
  type ResourceTotals,
  requireCount,
  requireLimit,
  requireNotNegative,
} from './resource.js';
import { ResourceMeter } from './resource-meter.js';
import type { Simulation } from './simulation.js';
import { Returns } from './slot-pool/returns.js';
import { WaitingLine } from './waiting-line.js';

/** How deep a grant may lead to a next one within the same call before an event breaks the chain. */
const DEEPEST_NESTING = 8;

export interface SlotPoolOptions {
  readonly name: string;
  /** Slots, a whole number. */
  readonly slots: number;
  /** Called with each job that `acquire` gives a slot. */
  readonly granted?: (job: number) => void;
  /** Called with the tag of each slot that `releaseLater` gave back and the time at which it came; possibly later than that. */
  readonly returned?: (tag: number, time: number) => void;
  /** Jobs that may wait; further ones are refused (default Infinity). */
  readonly queueLimit?: number;
}

/**
 * Counted permits (ports, connections, channel slots), held until released, with a first-come-first-served queue.
 * A free slot is granted within `acquire`, a released one to the next in line within `release`; no event is needed. A
 * slot that comes back later costs an event only while jobs wait: otherwise the pool looks when it is next asked.
 */
export class SlotPool implements Resource {
  readonly kind = 'slot-pool';
  readonly name: string;
  private slots: number;
  private readonly granted: (job: number) => void;
  private readonly returned: (tag: number, time: number) => void;
  private readonly queueLimit: number;
  private readonly meter: ResourceMeter;
  private readonly line = new WaitingLine();
  private readonly wakeHandler: number;
  private holding = 0; // as of the last look at those on their way back
  /** Slots on their way back. */
  private readonly returning: Returns;
  private wakeAt = Infinity;
  private granting = false;
  private nesting = 0;

  constructor(
    private readonly simulation: Simulation,
    options: SlotPoolOptions,
  ) {
    const { name, slots, granted = () => {}, returned = () => {}, queueLimit = Infinity } = options;
    requireCount(name, 'slots', slots);
    requireLimit(name, queueLimit);
    this.name = name;
    this.slots = slots;
    this.granted = granted;
    this.returned = returned;
    this.queueLimit = queueLimit;
    this.meter = new ResourceMeter(simulation);
    this.returning = new Returns(simulation.figures);
    this.wakeHandler = simulation.handler(() => this.wake());
  }

  /** Slots held now. */
  get held(): number {
    this.takeBack();
    return this.holding;
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
    this.takeBack();
    this.meter.arrive();
    if (this.holding >= this.slots || this.line.length > 0) {
      this.meter.refuse();
      return false;
    }
    this.hold();
    return true;
  }

  /** Gives the job a slot by `granted`, now or when its turn comes; false when it was refused because the queue is full. */
  acquire(job: number): boolean {
    const { meter, line } = this;
    this.takeBack();
    meter.arrive();
    const isFree = this.holding < this.slots && line.length === 0;
    if (isFree && this.nesting < DEEPEST_NESTING) {
      this.hold();
      this.nesting++;
      this.granted(job);
      this.nesting--;
      return true;
    }
    if (isFree) this.simulation.schedule(0, this.wakeHandler, 0);
    else if (line.length >= this.queueLimit) {
      meter.refuse();
      return false;
    }
    meter.integrate(this.holding, line.length);
    line.push(job, 0, this.simulation.now);
    meter.noteQueue(line.length);
    this.aim();
    return true;
  }

  /** Gives a slot back. Throws when none is held. */
  release(): void {
    this.takeBack();
    this.requireHeld();
    this.giveBack(this.simulation.now);
    if (this.line.length > 0) this.grantWaiting();
  }

  /**
   * Gives a slot back `seconds` from now.
   * @param tag 32-bit integer, told to `returned`
   * @throws when all slots held are on their way back already.
   */
  releaseLater(seconds: number, tag: number): void {
    requireNotNegative(this.name, 'seconds', seconds);
    this.takeBack();
    this.requireHeld();
    const { returning } = this;
    returning.push(this.simulation.now + seconds, tag);
    if (seconds === 0) this.wake();
    else this.aim();
  }

  /** Takes back every slot at once, those on their way included (nobody is told of these), and grants them to those that wait. */
  releaseAll(): void {
    this.takeBack();
    this.returning.clear();
    while (this.holding > 0) this.giveBack(this.simulation.now);
    this.grantWaiting();
  }

  /** Changes the number of slots; those held beyond it stay held until they are released. */
  setSlots(slots: number): void {
    requireCount(this.name, 'slots', slots);
    this.takeBack();
    this.meter.integrateCapacity(this.servers);
    this.slots = slots;
    this.grantWaiting();
  }

  /** Drops every waiting job, then calls `visit` with each. */
  evict(visit: (job: number) => void): void {
    this.takeBack();
    this.meter.integrate(this.holding, this.line.length);
    this.meter.withdraw(this.line.length);
    for (const job of this.line.clear(this.simulation.now)) visit(job);
  }

  resetMaximum(): void {
    this.meter.maxQueue = this.line.length;
  }

  totals(): ResourceTotals {
    const { held, line, servers } = this;
    return this.meter.totalsOf(
      { busy: held, queue: line.length, servers, inProgress: held + line.length },
      (queueSeconds) => queueSeconds - line.elapsedSeconds(this.simulation.now) - line.abandonedSeconds,
    );
  }

  private hold(): void {
    this.meter.integrate(this.holding, this.line.length);
    this.meter.start();
    this.holding++;
  }

  /** At least one slot is held and not on its way back. */
  private requireHeld(): void {
    if (this.holding === this.returning.size) throw new Error(`${this.name}: release without a held slot`);
  }

  private giveBack(time: number): void {
    this.meter.integrateUntil(time, this.holding, this.line.length);
    if (this.holding > this.slots) this.meter.integrateCapacity(this.holding, time);
    this.meter.complete();
    this.holding--;
  }

  /** Counts the slots that have come back by now, each at its time. Nobody waited for them: `aim` would have woken the pool. */
  private takeBack(): void {
    const { returning } = this;
    if (returning.size === 0) return;
    const { now } = this.simulation;
    while (returning.size > 0) {
      const time = returning.firstTime();
      if (time > now) return;
      const tag = returning.firstTag();
      returning.shift();
      this.giveBack(time);
      this.returned(tag, time);
    }
  }

  /** While jobs wait, the pool is woken when the next slot comes back. */
  private aim(): void {
    if (this.line.length === 0 || this.returning.size === 0) return;
    const next = this.returning.firstTime();
    if (next >= this.wakeAt) return;
    this.wakeAt = next;
    this.simulation.scheduleAt(next, this.wakeHandler, 0);
  }

  private wake(): void {
    this.wakeAt = Infinity;
    this.takeBack();
    this.grantWaiting();
    this.aim();
  }

  /** Serves the line; a release from within a grant is served by the loop that is already running. */
  private grantWaiting(): void {
    if (this.granting) return;
    this.granting = true;
    const { line } = this;
    while (line.length > 0 && this.holding < this.slots) {
      const job = line.firstJob();
      this.hold();
      line.shift();
      this.granted(job);
    }
    this.granting = false;
  }
}
