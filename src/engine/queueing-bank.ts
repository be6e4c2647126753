import { Arena } from './arena.js';
import type { Resource, ResourceTotals } from './resource.js';
import { FIRST_FREE_WORD, ResourceMeters } from './resource-meters.js';

/** Words of a record, see `ResourceMeters`: jobs in line, and the ring that they are in. */
export const WAITING = FIRST_FREE_WORD;
const HEAD = WAITING + 1;
const CAPACITY = WAITING + 2; // a power of two, or 0
const RING = WAITING + 3;
export const FIRST_WORD_BEHIND_LINE = WAITING + 4;

const INITIAL_CAPACITY = 4;
/** Numbers a place in the line: job, its work, when it came, and one that keeps a place within a cache line. */
const WIDTH = 4;
const WORK = 1;
const ENTERED = 2;

/**
 * Alike resources side by side, each with a first-in first-out line of waiting jobs, in a ring that doubles when it is
 * full. What a resource knows and changes with each job is one cache line, its line of jobs another.
 */
export abstract class QueueingBank extends ResourceMeters {
  abstract readonly kind: string;
  /** Places of all lines. */
  protected readonly rings = new Arena();
  private readonly names: string[] = [];
  /** Waiting time of the jobs that left by `clearLine`. */
  private readonly abandonedSeconds: number[] = [];

  protected addNamed(name: string): number {
    this.names.push(name);
    this.abandonedSeconds.push(-0); // an array of doubles
    return this.addMeter();
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
    return this.words[2 * this.recordOf(member) + WAITING]!;
  }

  /** Longest queue of a member since it was added or the last `resetMaximum`. */
  maxQueue(member: number): number {
    return this.maxQueueAt(this.recordOf(member));
  }

  /** Starts the search for a member's longest queue afresh, from the queue as it is. */
  resetMaximum(member: number): void {
    this.setMaxQueue(this.recordOf(member), this.queueLength(member));
  }

  /** A job joins the line. */
  protected join(record: number, job: number, work: number): void {
    const { words } = this;
    const word = 2 * record;
    const waiting = words[word + WAITING]!;
    if (waiting === words[word + CAPACITY]!) this.growLine(record);
    else if (waiting === 0) words[word + HEAD] = 0; // a line that is often empty then stays in its first cache lines
    const { floats } = this.rings;
    const tail = this.place(record, waiting);
    floats[tail] = job;
    floats[tail + WORK] = work;
    floats[tail + ENTERED] = this.simulation.now;
    words[word + WAITING] = waiting + 1;
    this.stepQueue(record, 1);
    this.noteQueue(record, waiting + 1);
  }

  /** Job at the head of the line; call it only when there is one. */
  protected firstJob(record: number): number {
    return this.rings.floats[this.place(record, 0)]! | 0;
  }

  /** Place of its work in `rings`. */
  protected firstWorkPlace(record: number): number {
    return this.place(record, 0) + WORK;
  }

  /** The head leaves the line. */
  protected leave(record: number): void {
    const { words } = this;
    const word = 2 * record;
    words[word + HEAD] = (words[word + HEAD]! + 1) & (words[word + CAPACITY]! - 1);
    words[word + WAITING]!--;
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
    this.words[2 * record + WAITING] = 0;
    return jobs;
  }

  /** What the jobs waited that have begun service, from the integral of the line. */
  protected waitOfStarted(member: number, queueSeconds: number): number {
    return queueSeconds - this.elapsedSeconds(this.recordOf(member)) - this.abandonedSeconds[member]!;
  }

  /** Seconds that the jobs in line have waited so far, summed. */
  private elapsedSeconds(record: number): number {
    const { now } = this.simulation;
    const { floats } = this.rings;
    const waiting = this.words[2 * record + WAITING]!;
    let sum = 0;
    for (let index = 0; index < waiting; index++) sum += now - floats[this.place(record, index) + ENTERED]!;
    return sum;
  }

  /** Where a job stands among the rings, by its place in the line. */
  private place(record: number, index: number): number {
    const { words } = this;
    const word = 2 * record;
    return words[word + RING]! + ((words[word + HEAD]! + index) & (words[word + CAPACITY]! - 1)) * WIDTH;
  }

  /** Doubles the ring of a line that fills it. */
  private growLine(record: number): void {
    const { words, rings } = this;
    const word = 2 * record;
    const capacity = words[word + CAPACITY]!;
    const larger = Math.max(INITIAL_CAPACITY, capacity * 2);
    const to = rings.take(larger * WIDTH);
    const from = words[word + RING]!;
    const split = from + words[word + HEAD]! * WIDTH;
    const end = from + capacity * WIDTH;
    rings.floats.copyWithin(to, split, end);
    rings.floats.copyWithin(to + end - split, from, split);
    words[word + RING] = to;
    words[word + HEAD] = 0;
    words[word + CAPACITY] = larger;
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
