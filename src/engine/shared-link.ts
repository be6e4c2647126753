import { type Resource, type ResourceTotals, requireNotNegative } from './resource.js';
import { ResourceMeters } from './resource-meters.js';
import { FlowClass } from './shared-link/flow-class.js';
import { shareFairly } from './shared-link/max-min.js';
import type { HandlerId, Simulation } from './simulation.js';

/** A flow's number is generation * 2^32 + place * 2^10 + class: a stale number is recognised, and 0 is never a flow. */
const GENERATION = 2 ** 32;
const MOST_CLASSES = 2 ** 10;
const MOST_FLOWS = GENERATION / MOST_CLASSES;

/** Of its one meter. */
const RECORD = 0;

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
 * the fluid model exact at O(classes + log flows) an event, O(classes) where flows end in the order of their starts.
 *
 * As a resource it is one server: busySeconds integrates the used share of the capacity; queueSeconds integrates,
 * over the flows, the share of the rate that each would have alone and is denied; maxQueue is the most flows at once.
 */
export class SharedLink extends ResourceMeters implements Resource {
  readonly kind = 'shared-link';
  readonly name: string;
  readonly servers = 1;
  /** Flows now. */
  active = 0;
  private bitsPerSecond: number;
  private readonly done: (job: number) => void;
  private readonly classes: FlowClass[] = [];
  private readonly byCap: FlowClass[] = [];
  private readonly completion: HandlerId;
  private sequence = 0;
  private updated: number;
  private timer = 0;
  private nextClass = 0;
  /** What the timer was set by: while it holds, so does the timer. */
  private aimedKey = Number.NaN;
  private aimedRate = 0;
  private aimedClass = 0;
  private bytesPerSecond = 0;
  private carried = 0;
  /** Waiting of the flows that were aborted. */
  private abandonedSeconds = -0; // notes: double-fields

  constructor(simulation: Simulation, options: SharedLinkOptions) {
    super(simulation);
    this.addMeter();
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
    if (this.classes.length === MOST_CLASSES)
      throw new RangeError(`${this.name}: at most ${MOST_CLASSES} classes`);
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

  /**
   * Starts the transfer of a job's bytes, a flow of its own even where the job has others.
   * @returns the flow's number for `abort`, which is above 2^32: keep it in a Float64Array, not in 32 bits
   */
  start(job: number, bytes: number, linkClass: number): number {
    requireNotNegative(this.name, 'bytes', bytes);
    const flows = this.classes[linkClass];
    if (flows === undefined) throw new RangeError(`${this.name}: no class ${linkClass}`);
    this.advance();
    if (flows.size === MOST_FLOWS)
      throw new RangeError(`${this.name}: at most ${MOST_FLOWS} flows of a class`);
    const flow = flows.add(job, bytes, this.simulation.now, this.sequence++);
    this.active++;
    this.noteQueue(RECORD, this.active);
    this.share();
    return flows.generation(flow) * GENERATION + flow * MOST_CLASSES + linkClass;
  }

  /** Ends a flow early; false when it has ended already, or is 0. What it has carried stays counted. */
  abort(number: number): boolean {
    const flows = this.classes[number % MOST_CLASSES];
    const flow = ((number >>> 0) / MOST_CLASSES) | 0;
    if (number === 0 || flows?.generation(flow) !== Math.floor(number / GENERATION)) return false;
    this.advance();
    this.abandonedSeconds += flows.waitedSoFar(flow, this.simulation.now, this.bitsPerSecond);
    this.leave(flows, flow);
    this.countWithdrawn(RECORD, 1, 0);
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

  get maxQueue(): number {
    return this.maxQueueAt(RECORD);
  }

  resetMaximum(): void {
    this.setMaxQueue(RECORD, this.active);
  }

  totals(): ResourceTotals {
    return this.totalsAt(
      RECORD,
      {
        busy: this.busyLevel(RECORD),
        queue: this.queueLevel(RECORD),
        servers: 1,
        waiting: 0,
        inService: this.active,
      },
      this.abandonedSeconds + this.elapsedSeconds(),
    );
  }

  /** Seconds that the flows have waited so far, summed; leaves the virtual clocks, whose rounding it would change. */
  private elapsedSeconds(): number {
    const { now } = this.simulation;
    return this.classes.reduce(
      (sum, flows) => sum + flows.elapsedSeconds(now, now - this.updated, this.bitsPerSecond),
      0,
    );
  }

  private sortByCap(): void {
    this.byCap.sort((a, b) => (a.cap === b.cap ? 0 : a.cap - b.cap));
  }

  /** Brings every class's virtual clock up to now; call it before anything changes. */
  private advance(): void {
    const { now } = this.simulation;
    const elapsed = now - this.updated;
    if (elapsed === 0) return;
    this.updated = now;
    if (this.active === 0) return;
    this.carried += this.bytesPerSecond * elapsed;
    for (const flows of this.byCap) flows.advance(elapsed);
  }

  /** Divides the capacity anew and looks for the next completion. */
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
    const usedShare =
      bitsPerSecond > 0 && this.bitsPerSecond < Infinity
        ? Math.min(1, bitsPerSecond / this.bitsPerSecond)
        : 0;
    this.setLevels(RECORD, usedShare, denied);
    this.aim(next);
  }

  /** Sets the one timer to the end of the first flow of `nextClass`, unless it stands there. */
  private aim(next: number): void {
    if (next === Infinity) {
      this.simulation.cancelTimer(this.timer);
      this.aimedKey = Number.NaN;
      return;
    }
    const flows = this.classes[this.nextClass]!;
    const key = flows.firstKey();
    if (key === this.aimedKey && flows.rate === this.aimedRate && this.nextClass === this.aimedClass) return;
    this.aimedKey = key;
    this.aimedRate = flows.rate;
    this.aimedClass = this.nextClass;
    if (!this.simulation.moveTimer(this.timer, next)) {
      this.timer = this.simulation.startTimer(next, this.completion, 0);
    }
  }

  private complete(): void {
    this.advance();
    const flows = this.classes[this.nextClass]!;
    const flow = flows.finishFirst();
    const job = flows.job(flow);
    if (flows.rate === Infinity) this.carried += flows.bytesOf(flow); // took no time, so no integral has it
    this.addWait(RECORD, flows.waited(flow, this.simulation.now, this.bitsPerSecond));
    this.leave(flows, flow);
    this.countCompletion(RECORD);
    this.share();
    this.done(job);
  }

  private leave(flows: FlowClass, flow: number): void {
    flows.remove(flow);
    this.active--;
    this.aimedKey = Number.NaN; // the timer has fired, or an empty class starts its virtual clock anew
  }
}
