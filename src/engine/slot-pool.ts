import { QueueingResource } from './queueing-resource.js';
import {
  type Resource,
  type ResourceTotals,
  refuseNegative,
  requireCount,
  requireLimit,
} from './resource.js';
import type { Simulation } from './simulation.js';
import { Returns } from './slot-pool/returns.js';

/** How deep a grant may lead to a next one within the same call before an event breaks the chain. */
const DEEPEST_NESTING = 8;

export interface SlotPoolOptions<Owner = unknown> {
  readonly name: string;
  /** Slots, a whole number. */
  readonly slots: number;
  /** `this` of the two methods: hundreds of pools then share them, where closures would be cache lines of each. */
  readonly owner?: Owner;
  /** Called with each job that `acquire` gives a slot. */
  readonly granted?: (this: Owner, job: number) => void;
  /** Called with the tag of each slot that `releaseLater` gave back and the time at which it came; possibly later than that. */
  readonly returned?: (this: Owner, tag: number, time: number) => void;
  /** Jobs that may wait; further ones are refused (default Infinity). */
  readonly queueLimit?: number;
}

/**
 * Counted permits (ports, connections, channel slots), held until released, with a first-come-first-served queue.
 * A free slot is granted within `acquire`, a released one to the next in line within `release`; no event is needed. A
 * slot that comes back later costs an event only while jobs wait: otherwise the pool looks when it is next asked.
 */
export class SlotPool<Owner = unknown> extends QueueingResource implements Resource {
  private holding = 0; // as of the last look at those on their way back
  private slots: number;
  private nesting = 0;
  /** Slots on their way back. */
  private readonly returning: Returns;
  private readonly owner: Owner;
  private readonly granted: (this: Owner, job: number) => void;
  private readonly returned: (this: Owner, tag: number, time: number) => void;
  readonly kind = 'slot-pool';
  readonly name: string;
  private readonly queueLimit: number;
  private readonly wakeHandler: number;
  private wakeAt = Infinity;
  private granting = false;

  constructor(simulation: Simulation, options: SlotPoolOptions<Owner>) {
    super(simulation);
    const { name, slots, owner, granted = () => {}, returned = () => {}, queueLimit = Infinity } = options;
    requireCount(name, 'slots', slots);
    requireLimit(name, queueLimit);
    this.name = name;
    this.slots = slots;
    this.owner = owner as Owner;
    this.granted = granted;
    this.returned = returned;
    this.queueLimit = queueLimit;
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
    return this.waiting;
  }

  /** Takes a slot if one is free and nobody waits; otherwise counts a refusal and returns false. */
  tryAcquire(): boolean {
    this.takeBack();
    if (this.holding >= this.slots || this.waiting > 0) {
      this.countRefusal();
      return false;
    }
    this.hold();
    return true;
  }

  /** Gives the job a slot by `granted`, now or when its turn comes; false when it was refused because the queue is full. */
  acquire(job: number): boolean {
    this.takeBack();
    const isFree = this.holding < this.slots && this.waiting === 0;
    if (isFree && this.nesting < DEEPEST_NESTING) {
      this.hold();
      this.nesting++;
      this.granted.call(this.owner, job);
      this.nesting--;
      return true;
    }
    if (isFree) this.simulation.schedule(0, this.wakeHandler, 0);
    else if (this.waiting >= this.queueLimit) {
      this.countRefusal();
      return false;
    }
    this.join(job, 0);
    this.aim();
    return true;
  }

  /** Gives a slot back. Throws when none is held. */
  release(): void {
    this.takeBack();
    this.requireHeld();
    this.giveBack(this.simulation.now);
    if (this.waiting > 0) this.grantWaiting();
  }

  /**
   * Gives a slot back `seconds` from now.
   * @param tag 32-bit integer, told to `returned`
   * @throws when all slots held are on their way back already.
   */
  releaseLater(seconds: number, tag: number): void {
    if (!(seconds >= 0)) refuseNegative(this.name, 'seconds', seconds);
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
    this.integrateCapacity(this.servers);
    this.slots = slots;
    this.grantWaiting();
  }

  /** Drops every waiting job, then calls `visit` with each. */
  evict(visit: (job: number) => void): void {
    this.takeBack();
    this.countWithdrawn(0, this.waiting);
    for (const job of this.clearLine()) visit(job);
  }

  resetMaximum(): void {
    this.maxQueue = this.waiting;
  }

  totals(): ResourceTotals {
    const { held, servers, waiting } = this;
    return this.totalsOf({ busy: held, queue: waiting, servers, waiting, inService: held }, (queueSeconds) =>
      this.waitOfStarted(queueSeconds),
    );
  }

  private hold(): void {
    this.stepBusy(1);
    this.holding++;
  }

  /** At least one slot is held and not on its way back. */
  private requireHeld(): void {
    if (this.holding === this.returning.size) throw new Error(`${this.name}: release without a held slot`);
  }

  private giveBack(time: number): void {
    if (this.holding > this.slots) this.integrateCapacity(this.holding, time);
    this.countCompletion();
    this.stepBusyAt(time, -1);
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
      this.returned.call(this.owner, tag, time);
    }
  }

  /** While jobs wait, the pool is woken when the next slot comes back. */
  private aim(): void {
    if (this.waiting === 0 || this.returning.size === 0) return;
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
    while (this.waiting > 0 && this.holding < this.slots) {
      const job = this.firstJob();
      this.hold();
      this.leave();
      this.granted.call(this.owner, job);
    }
    this.granting = false;
  }
}
