import type { ResourceTotals } from './resource.js';
import type { Simulation } from './simulation.js';

/** Figures of a meter; those of the first cache line change with each job. */
const COMPLETIONS = 0;
/** Integrals, less what the present level has contributed since time 0: see `stepBusy`. */
const BUSY_STEPS = 1;
const QUEUE_STEPS = 2;
const MAX_QUEUE = 3;
/** A number on its way from one method to another: as an argument it would be a heap number. */
const IN_HAND = 4;
const REFUSED = 5;
const WITHDRAWN = 6;
/** Of those withdrawn, the ones that had begun service. */
const WITHDRAWN_IN_SERVICE = 7;
const BUSY_LEVEL = 8;
const QUEUE_LEVEL = 9;
const CAPACITY_TIME = 10;
const CAPACITY_SECONDS = 11;
const WIDTH = 12;

/** What a resource holds now. */
interface Levels {
  readonly busy: number;
  readonly queue: number;
  readonly servers: number;
  /** Jobs waiting. */
  readonly waiting: number;
  /** Jobs that have begun service. */
  readonly inService: number;
}

/**
 * The counters and time integrals of a resource, which extends it: they are then one object.
 *
 * A job costs a count and two additions: the integral of a level over time is its value now times the time, less each
 * step times the time at which it was made, and arrivals and starts follow from what has left and what is there.
 */
export abstract class ResourceMeter {
  private readonly figures: Float64Array;
  private readonly at: number;

  constructor(protected readonly simulation: Simulation) {
    const { floats, at } = simulation.figures.take(WIDTH);
    this.figures = floats;
    this.at = at;
    floats[at + CAPACITY_TIME] = simulation.now;
  }

  protected get inHand(): number {
    return this.figures[this.at + IN_HAND]!;
  }

  protected set inHand(value: number) {
    this.figures[this.at + IN_HAND] = value;
  }

  /** Longest queue since creation or the last `resetMaximum`. */
  get maxQueue(): number {
    return this.figures[this.at + MAX_QUEUE]!;
  }

  set maxQueue(length: number) {
    this.figures[this.at + MAX_QUEUE] = length;
  }

  protected countCompletion(): void {
    this.figures[this.at + COMPLETIONS]!++;
  }

  protected countRefusal(): void {
    this.figures[this.at + REFUSED]!++;
  }

  protected countWithdrawn(inService: number, waiting: number): void {
    this.figures[this.at + WITHDRAWN]! += inService + waiting;
    this.figures[this.at + WITHDRAWN_IN_SERVICE]! += inService;
  }

  /** The number of busy servers changes now. */
  protected stepBusy(by: number): void {
    this.figures[this.at + BUSY_STEPS]! -= by * this.simulation.now;
  }

  /** The number of busy servers has changed at an earlier time; apart, as that time is a heap number. */
  protected stepBusyAt(time: number, by: number): void {
    this.figures[this.at + BUSY_STEPS]! -= by * time;
  }

  /** The length of the queue changes now. */
  protected stepQueue(by: number): void {
    this.figures[this.at + QUEUE_STEPS]! -= by * this.simulation.now;
  }

  /** The level last set. */
  protected get busyLevel(): number {
    return this.figures[this.at + BUSY_LEVEL]!;
  }

  protected get queueLevel(): number {
    return this.figures[this.at + QUEUE_LEVEL]!;
  }

  /** Instead of steps: the levels from now on. */
  protected setLevels(busy: number, queue: number): void {
    const { figures, at } = this;
    this.stepBusy(busy - this.busyLevel);
    this.stepQueue(queue - this.queueLevel);
    figures[at + BUSY_LEVEL] = busy;
    figures[at + QUEUE_LEVEL] = queue;
  }

  /** Integrates the number of servers that held since the last call; call it before that number changes. */
  protected integrateCapacity(servers: number, time = this.simulation.now): void {
    const { figures, at } = this;
    const elapsed = time - figures[at + CAPACITY_TIME]!;
    if (elapsed === 0) return; // infinitely many servers for no time are none
    figures[at + CAPACITY_TIME] = time;
    figures[at + CAPACITY_SECONDS]! += servers * elapsed;
  }

  /** Notes the length of the queue after it grew. */
  protected noteQueue(length: number): void {
    const most = this.at + MAX_QUEUE;
    if (length > this.figures[most]!) this.figures[most] = length;
  }

  /**
   * Totals as of now.
   * @param waitSeconds summed waiting as the resource defines it, from the integral of its queue
   */
  protected totalsOf(levels: Levels, waitSeconds: (queueSeconds: number) => number): ResourceTotals {
    this.integrateCapacity(levels.servers);
    const { figures, at } = this;
    const { now } = this.simulation;
    const queueSeconds = figures[at + QUEUE_STEPS]! + levels.queue * now;
    const inProgress = levels.waiting + levels.inService;
    const completions = figures[at + COMPLETIONS]!;
    const refused = figures[at + REFUSED]!;
    const withdrawn = figures[at + WITHDRAWN]!;
    return {
      time: now,
      busySeconds: figures[at + BUSY_STEPS]! + levels.busy * now,
      queueSeconds,
      capacitySeconds: figures[at + CAPACITY_SECONDS]!,
      arrivals: completions + refused + withdrawn + inProgress,
      completions,
      refused,
      withdrawn,
      inProgress,
      waitSeconds: waitSeconds(queueSeconds),
      started: completions + levels.inService + figures[at + WITHDRAWN_IN_SERVICE]!,
    };
  }
}
