import { FIRST_WORD_BEHIND_LINE, QueueingBank, WAITING } from './queueing-bank.js';
import {
  MOST,
  type ResourceTotals,
  refuseNegative,
  requireCount,
  requireLimit,
  requireNotNegative,
} from './resource.js';
import { DEEPEST_NESTING } from './server-pool/processor-sharing.js';
import type { Simulation } from './simulation.js';

export interface ServerBankOptions<Owner = unknown> {
  /** `this` of `done`. */
  readonly owner?: Owner;
  /** Called with each job whose service has ended and the member that served it, after that has gone on to its next job. */
  readonly done: (this: Owner, job: number, member: number) => void;
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

interface JobInService {
  readonly job: number;
  /** Seconds of service left at speed 1. */
  readonly work: number;
}

/** Words of a member's record, see `QueueingBank`. Servers where a job may begin at once; none at another speed than 1. */
const READY = FIRST_WORD_BEHIND_LINE;
const IN_SERVICE = READY + 1;
const TARGET = READY + 2;
const QUEUE_LIMIT = READY + 3;
const NESTING = READY + 4;

/**
 * Stations of one kind side by side, the members of the bank: each is servers with a first-come-first-served queue.
 * For models with hundreds of stations: a member is a number and its state a cache line, where a `ServerPool` each is
 * four. Measured on W2 with 21,000 stations: 0.5 of the time.
 *
 * A job is a 32-bit integer of the caller's. Entering an idle server costs one event, the completion; entering a
 * queue costs none. A service of 0 on an idle server completes within `enter`, before it returns, except when that
 * has already happened 8 calls deep in this member: then by an event at the same time.
 *
 * A job in service is its completion event and nothing else; a change of speed and an eviction, which are rare, take
 * these events back from the kernel.
 */
export class ServerBank<Owner = unknown> extends QueueingBank {
  readonly kind = 'server-pool/fcfs';
  private readonly completion: number;
  private readonly owner: Owner;
  private readonly done: (this: Owner, job: number, member: number) => void;
  private readonly speeds: number[] = [];
  private readonly paused: JobInService[][] = []; // in service while the speed is 0
  /** A service time on its way from one method to another: as an argument it would be a heap number. */
  private inHand = -0; // a double from the start, see `Simulation`

  constructor(simulation: Simulation, { owner, done }: ServerBankOptions<Owner>) {
    super(simulation);
    this.completion = simulation.handlerOf(this, this.serviceEnded);
    this.owner = owner as Owner;
    this.done = done;
  }

  /** Adds a member and returns its number. Throws a RangeError on a number of servers, limit or speed that cannot be. */
  add({ name, servers, queueLimit = Infinity, speed = 1 }: BankServers): number {
    requireCount(name, 'servers', servers);
    requireLimit(name, queueLimit);
    requireSpeed(name, speed);
    const member = this.addNamed(name);
    this.speeds.push(speed);
    this.paused.push([]);
    const word = 2 * this.recordOf(member);
    this.words[word + TARGET] = servers;
    this.words[word + READY] = speed === 1 ? servers : 0;
    this.words[word + QUEUE_LIMIT] = Math.min(queueLimit, MOST);
    return member;
  }

  /**
   * Brings a job with its service time at speed 1; false when it was refused because the queue is full.
   *
   * The common case alone: short enough to be compiled into its callers, where the time needs no heap number.
   */
  enter(member: number, job: number, serviceSeconds: number): boolean {
    const record = this.recordOf(member);
    const { words } = this;
    const inService = words[2 * record + IN_SERVICE]!;
    if (inService >= words[2 * record + READY]! || !(serviceSeconds > 0)) {
      this.inHand = serviceSeconds;
      return this.enterOtherwise(member, job);
    }
    this.stepBusy(record, 1);
    words[2 * record + IN_SERVICE] = inService + 1;
    this.simulation.schedule(serviceSeconds, this.completion, job, member);
    return true;
  }

  /** Jobs in service with a member. */
  busy(member: number): number {
    return this.words[2 * this.recordOf(member) + IN_SERVICE]!;
  }

  /** Servers of a member now; those withdrawn under a job count until it is done. */
  servers(member: number): number {
    return Math.max(this.busy(member), this.words[2 * this.recordOf(member) + TARGET]!);
  }

  /** Changes a member's number of servers. A withdrawn server first finishes its job. */
  setServers(member: number, servers: number): void {
    requireCount(this.nameOf(member), 'servers', servers);
    const record = this.recordOf(member);
    const { words } = this;
    const word = 2 * record;
    this.integrateCapacity(record, this.servers(member));
    words[word + TARGET] = servers;
    words[word + READY] = this.speeds[member] === 1 ? servers : 0;
    while (words[word + IN_SERVICE]! < servers && words[word + WAITING]! > 0) {
      this.beginNext(member);
      this.stepBusy(record, 1);
      words[word + IN_SERVICE]!++;
    }
  }

  /** Changes a member's speed; work in progress goes on at the new speed, 0 pauses it. */
  setSpeed(member: number, speed: number): void {
    requireSpeed(this.nameOf(member), speed);
    if (speed === this.speeds[member]) return;
    const inService = this.takeInService(member);
    this.speeds[member] = speed;
    const word = 2 * this.recordOf(member);
    this.words[word + READY] = speed === 1 ? this.words[word + TARGET]! : 0;
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
    this.words[2 * record + IN_SERVICE] = 0;
    for (const job of jobs) visit(job);
  }

  totals(member: number): ResourceTotals {
    const busy = this.busy(member);
    const waiting = this.queueLength(member);
    return this.totalsAt(
      this.recordOf(member),
      { busy, queue: waiting, servers: this.servers(member), waiting, inService: busy },
      (queueSeconds) => this.waitOfStarted(member, queueSeconds),
    );
  }

  /** Like `enter`, with the service time in hand. */
  private enterOtherwise(member: number, job: number): boolean {
    const work = this.inHand;
    const record = this.recordOf(member);
    const { words } = this;
    const word = 2 * record;
    if (words[word + IN_SERVICE]! < words[word + TARGET]!) {
      if (work === 0 && this.speeds[member]! > 0 && words[word + NESTING]! < DEEPEST_NESTING)
        return this.pass(record, job, member);
      this.begin(member, job, work);
      this.stepBusy(record, 1);
      this.words[2 * this.recordOf(member) + IN_SERVICE]!++;
      return true;
    }
    if (words[word + WAITING]! >= words[word + QUEUE_LIMIT]!) {
      this.countRefusal(record);
      return false;
    }
    if (!(work >= 0)) refuseNegative(this.nameOf(member), 'service', work);
    this.join(record, job, work);
    return true;
  }

  /** A job without service on an idle server. */
  private pass(record: number, job: number, member: number): boolean {
    this.countCompletion(record);
    this.words[2 * record + NESTING]!++;
    this.done.call(this.owner, job, member);
    this.words[2 * this.recordOf(member) + NESTING]!--; // members may have been added meanwhile
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
    const job = this.firstJob(record);
    const place = this.firstWorkPlace(record);
    const { floats } = this.rings;
    if (this.words[2 * record + READY]! > 0)
      this.simulation.scheduleFrom(floats, place, this.completion, job, member);
    else this.begin(member, job, floats[place]!);
    this.leave(record);
  }

  private serviceEnded(job: number, member: number): void {
    const record = this.recordOf(member);
    const { words } = this;
    this.countCompletion(record);
    if (words[2 * record + WAITING] === 0 || words[2 * record + IN_SERVICE]! > words[2 * record + TARGET]!)
      this.free(record);
    else this.beginNext(member);
    this.done.call(this.owner, job, member);
  }

  private free(record: number): void {
    const { words } = this;
    const inService = words[2 * record + IN_SERVICE]!;
    if (inService > words[2 * record + TARGET]!) this.integrateCapacity(record, inService);
    this.stepBusy(record, -1);
    words[2 * record + IN_SERVICE] = inService - 1;
  }

  private takeInService(member: number): JobInService[] {
    const speed = this.speeds[member]!;
    if (speed === 0) return this.paused[member]!.splice(0);
    const { now } = this.simulation;
    const events = this.simulation.withdraw(this.completion, member);
    return events.map(({ time, argument }) => ({ job: argument, work: (time - now) * speed }));
  }
}

export function requireSpeed(name: string, speed: number): void {
  requireNotNegative(name, 'speed', speed);
  if (speed === Infinity)
    throw new RangeError(`${name}: speed must be finite; give jobs a service of 0 instead`);
}
