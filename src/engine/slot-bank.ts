import { FREE, NESTING, QueueingBank, WAITING } from './queueing-bank.js';
import { type ResourceTotals, refuseNegative, requireCount } from './resource.js';
import type { HandlerId, Simulation } from './simulation.js';
import { Returns } from './slot-bank/returns.js';

/** How deep a grant may lead to a next one within the same call before an event breaks the chain. */
const DEEPEST_NESTING = 8;

export interface SlotBankOptions {
  /** Called with each job that `acquire` gives a slot, and the member that gave it. */
  readonly granted?: (job: number, member: number) => void;
  /**
   * Called with the tag of each slot that `releaseLater` gave back, and the member, possibly later than at the time
   * at which it came, which is `returnTime`.
   */
  readonly returned?: (tag: number, member: number) => void;
}

export interface BankSlots {
  readonly name: string;
  /** Slots, a whole number. */
  readonly slots: number;
  /** Jobs that may wait; further ones are refused (default Infinity). */
  readonly queueLimit?: number;
}

/**
 * Counted permits (ports, connections, channel slots), held until released, with a first-come-first-served queue: many
 * pools of them side by side, the members of the bank, see `ServerBank`.
 * A free slot is granted within `acquire`, a released one to the next in line within `release`; no event is needed. A
 * slot that comes back later costs an event only while jobs wait: otherwise the pool looks when it is next asked.
 */
export class SlotBank extends QueueingBank {
  readonly kind = 'slot-pool';
  /** When the slot came back that `returned` is told of. notes: numbers-across-calls */
  returnTime = -0; // notes: double-fields
  private readonly returning = new Returns();
  private readonly granted: (job: number, member: number) => void;
  private readonly returned: (tag: number, member: number) => void;
  private readonly wakeHandler: HandlerId;
  private readonly wakeAt: number[] = [];
  private readonly isGranting: boolean[] = [];

  constructor(simulation: Simulation, options: SlotBankOptions = {}) {
    super(simulation);
    const { granted = () => {}, returned = () => {} } = options;
    this.granted = granted;
    this.returned = returned;
    this.wakeHandler = simulation.handlerOf(this, this.wakeMember);
  }

  /** Adds a member and returns its number. Throws a RangeError on a number of slots or a limit that cannot be. */
  add({ name, slots, queueLimit = Infinity }: BankSlots): number {
    const member = this.addMember(name, 'slots', slots, queueLimit);
    this.returning.add();
    this.wakeAt.push(Infinity);
    this.isGranting.push(false);
    return member;
  }

  /** Slots of a member that are held now. */
  held(member: number): number {
    this.takeBack(member);
    return this.holding(member);
  }

  /** Slots of a member now; those withdrawn while held count until they are released. */
  servers(member: number): number {
    return Math.max(this.targets[member]!, this.held(member));
  }

  /** Takes a slot if one is free and nobody waits; otherwise counts a refusal and returns false. */
  tryAcquire(member: number): boolean {
    this.takeBack(member);
    const record = this.recordOf(member);
    if (!this.isFree(record)) {
      this.countRefusal(record);
      return false;
    }
    this.take(record);
    return true;
  }

  /** Gives the job a slot by `granted`, now or when its turn comes; false when it was refused because the queue is full. */
  acquire(member: number, job: number): boolean {
    this.takeBack(member);
    const record = this.recordOf(member);
    const word = record << 1;
    const isFree = this.isFree(record);
    if (isFree && this.words[word | NESTING]! < DEEPEST_NESTING) {
      this.take(record);
      this.words[word | NESTING]!++;
      this.granted(job, member);
      this.words[word | NESTING]!--;
      return true;
    }
    if (isFree) this.simulation.schedule(0, this.wakeHandler, 0, member);
    else if (this.refuses(record)) return false;
    this.join(record, job, 0);
    this.aim(member);
    return true;
  }

  /** Gives a slot back. Throws when none is held. */
  release(member: number): void {
    this.takeBack(member);
    this.requireHeld(member);
    const record = this.recordOf(member);
    this.returnTime = this.simulation.now;
    this.giveBack(member);
    if (this.floats[record | WAITING]! > 0) this.grantWaiting(member);
  }

  /**
   * Gives a slot back `seconds` from now.
   * @param tag 32-bit integer, told to `returned`
   * @throws when all slots held are on their way back already.
   */
  releaseLater(member: number, seconds: number, tag: number): void {
    if (!(seconds >= 0)) refuseNegative(this.nameOf(member), 'seconds', seconds);
    this.takeBack(member);
    this.requireHeld(member);
    this.returning.push(member, this.simulation.now + seconds, tag);
    if (seconds === 0) this.wake(member);
    else this.aim(member);
  }

  /** Takes back every slot at once, those on their way included (nobody is told of these), and grants them to those that wait. */
  releaseAll(member: number): void {
    this.takeBack(member);
    this.returning.clear(member);
    this.returnTime = this.simulation.now;
    for (let held = this.holding(member); held > 0; held--) this.giveBack(member);
    this.grantWaiting(member);
  }

  /** Changes the number of slots; those held beyond it stay held until they are released. */
  setSlots(member: number, slots: number): void {
    requireCount(this.nameOf(member), 'slots', slots);
    this.takeBack(member);
    const record = this.recordOf(member);
    this.integrateCapacity(record, this.servers(member));
    this.floats[record | FREE]! += slots - this.targets[member]!;
    this.targets[member] = slots;
    this.grantWaiting(member);
  }

  /** Drops every waiting job, then calls `visit` with each. */
  evict(member: number, visit: (job: number) => void): void {
    this.takeBack(member);
    this.countWithdrawn(this.recordOf(member), 0, this.queueLength(member));
    for (const job of this.clearLine(member)) visit(job);
  }

  totals(member: number): ResourceTotals {
    const held = this.held(member);
    const waiting = this.queueLength(member);
    return this.totalsAt(
      this.recordOf(member),
      { busy: held, queue: waiting, servers: this.servers(member), waiting, inService: held },
      this.unservedSeconds(member),
    );
  }

  /** Whether a slot is free and nobody waits for it. */
  private isFree(record: number): boolean {
    return this.floats[record | FREE]! > 0 && this.floats[record | WAITING] === 0;
  }

  /** Slots held, as of the last look at those on their way back. */
  private holding(member: number): number {
    return this.targets[member]! - this.floats[this.recordOf(member) | FREE]!;
  }

  /** At least one slot is held and not on its way back. */
  private requireHeld(member: number): void {
    if (this.holding(member) === this.returning.size(member))
      throw new Error(`${this.nameOf(member)}: release without a held slot`);
  }

  /** A slot is free since `returnTime`. */
  private giveBack(member: number): void {
    const record = this.recordOf(member);
    const { floats } = this;
    if (floats[record | FREE]! < 0) this.integrateCapacity(record, this.holding(member), this.returnTime);
    this.countCompletion(record);
    this.stepBusyAt(record, this.returnTime, -1);
    floats[record | FREE]!++;
  }

  /** Counts the slots that have come back by now, each at its time. Nobody waited for them: `aim` would have woken the pool. */
  private takeBack(member: number): void {
    const { returning } = this;
    if (returning.size(member) === 0) return;
    const { now } = this.simulation;
    while (returning.size(member) > 0) {
      const time = returning.firstTime(member);
      if (time > now) return;
      const tag = returning.firstTag(member);
      returning.shift(member);
      this.returnTime = time;
      this.giveBack(member);
      this.returned(tag, member);
    }
  }

  /** While jobs wait, the pool is woken when the next slot comes back. */
  private aim(member: number): void {
    if (this.queueLength(member) === 0 || this.returning.size(member) === 0) return;
    const next = this.returning.firstTime(member);
    if (next >= this.wakeAt[member]!) return;
    this.wakeAt[member] = next;
    this.simulation.scheduleAt(next, this.wakeHandler, 0, member);
  }

  private wakeMember(_: number, member: number): void {
    this.wake(member);
  }

  private wake(member: number): void {
    this.wakeAt[member] = Infinity;
    this.takeBack(member);
    this.grantWaiting(member);
    this.aim(member);
  }

  /** Serves the line; a release from within a grant is served by the loop that is already running. */
  private grantWaiting(member: number): void {
    if (this.isGranting[member]) return;
    this.isGranting[member] = true;
    const record = this.recordOf(member);
    while (this.floats[record | FREE]! > 0 && this.floats[record | WAITING]! > 0) {
      const job = this.rings.floats[this.firstPlace(record)]! | 0;
      this.take(record);
      this.leave(record);
      this.granted(job, member);
    }
    this.isGranting[member] = false;
  }
}
