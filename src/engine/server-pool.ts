import { ONLY, QueueingResource } from './queueing-resource.js';
import {
  type Resource,
  type ResourceTotals,
  refuseNegative,
  requireCount,
  requireLimit,
  requireNotNegative,
  requireSpeed,
} from './resource.js';
import type { JobInService } from './server-bank.js';
import { DEEPEST_NESTING, SharingStation } from './server-pool/processor-sharing.js';
import type { HandlerId, Simulation } from './simulation.js';

export interface ServerPoolOptions {
  readonly name: string;
  /** Servers, a whole number. */
  readonly servers: number;
  /** 'fcfs' (default): first come, first served. 'ps': all n jobs at once, each at min(1, servers / n) of the speed. */
  readonly discipline?: 'fcfs' | 'ps';
  /** Jobs that may be in the pool beyond its servers; further ones are refused (default Infinity). */
  readonly queueLimit?: number;
  /** Work done in a second by one server (default 1); 0 is a pause. */
  readonly speed?: number;
  /** Called with each job whose service has ended, after the pool has gone on to its next job. */
  readonly done: (job: number) => void;
}

/**
 * Servers with a queue, under first come first served or processor sharing.
 *
 * A job is a 32-bit integer of the caller's. Entering an idle server costs one event, the completion; entering a
 * queue costs none. A service of 0 on an idle server completes within `enter`, before it returns, except when that
 * has already happened 8 calls deep in this pool: then by an event at the same time.
 *
 * First come first served is done here and not by a `ServerBank` of one, whose jobs cost an eighth more: an element of a
 * typed array takes four loads, a field one. Each is held against the other in tests. A job in service is its completion
 * event and nothing else; a change of speed and an eviction, which are rare, take these events back from the kernel.
 * Under processor sharing the pool never has a server of its own, and hands everything to a station.
 */
export class ServerPool extends QueueingResource implements Resource {
  private inService = 0;
  private target: number;
  private speed: number;
  private readonly completion: HandlerId;
  private readonly done: (job: number) => void;
  private nesting = 0;
  /** A service time on its way from one method to another. notes: numbers-across-calls */
  private inHand = -0; // notes: double-fields
  readonly name: string;
  readonly kind: string;
  private readonly queueLimit: number;
  private paused: JobInService[] = []; // in service while the speed is 0
  private readonly sharing: SharingStation | null;

  /** Throws a RangeError on a number of servers, limit or speed that cannot be. */
  constructor(simulation: Simulation, options: ServerPoolOptions) {
    super(simulation);
    const { name, servers, discipline = 'fcfs', queueLimit = Infinity, speed = 1, done } = options;
    requireCount(name, 'servers', servers);
    requireLimit(name, queueLimit);
    requireSpeed(name, speed);
    const shares = discipline === 'ps';
    this.target = shares ? 0 : servers;
    this.speed = speed;
    this.completion = simulation.handlerOf(this, this.serviceEnded);
    this.done = done;
    this.name = name;
    this.kind = `server-pool/${discipline}`;
    this.queueLimit = queueLimit;
    this.sharing = shares ? new SharingStation(simulation, name, servers, queueLimit, speed, done) : null;
  }

  /**
   * Brings a job with its service time at speed 1; false when it was refused because the queue is full.
   *
   * The common case alone. notes: compiled-into-callers
   */
  enter(job: number, serviceSeconds: number): boolean {
    if (this.inService >= this.target || this.speed !== 1 || !(serviceSeconds > 0)) {
      this.inHand = serviceSeconds;
      return this.enterOtherwise(job);
    }
    this.stepBusy(ONLY, 1);
    this.inService++;
    this.simulation.schedule(serviceSeconds, this.completion, job);
    return true;
  }

  /** Jobs in service (processor sharing: servers in use). */
  get busy(): number {
    return this.sharing === null ? this.inService : this.sharing.busy;
  }

  /** Jobs waiting (processor sharing: jobs beyond the servers). */
  get queueLength(): number {
    return this.sharing === null ? this.waiting : this.sharing.queueLength;
  }

  /** Servers now; those withdrawn under a job count until it is done. */
  get servers(): number {
    if (this.sharing !== null) return this.sharing.servers;
    return this.inService > this.target ? this.inService : this.target;
  }

  get maxQueue(): number {
    return this.sharing === null ? this.maxQueueAt(ONLY) : this.sharing.maxQueue;
  }

  /** Changes the number of servers. Under 'fcfs' a withdrawn server first finishes its job. */
  setServers(servers: number): void {
    requireCount(this.name, 'servers', servers);
    if (this.sharing !== null) return this.sharing.setServers(servers);
    this.integrateCapacity(ONLY, this.servers);
    this.target = servers;
    while (this.inService < servers && this.waiting > 0) {
      this.beginNext();
      this.stepBusy(ONLY, 1);
      this.inService++;
    }
  }

  /** Changes the speed; work in progress goes on at the new speed, 0 pauses it. */
  setSpeed(speed: number): void {
    requireSpeed(this.name, speed);
    if (this.sharing !== null) return this.sharing.setSpeed(speed);
    if (speed === this.speed) return;
    const inService = this.takeInService();
    this.speed = speed;
    for (const { job, work } of inService) this.begin(job, work);
  }

  /** Drops every job, in service and waiting, then calls `visit` with each of them. */
  evict(visit: (job: number) => void): void {
    for (const job of this.sharing === null ? this.evictAll() : this.sharing.evict()) visit(job);
  }

  resetMaximum(): void {
    if (this.sharing === null) this.setMaxQueue(ONLY, this.waiting);
    else this.sharing.resetMaximum();
  }

  totals(): ResourceTotals {
    if (this.sharing !== null) return this.sharing.totals();
    const { inService, servers, waiting } = this;
    return this.totalsAt(
      ONLY,
      { busy: inService, queue: waiting, servers, waiting, inService },
      this.unservedSeconds(),
    );
  }

  /** Like `enter`, with the service time in hand. */
  private enterOtherwise(job: number): boolean {
    const work = this.inHand;
    if (this.sharing !== null) return this.sharing.enter(job, work);
    if (this.inService < this.target) {
      if (work === 0 && this.speed > 0 && this.nesting < DEEPEST_NESTING) return this.pass(job);
      this.begin(job, work);
      this.stepBusy(ONLY, 1);
      this.inService++;
      return true;
    }
    if (this.waiting >= this.queueLimit) {
      this.countRefusal(ONLY);
      return false;
    }
    if (!(work >= 0)) refuseNegative(this.name, 'service', work);
    this.join(job, work);
    return true;
  }

  private evictAll(): number[] {
    this.integrateCapacity(ONLY, this.servers);
    const jobs = this.takeInService().map(({ job }) => job);
    this.countWithdrawn(ONLY, this.inService, this.waiting);
    jobs.push(...this.clearLine());
    this.stepBusy(ONLY, -this.inService);
    this.inService = 0;
    return jobs;
  }

  /** A job without service on an idle server. */
  private pass(job: number): boolean {
    this.countCompletion(ONLY);
    this.nesting++;
    this.done(job);
    this.nesting--;
    return true;
  }

  private begin(job: number, work: number): void {
    if (this.speed === 1) this.simulation.schedule(work, this.completion, job);
    else if (this.speed > 0) this.simulation.schedule(work / this.speed, this.completion, job);
    else {
      requireNotNegative(this.name, 'service', work);
      this.paused.push({ job, work });
    }
  }

  private beginNext(): void {
    const job = this.firstJob();
    if (this.speed === 1)
      this.simulation.scheduleFrom(this.ring, this.firstWorkPlace(), this.completion, job);
    else this.begin(job, this.ring[this.firstWorkPlace()]!);
    this.leave();
  }

  private serviceEnded(job: number): void {
    this.countCompletion(ONLY);
    if (this.waiting === 0 || this.inService > this.target) this.free();
    else this.beginNext();
    this.done(job);
  }

  private free(): void {
    if (this.inService > this.target) this.integrateCapacity(ONLY, this.inService);
    this.stepBusy(ONLY, -1);
    this.inService--;
  }

  private takeInService(): JobInService[] {
    if (this.speed === 0) return this.paused.splice(0);
    const { now } = this.simulation;
    const events = this.simulation.withdraw(this.completion);
    return events.map(({ time, argument }) => ({ job: argument, work: (time - now) * this.speed }));
  }
}
