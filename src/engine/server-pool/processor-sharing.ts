import { roomierFloats, roomierIntegers } from '../arrays.js';
import { IndexedHeap } from '../indexed-heap.js';
import { type ResourceTotals, requireNotNegative } from '../resource.js';
import { ResourceMeters } from '../resource-meters.js';
import type { HandlerId, Simulation } from '../simulation.js';

/** How deep jobs without service may complete inside one another before an event breaks the chain. */
export const DEEPEST_NESTING = 8;

/** Of its one meter. */
const RECORD = 0;

/**
 * Processor sharing, exact: each of n jobs is served at speed * min(1, servers / n). All jobs progress alike, so
 * that one virtual clock, the service any job has had since the pool was last empty, says when each is done:
 * O(log n) for an arrival or a departure, whatever the number of jobs.
 */
export class SharingStation extends ResourceMeters {
  private readonly heap = new IndexedHeap(); // by the virtual time of completion
  private readonly completion: HandlerId;
  private jobs = new Int32Array(this.heap.capacity); // by slot
  private works = new Float64Array(this.heap.capacity);
  private entered = new Float64Array(this.heap.capacity);
  private sequence = 0;
  private virtualTime = 0;
  private updated: number;
  private timer = 0;
  /** Waiting of the jobs that left by `evict`. */
  private abandonedSeconds = -0; // notes: double-fields
  private nesting = 0;

  constructor(
    simulation: Simulation,
    private readonly name: string,
    public servers: number,
    private readonly queueLimit: number,
    private speed: number,
    private readonly done: (job: number) => void,
  ) {
    super(simulation);
    this.addMeter();
    this.updated = simulation.now;
    this.completion = simulation.handler(() => this.complete());
  }

  get busy(): number {
    return Math.min(this.heap.size, this.servers);
  }

  get queueLength(): number {
    return Math.max(0, this.heap.size - this.servers);
  }

  get maxQueue(): number {
    return this.maxQueueAt(RECORD);
  }

  resetMaximum(): void {
    this.setMaxQueue(RECORD, this.queueLength);
  }

  enter(job: number, work: number): boolean {
    if (this.heap.size - this.servers >= this.queueLimit) {
      this.countRefusal(RECORD);
      return false;
    }
    requireNotNegative(this.name, 'service', work);
    if (work === 0 && this.heap.size < this.servers && this.speed > 0 && this.nesting < DEEPEST_NESTING) {
      return this.pass(job);
    }
    this.advance();
    const slot = this.heap.insert(this.virtualTime + work, this.sequence++);
    if (slot >= this.jobs.length) this.grow();
    this.jobs[slot] = job;
    this.works[slot] = work;
    this.entered[slot] = this.simulation.now;
    this.noteQueue(RECORD, this.queueLength);
    this.aim();
    return true;
  }

  setServers(servers: number): void {
    this.advance();
    this.integrateCapacity(RECORD, this.servers);
    this.servers = servers;
    this.noteQueue(RECORD, this.queueLength);
    this.aim();
  }

  setSpeed(speed: number): void {
    this.advance();
    this.speed = speed;
    this.aim();
  }

  evict(): number[] {
    this.advance();
    const slots = Array.from({ length: this.heap.size }, (_, index) => this.heap.slotAt(index));
    slots.sort((a, b) => this.heap.sequence(a) - this.heap.sequence(b));
    this.abandonedSeconds += this.elapsedSeconds();
    this.heap.clear();
    this.countWithdrawn(RECORD, slots.length, 0);
    this.aim();
    return slots.map((slot) => this.jobs[slot]!);
  }

  totals(): ResourceTotals {
    const { busy, servers } = this;
    return this.totalsAt(
      RECORD,
      { busy, queue: this.queueLength, servers, waiting: 0, inService: this.heap.size },
      this.abandonedSeconds + this.elapsedSeconds(),
    );
  }

  /** A job without service while a server is free: it delays nobody. */
  private pass(job: number): boolean {
    this.countCompletion(RECORD);
    this.nesting++;
    this.done(job);
    this.nesting--;
    return true;
  }

  /** Seconds that a job has been here beyond the service that it has had. */
  private waited(slot: number, service: number): number {
    return Math.max(0, this.simulation.now - this.entered[slot]! - service);
  }

  /** Seconds that the jobs here have waited so far, summed; leaves the virtual clock, whose rounding it would change. */
  private elapsedSeconds(): number {
    const { heap } = this;
    const virtualTime = this.virtualTime + (this.simulation.now - this.updated) * this.rate;
    let sum = 0;
    for (let index = 0; index < heap.size; index++) {
      const slot = heap.slotAt(index);
      sum += this.waited(slot, this.works[slot]! - Math.max(0, heap.key(slot) - virtualTime));
    }
    return sum;
  }

  /** Service that a job receives in a second. */
  private get rate(): number {
    const { size } = this.heap;
    return size <= this.servers ? this.speed : (this.speed * this.servers) / size;
  }

  /** Brings the virtual clock up to now; call it before anything changes. */
  private advance(): void {
    const { now } = this.simulation;
    if (this.heap.size > 0) this.virtualTime += (now - this.updated) * this.rate;
    this.updated = now;
  }

  /** Measures what has changed, and sets the one timer to the next completion. */
  private aim(): void {
    const { heap, simulation } = this;
    this.setLevels(RECORD, this.busy, this.queueLength);
    if (heap.size === 0) this.virtualTime = 0; // keeps the virtual clock's rounding small
    const { rate } = this;
    if (heap.size === 0 || rate === 0) {
      simulation.cancelTimer(this.timer);
      return;
    }
    const delay = Math.max(0, (heap.key(heap.first()) - this.virtualTime) / rate);
    if (!simulation.moveTimer(this.timer, delay))
      this.timer = simulation.startTimer(delay, this.completion, 0);
  }

  private complete(): void {
    this.advance();
    const { heap } = this;
    const slot = heap.first();
    this.virtualTime = heap.key(slot); // exact: no drift by rounding
    heap.remove(slot);
    this.countCompletion(RECORD);
    this.addWait(RECORD, this.waited(slot, this.works[slot]!));
    this.aim();
    this.done(this.jobs[slot]!);
  }

  private grow(): void {
    const { capacity } = this.heap;
    this.jobs = roomierIntegers(this.jobs, capacity);
    this.works = roomierFloats(this.works, capacity);
    this.entered = roomierFloats(this.entered, capacity);
  }
}
