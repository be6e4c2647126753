import { type Resource, type ResourceTotals, requireNotNegative } from './resource.js';
import { ResourceMeter } from './resource-meter.js';
import { FlowClass } from './shared-link/flow-class.js';
import { shareFairly } from './shared-link/max-min.js';
import type { Simulation } from './simulation.js';

export interface SharedLinkOptions {
  readonly name: string;
  /** Capacity; 0 stops all flows, Infinity leaves each at the cap of its class. */
  readonly bitsPerSecond: number;
  /** Called with each job whose bytes have all been carried. */
  readonly done: (job: number) => void;
}

/**
 * A link whose capacity the flows share in max-min fairness (Bertsekas and Gallager, "Data Networks", 6.5.2), each
 * held to the cap of its class. Flows of one class progress alike: a virtual clock a class, in bytes a flow, makes
 * the fluid model exact at O(classes + log flows) an event.
 *
 * As a resource it is one server: busySeconds integrates the used share of the capacity; queueSeconds integrates,
 * over the flows, the share of the rate that each would have alone and is denied; maxQueue is the most flows at once.
 */
export class SharedLink extends ResourceMeter implements Resource {
  readonly kind = 'shared-link';
  readonly name: string;
  readonly servers = 1;
  /** Flows now. */
  active = 0;
  private bitsPerSecond: number;
  private readonly done: (job: number) => void;
  private readonly classes: FlowClass[] = [];
  private readonly byCap: FlowClass[] = [];
  /** Class of each job on the link and its slot there, as slot * 2^16 + class. */
  private readonly places = new Map<number, number>();
  private readonly completion: number;
  private sequence = 0;
  private updated: number;
  private timer = 0;
  private nextClass = 0;
  private usedShare = 0;
  private denied = 0;
  private bytesPerSecond = 0;
  private carried = 0;
  private waitSeconds = 0;

  constructor(simulation: Simulation, options: SharedLinkOptions) {
    super(simulation);
    const { name, bitsPerSecond, done } = options;
    requireNotNegative(name, 'bitsPerSecond', bitsPerSecond);
    this.name = name;
    this.bitsPerSecond = bitsPerSecond;
    this.done = done;
    this.updated = simulation.now;
    this.completion = simulation.handler(() => this.complete());
  }

  /** Adds a class of flows that never exceed a rate each (Infinity: no cap); returns its number for `start`. */
  addClass(capBitsPerSecond: number): number {
    requireNotNegative(this.name, 'a cap', capBitsPerSecond);
    if (this.classes.length === 2 ** 16) throw new RangeError(`${this.name}: at most 65536 classes`);
    const added = new FlowClass(capBitsPerSecond);
    this.byCap.push(added);
    this.sortByCap();
    return this.classes.push(added) - 1;
  }

  /** Changes the cap of a class; its flows go on at their new shares. */
  setCap(linkClass: number, capBitsPerSecond: number): void {
    requireNotNegative(this.name, 'a cap', capBitsPerSecond);
    const flows = this.classes[linkClass];
    if (flows === undefined) throw new RangeError(`${this.name}: no class ${linkClass}`);
    this.advance();
    flows.cap = capBitsPerSecond;
    this.sortByCap();
    this.share();
  }

  /** Starts the transfer of a job's bytes. Throws when the job is on the link already. */
  start(job: number, bytes: number, linkClass: number): void {
    requireNotNegative(this.name, 'bytes', bytes);
    if (this.places.has(job)) throw new Error(`${this.name}: job ${job} is on the link already`);
    const flows = this.classes[linkClass];
    if (flows === undefined) throw new RangeError(`${this.name}: no class ${linkClass}`);
    this.advance();
    const slot = flows.add(job, bytes, this.simulation.now, this.sequence++);
    this.places.set(job, slot * 2 ** 16 + linkClass);
    this.active++;
    this.countArrival();
    this.countStart();
    this.noteQueue(this.active);
    this.share();
  }

  /** Takes a job off the link before its end; false when it is not on it. What it has carried stays counted. */
  abort(job: number): boolean {
    const place = this.places.get(job);
    if (place === undefined) return false;
    this.advance();
    this.leave(job, this.classes[place % 2 ** 16]!, Math.floor(place / 2 ** 16));
    this.countWithdrawn(1);
    this.share();
    return true;
  }

  /** Changes the capacity; flows go on at their new shares. */
  setBitsPerSecond(bitsPerSecond: number): void {
    requireNotNegative(this.name, 'bitsPerSecond', bitsPerSecond);
    this.advance();
    this.bitsPerSecond = bitsPerSecond;
    this.share();
  }

  /** Bytes carried since creation, those of unfinished and aborted flows included. */
  carriedBytes(): number {
    this.advance();
    return this.carried;
  }

  resetMaximum(): void {
    this.maxQueue = this.active;
  }

  totals(): ResourceTotals {
    return this.totalsOf(
      { busy: this.usedShare, queue: this.denied, servers: 1, inProgress: this.active },
      () => this.waitSeconds,
    );
  }

  private sortByCap(): void {
    this.byCap.sort((a, b) => (a.cap === b.cap ? 0 : a.cap - b.cap));
  }

  /** Brings every class's virtual clock and the integrals up to now; call it before anything changes. */
  private advance(): void {
    const { now } = this.simulation;
    const elapsed = now - this.updated;
    if (elapsed === 0) return;
    this.updated = now;
    this.integrate(this.usedShare, this.denied);
    if (this.active === 0) return;
    this.carried += this.bytesPerSecond * elapsed;
    for (const flows of this.byCap) flows.advance(elapsed);
  }

  /** Divides the capacity anew and sets the one timer to the next completion. */
  private share(): void {
    shareFairly(this.byCap, this.active, this.bitsPerSecond);
    let bitsPerSecond = 0;
    let denied = 0;
    let next = Infinity;
    for (let index = 0; index < this.classes.length; index++) {
      const flows = this.classes[index]!;
      if (flows.size === 0) continue;
      if (flows.rate < Infinity) bitsPerSecond += flows.size * flows.rate;
      denied += flows.size * flows.deniedShare(this.bitsPerSecond);
      const delay = flows.secondsToNext();
      if (delay < next) {
        next = delay;
        this.nextClass = index;
      }
    }
    this.bytesPerSecond = bitsPerSecond / 8;
    this.denied = denied;
    this.usedShare =
      bitsPerSecond > 0 && this.bitsPerSecond < Infinity
        ? Math.min(1, bitsPerSecond / this.bitsPerSecond)
        : 0;
    if (next === Infinity) this.simulation.cancelTimer(this.timer);
    else if (!this.simulation.moveTimer(this.timer, next)) {
      this.timer = this.simulation.startTimer(next, this.completion, 0);
    }
  }

  private complete(): void {
    this.advance();
    const flows = this.classes[this.nextClass]!;
    const slot = flows.finishFirst();
    const job = flows.job(slot);
    if (flows.rate === Infinity) this.carried += flows.bytesOf(slot); // took no time, so no integral has it
    this.waitSeconds += flows.waited(slot, this.simulation.now, this.bitsPerSecond);
    this.leave(job, flows, slot);
    this.countCompletion();
    this.share();
    this.done(job);
  }

  private leave(job: number, flows: FlowClass, slot: number): void {
    flows.remove(slot);
    this.places.delete(job);
    this.active--;
  }
}
