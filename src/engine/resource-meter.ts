import type { ResourceTotals } from './resource.js';
import type { Simulation } from './simulation.js';

/** Figures of a meter; those of the first cache line change with each job. */
const ARRIVALS = 0;
const STARTED = 1;
const COMPLETIONS = 2;
const TIME = 3;
const BUSY_SECONDS = 4;
const QUEUE_SECONDS = 5;
const MAX_QUEUE = 6;
/** A number on its way from one method to another: as an argument it would be a heap number. */
const IN_HAND = 7;
const REFUSED = 8;
const WITHDRAWN = 9;
const CAPACITY_TIME = 10;
const CAPACITY_SECONDS = 11;
const WIDTH = 12;

/** The counters and time integrals of a resource, which extends it: they are then one object. */
export abstract class ResourceMeter {
  private readonly figures: Float64Array;
  private readonly at: number;

  constructor(protected readonly simulation: Simulation) {
    const { floats, at } = simulation.figures.take(WIDTH);
    this.figures = floats;
    this.at = at;
    floats[at + TIME] = simulation.now;
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

  protected countArrival(): void {
    this.figures[this.at + ARRIVALS]!++;
  }

  protected countStart(): void {
    this.figures[this.at + STARTED]!++;
  }

  protected countCompletion(): void {
    this.figures[this.at + COMPLETIONS]!++;
  }

  protected countRefusal(): void {
    this.figures[this.at + REFUSED]!++;
  }

  protected countWithdrawn(jobs: number): void {
    this.figures[this.at + WITHDRAWN]! += jobs;
  }

  /** A job comes to an idle server: counts it, and integrates the busy servers of before with an empty queue. */
  protected countStartAtOnce(busy: number): void {
    const { figures, at } = this;
    const { now } = this.simulation;
    figures[at + ARRIVALS]!++;
    figures[at + STARTED]!++;
    figures[at + BUSY_SECONDS]! += busy * (now - figures[at + TIME]!);
    figures[at + TIME] = now;
  }

  /** Integrates the levels that held since the last call; call it before a level changes. */
  protected integrate(busy: number, queue: number): void {
    const { figures, at } = this;
    const { now } = this.simulation;
    const elapsed = now - figures[at + TIME]!;
    figures[at + TIME] = now;
    figures[at + BUSY_SECONDS]! += busy * elapsed;
    figures[at + QUEUE_SECONDS]! += queue * elapsed;
  }

  /** The same for a level that changed at a time between the last call and now; apart, as that time is a heap number. */
  protected integrateUntil(time: number, busy: number, queue: number): void {
    const { figures, at } = this;
    const elapsed = time - figures[at + TIME]!;
    figures[at + TIME] = time;
    figures[at + BUSY_SECONDS]! += busy * elapsed;
    figures[at + QUEUE_SECONDS]! += queue * elapsed;
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
    if (length > this.maxQueue) this.maxQueue = length;
  }

  /**
   * Totals as of now.
   * @param waitSeconds summed waiting as the resource defines it, from the integral of its queue
   */
  protected totalsOf(
    levels: {
      readonly busy: number;
      readonly queue: number;
      readonly servers: number;
      readonly inProgress: number;
    },
    waitSeconds: (queueSeconds: number) => number,
  ): ResourceTotals {
    this.integrate(levels.busy, levels.queue);
    this.integrateCapacity(levels.servers);
    const { figures, at } = this;
    return {
      time: this.simulation.now,
      busySeconds: figures[at + BUSY_SECONDS]!,
      queueSeconds: figures[at + QUEUE_SECONDS]!,
      capacitySeconds: figures[at + CAPACITY_SECONDS]!,
      arrivals: figures[at + ARRIVALS]!,
      completions: figures[at + COMPLETIONS]!,
      refused: figures[at + REFUSED]!,
      withdrawn: figures[at + WITHDRAWN]!,
      inProgress: levels.inProgress,
      waitSeconds: waitSeconds(figures[at + QUEUE_SECONDS]!),
      started: figures[at + STARTED]!,
    };
  }
}
