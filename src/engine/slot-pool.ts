import type { Resource, ResourceTotals } from './resource.js';
import type { Simulation } from './simulation.js';
import { SlotBank } from './slot-bank.js';

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

/** Number of the pool in its bank. */
const ONLY = 0;

/** One pool of slots, where a `SlotBank` is many: a bank of one, which behaves as that says. */
export class SlotPool implements Resource {
  readonly kind = 'slot-pool';
  readonly name: string;
  private readonly bank: SlotBank;

  /** Throws a RangeError on a number of slots or a limit that cannot be. */
  constructor(simulation: Simulation, options: SlotPoolOptions) {
    const { name, slots, queueLimit = Infinity, granted = () => {}, returned = () => {} } = options;
    const bank: SlotBank = new SlotBank(simulation, {
      granted,
      returned: (tag) => returned(tag, bank.returnTime),
    });
    bank.add({ name, slots, queueLimit });
    this.name = name;
    this.bank = bank;
  }

  /** Slots held now. */
  get held(): number {
    return this.bank.held(ONLY);
  }

  /** Slots now; those withdrawn while held count until they are released. */
  get servers(): number {
    return this.bank.servers(ONLY);
  }

  /** Jobs that wait. */
  get queueLength(): number {
    return this.bank.queueLength(ONLY);
  }

  get maxQueue(): number {
    return this.bank.maxQueue(ONLY);
  }

  /** Takes a slot if one is free and nobody waits; otherwise counts a refusal and returns false. */
  tryAcquire(): boolean {
    return this.bank.tryAcquire(ONLY);
  }

  /** Gives the job a slot by `granted`, now or when its turn comes; false when it was refused because the queue is full. */
  acquire(job: number): boolean {
    return this.bank.acquire(ONLY, job);
  }

  /** Gives a slot back. Throws when none is held. */
  release(): void {
    this.bank.release(ONLY);
  }

  /**
   * Gives a slot back `seconds` from now.
   * @param tag 32-bit integer, told to `returned`
   * @throws when all slots held are on their way back already.
   */
  releaseLater(seconds: number, tag: number): void {
    this.bank.releaseLater(ONLY, seconds, tag);
  }

  /** Takes back every slot at once, those on their way included (nobody is told of these), and grants them to those that wait. */
  releaseAll(): void {
    this.bank.releaseAll(ONLY);
  }

  /** Changes the number of slots; those held beyond it stay held until they are released. */
  setSlots(slots: number): void {
    this.bank.setSlots(ONLY, slots);
  }

  /** Drops every waiting job, then calls `visit` with each. */
  evict(visit: (job: number) => void): void {
    this.bank.evict(ONLY, visit);
  }

  resetMaximum(): void {
    this.bank.resetMaximum(ONLY);
  }

  totals(): ResourceTotals {
    return this.bank.totals(ONLY);
  }
}
