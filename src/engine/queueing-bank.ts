import { Arena } from './arena.js';
import { MOST, type Resource, type ResourceTotals, requireCount, requireLimit } from './resource.js';
import { ResourceMeters } from './resource-meters.js';

/**
 * Doubles of a record, see `ResourceMeters`: whole numbers that each job looks at, so that the common case reads one array.
 * Servers (slots) that are free; less than 0 while withdrawn ones are still in use.
 */
export const FREE = 3;
/** Jobs in line. */
export const WAITING = 4;
/** Words: the ring that the jobs in line are in, its length a power of two, or 0. */
const HEAD = 10;
const CAPACITY = 11;
const RING = 12;
const QUEUE_LIMIT = 14;
export const NESTING = 15;

const INITIAL_CAPACITY = 4;
/** Four numbers a place in the line: job, its work, when it came, and one that is not used. notes: cache-lines */
const PLACE_BITS = 2;
export const WORK = 1;
const ENTERED = 2;

/**
 * Alike resources side by side, each with a first-in first-out line of waiting jobs, in a ring that doubles when it is
 * full. notes: banks
 */
export abstract class QueueingBank extends ResourceMeters {
  abstract readonly kind: string;
  /** Places of all lines. */
  protected readonly rings = new Arena();
  /** Servers (slots) that each member is to have. */
  protected readonly targets: number[] = [];
  private readonly names: string[] = [];
  /** Waiting time of the jobs that left by `clearLine`. */
  private readonly abandonedSeconds: number[] = [];

  /** Throws a RangeError on a number of servers or a limit that cannot be. */
  protected addMember(name: string, what: string, servers: number, queueLimit: number): number {
    requireCount(name, what, servers);
    requireLimit(name, queueLimit);
    this.names.push(name);
    this.targets.push(servers);
    this.abandonedSeconds.push(-0); // an array of doubles
    const member = this.addMeter();
    const record = this.recordOf(member);
    this.floats[record | FREE] = servers;
    this.words[(record << 1) | QUEUE_LIMIT] = Math.min(queueLimit, MOST);
    return member;
  }

  /** What a member tells of itself. */
  resource(member: number): Resource {
    return new BankMember(this, member);
  }

  nameOf(member: number): string {
    return this.names[member]!;
  }

  /** Servers of a member now. */
  abstract servers(member: number): number;

  abstract totals(member: number): ResourceTotals;

  /** Jobs of a member that wait. */
  queueLength(member: number): number {
    return this.floats[this.recordOf(member) | WAITING]!;
  }

  /** Longest queue of a member since it was added or the last `resetMaximum`. */
  maxQueue(member: number): number {
    return this.maxQueueAt(this.recordOf(member));
  }

  /** Starts the search for a member's longest queue afresh, from the queue as it is. */
  resetMaximum(member: number): void {
    this.setMaxQueue(this.recordOf(member), this.queueLength(member));
  }

  /** A server (slot) is taken now. */
  protected take(record: number): void {
    this.floats[record | FREE]!--;
    this.stepBusy(record, 1);
  }

  /** Whether the line is full; counts a refusal if it is. */
  protected refuses(record: number): boolean {
    if (this.floats[record | WAITING]! < this.words[(record << 1) | QUEUE_LIMIT]!) return false;
    this.countRefusal(record);
    return true;
  }

  /** A job joins the line. */
  protected join(record: number, job: number, work: number): void {
    const { words } = this;
    const word = record << 1;
    const waiting = this.floats[record | WAITING]! | 0;
    if (waiting === words[word | CAPACITY]!) this.growLine(record);
    else if (waiting === 0) words[word | HEAD] = 0; // notes: cache-lines
    const { floats } = this.rings;
    const tail = this.place(record, waiting);
    floats[tail] = job;
    floats[tail | WORK] = work;
    floats[tail | ENTERED] = this.simulation.now;
    this.floats[record | WAITING] = waiting + 1;
    this.stepQueue(record, 1);
    this.noteQueue(record, waiting + 1);
  }

  /** Place in `rings` of the first in line, its job, with the work behind it; call it only when there is one. */
  protected firstPlace(record: number): number {
    const { words } = this;
    const word = record << 1;
    return words[word | RING]! + (words[word | HEAD]! << PLACE_BITS);
  }

  /** The head leaves the line for service. */
  protected leave(record: number): void {
    const { words } = this;
    const word = record << 1;
    this.countWait(record, this.rings.floats[this.firstPlace(record) | ENTERED]!);
    words[word | HEAD] = (words[word | HEAD]! + 1) & (words[word | CAPACITY]! - 1);
    this.floats[record | WAITING]!--;
    this.stepQueue(record, -1);
  }

  /** Empties the line and returns its jobs, first come first. */
  protected clearLine(member: number): number[] {
    const record = this.recordOf(member);
    this.abandonedSeconds[member]! += this.elapsedSeconds(record);
    const { floats } = this.rings;
    const waiting = this.queueLength(member);
    const jobs = Array.from({ length: waiting }, (_, index) => floats[this.place(record, index)]! | 0);
    this.stepQueue(record, -waiting);
    this.floats[record | WAITING] = 0;
    return jobs;
  }

  /** What the jobs have waited that did not begin service. */
  protected unservedSeconds(member: number): number {
    return this.elapsedSeconds(this.recordOf(member)) + this.abandonedSeconds[member]!;
  }

  /** Seconds that the jobs in line have waited so far, summed. */
  private elapsedSeconds(record: number): number {
    const { now } = this.simulation;
    const { floats } = this.rings;
    const waiting = this.floats[record | WAITING]!;
    let sum = 0;
    for (let index = 0; index < waiting; index++) sum += now - floats[this.place(record, index) | ENTERED]!;
    return sum;
  }

  /** Where a job stands among the rings, by its place in the line. */
  private place(record: number, index: number): number {
    const { words } = this;
    const word = record << 1;
    return (
      words[word | RING]! + (((words[word | HEAD]! + index) & (words[word | CAPACITY]! - 1)) << PLACE_BITS)
    );
  }

  /** Doubles the ring of a line that fills it. */
  private growLine(record: number): void {
    const { words } = this;
    const word = record << 1;
    const capacity = words[word | CAPACITY]!;
    const larger = Math.max(INITIAL_CAPACITY, capacity * 2);
    words[word | RING] = this.rings.enlarge(
      words[word | RING]!,
      capacity << PLACE_BITS,
      larger << PLACE_BITS,
      words[word | HEAD]! << PLACE_BITS,
    );
    words[word | HEAD] = 0;
    words[word | CAPACITY] = larger;
  }
}

class BankMember implements Resource {
  constructor(
    private readonly bank: QueueingBank,
    private readonly member: number,
  ) {}

  get name(): string {
    return this.bank.nameOf(this.member);
  }

  get kind(): string {
    return this.bank.kind;
  }

  get servers(): number {
    return this.bank.servers(this.member);
  }

  get maxQueue(): number {
    return this.bank.maxQueue(this.member);
  }

  totals(): ResourceTotals {
    return this.bank.totals(this.member);
  }

  resetMaximum(): void {
    this.bank.resetMaximum(this.member);
  }
}
