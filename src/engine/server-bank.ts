import { FREE, NESTING, QueueingBank, WAITING, WORK } from './queueing-bank.js';
import {
  MOST,
  type ResourceTotals,
  refuseNegative,
  requireCount,
  requireNotNegative,
  requireSpeed,
} from './resource.js';
import { DEEPEST_NESTING } from './server-pool/processor-sharing.js';
import type { HandlerId, Simulation } from './simulation.js';

export interface ServerBankOptions {
  /** Called with each job whose service has ended and the member that served it, after that has gone on to its next job. */
  readonly done: (job: number, member: number) => void;
}

export interface BankServers {
  readonly name: string;
  /** Servers, a whole number. */
  readonly servers: number;
  /** Jobs that may be with the member beyond its servers; further ones are refused (default Infinity). */
  readonly queueLimit?: number;
  /** Work done in a second by one server (default 1); 0 is a pause. */
  readonly speed?: number;
}

/** A job that is taken out of service, and may go back. */
export interface JobInService {
  readonly job: number;
  /** Seconds of service left at speed 1. */
  readonly work: number;
}

/** Taken off a member's free servers while its speed is another than 1, so that no job begins the short way. */
const SLOWED = 2 ** 40;

/**
 * Stations of one kind side by side, the members of the bank: each is servers with a first-come-first-served queue.
 * For models with hundreds of stations: a member is a number, where a `ServerPool` each is an object. notes: banks
 *
 * A job is a 32-bit integer of the caller's. Entering an idle server costs one event, the completion; entering a
 * queue costs none. A service of 0 on an idle server completes within `enter`, before it returns, except when that
 * has already happened 8 calls deep in this member: then by an event at the same time.
 *
 * A job in service is its completion event and nothing else; a change of speed and an eviction, which are rare, take
 * these events back from the kernel.
 */
export class ServerBank extends QueueingBank {
  readonly kind = 'server-pool/fcfs';
  private readonly completion: HandlerId;
  private readonly done: (job: number, member: number) => void;
  private readonly speeds: number[] = [];
  private readonly paused: JobInService[][] = []; // in service while the speed is 0
  /** A service time on its way from one method to another. notes: numbers-across-calls */
  private inHand = -0; // notes: double-fields

  constructor(simulation: Simulation, { done }: ServerBankOptions) {
    super(simulation);
    this.completion = simulation.handlerOf(this, this.serviceEnded);
    this.done = done;
  }

  /** Adds a member and returns its number. Throws a RangeError on a number of servers, limit or speed that cannot be. */
  add({ name, servers, queueLimit = Infinity, speed = 1 }: BankServers): number {
    requireSpeed(name, speed);
    const member = this.addMember(name, 'servers', servers, queueLimit);
    this.speeds.push(1);
    this.paused.push([]);
    this.changeSpeed(member, speed);
    return member;
  }

  /**
   * Brings a job with its service time at speed 1; false when it was refused because the queue is full.
   *
   * The common case alone. notes: compiled-into-callers
   */
  enter(member: number, job: number, serviceSeconds: number): boolean {
    const record = this.recordOf(member);
    const free = this.floats[record | FREE]!;
    if (!(free > 0 && serviceSeconds > 0)) {
      this.inHand = serviceSeconds;
      return this.enterOtherwise(member, job);
    }
    this.floats[record | FREE] = free - 1;
    this.stepBusy(record, 1);
    this.simulation.schedule(serviceSeconds, this.completion, job, member);
    return true;
  }

  /** Jobs in service with a member. */
  busy(member: number): number {
    return this.targets[member]! - this.freeOf(member);
  }

  /** Servers of a member now; those withdrawn under a job count until it is done. */
  servers(member: number): number {
    return Math.max(this.busy(member), this.targets[member]!);
  }

  /** Changes a member's number of servers. A withdrawn server first finishes its job. */
  setServers(member: number, servers: number): void {
    requireCount(this.nameOf(member), 'servers', servers);
    const record = this.recordOf(member);
    this.integrateCapacity(record, this.servers(member));
    this.floats[record | FREE]! += servers - this.targets[member]!;
    this.targets[member] = servers;
    while (this.freeOf(member) > 0 && this.queueLength(member) > 0) {
      this.beginNext(member);
      this.take(record);
    }
  }

  /** Changes a member's speed; work in progress goes on at the new speed, 0 pauses it. */
  setSpeed(member: number, speed: number): void {
    requireSpeed(this.nameOf(member), speed);
    if (speed === this.speeds[member]) return;
    const inService = this.takeInService(member);
    this.changeSpeed(member, speed);
    for (const { job, work } of inService) this.begin(member, job, work);
  }

  /** Drops every job of a member, in service and waiting, then calls `visit` with each of them. */
  evict(member: number, visit: (job: number) => void): void {
    const record = this.recordOf(member);
    const busy = this.busy(member);
    this.integrateCapacity(record, this.servers(member));
    const jobs = this.takeInService(member).map(({ job }) => job);
    this.countWithdrawn(record, busy, this.queueLength(member));
    jobs.push(...this.clearLine(member));
    this.stepBusy(record, -busy);
    this.floats[record | FREE]! += busy;
    for (const job of jobs) visit(job);
  }

  totals(member: number): ResourceTotals {
    const busy = this.busy(member);
    const waiting = this.queueLength(member);
    return this.totalsAt(
      this.recordOf(member),
      { busy, queue: waiting, servers: this.servers(member), waiting, inService: busy },
      this.unservedSeconds(member),
    );
  }

  /** Like `enter`, with the service time in hand. */
  private enterOtherwise(member: number, job: number): boolean {
    const work = this.inHand;
    const record = this.recordOf(member);
    if (this.freeOf(member) > 0) {
      const nesting = this.words[(record << 1) | NESTING]!;
      if (work === 0 && this.speeds[member]! > 0 && nesting < DEEPEST_NESTING)
        return this.pass(record, job, member);
      this.begin(member, job, work);
      this.take(record);
      return true;
    }
    if (this.refuses(record)) return false;
    if (!(work >= 0)) refuseNegative(this.nameOf(member), 'service', work);
    this.join(record, job, work);
    return true;
  }

  /** A job without service on an idle server. */
  private pass(record: number, job: number, member: number): boolean {
    this.countCompletion(record);
    this.words[(record << 1) | NESTING]!++;
    this.done(job, member);
    this.words[(record << 1) | NESTING]!--;
    return true;
  }

  private begin(member: number, job: number, work: number): void {
    const speed = this.speeds[member]!;
    if (speed > 0) this.simulation.schedule(work / speed, this.completion, job, member);
    else {
      requireNotNegative(this.nameOf(member), 'service', work);
      this.paused[member]!.push({ job, work });
    }
  }

  private beginNext(member: number): void {
    const record = this.recordOf(member);
    const { floats } = this.rings;
    const place = this.firstPlace(record);
    const job = floats[place]! | 0;
    if (this.speeds[member] === 1)
      this.simulation.scheduleFrom(floats, place | WORK, this.completion, job, member);
    else this.begin(member, job, floats[place | WORK]!);
    this.leave(record);
  }

  private serviceEnded(job: number, member: number): void {
    const record = this.recordOf(member);
    const { floats } = this;
    const free = floats[record | FREE]!;
    this.countCompletion(record);
    if (free >= 0 && floats[record | WAITING] === 0) {
      floats[record | FREE] = free + 1;
      this.stepBusy(record, -1);
    } else this.goOn(member);
    this.done(job, member);
  }

  /** A server goes on after a job, where jobs wait, servers were withdrawn, or the speed is another than 1. */
  private goOn(member: number): void {
    const record = this.recordOf(member);
    const free = this.freeOf(member);
    if (free >= 0 && this.floats[record | WAITING]! > 0) return this.beginNext(member);
    if (free < 0) this.integrateCapacity(record, this.busy(member));
    this.floats[record | FREE]!++;
    this.stepBusy(record, -1);
  }

  /** Free servers of a member, whatever its speed. */
  private freeOf(member: number): number {
    const free = this.floats[this.recordOf(member) | FREE]!;
    return free < -MOST ? free + SLOWED : free;
  }

  private changeSpeed(member: number, speed: number): void {
    const free = this.freeOf(member);
    this.speeds[member] = speed;
    this.floats[this.recordOf(member) | FREE] = speed === 1 ? free : free - SLOWED;
  }

  private takeInService(member: number): JobInService[] {
    const speed = this.speeds[member]!;
    if (speed === 0) return this.paused[member]!.splice(0);
    const { now } = this.simulation;
    const events = this.simulation.withdraw(this.completion, member);
    return events.map(({ time, argument }) => ({ job: argument, work: (time - now) * speed }));
  }
}
