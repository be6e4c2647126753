import type { Simulation } from '../engine/index.js';

/** Who does something once a period. Methods of a class, not closures: V8 then compiles them into what calls them, for good. */
export interface CyclicMembers {
  /** Members are numbered from `first`. */
  readonly first: number;
  readonly count: number;
  readonly periodSeconds: number;
  /** Phase of a member within the period, 0 <= phase < 1. */
  phase(member: number): number;
  /** Members for which nothing is ever due; they cost nothing. Their phases are drawn like all others. */
  leavesOut?(member: number): boolean;
  /** Asked once a period of each member, in order of phase and before its time comes: those that skip it cost no event. */
  skips?(member: number, time: number): boolean;
  /** Called for the members of the near future, a few at a time: their data will be needed. */
  touch?(member: number): void;
  /** Called for each other member once a period, in order of phase. */
  due(member: number): void;
}

/** Members touched ahead at once, a power of two: their cache misses overlap, and were 4 % of a run with 12,000 clients. */
const TOUCHED = 8;

/**
 * Something that each of many members does once a period, at a phase of its own. However many there are, one event
 * is pending: a million clients cost 8 bytes each here, not a timer each.
 */
export class CyclicSchedule {
  /** Phase and member in one number, sorted: the member in the low bits, so that equal phases keep their order. */
  private readonly keys: Float64Array;
  private readonly memberUnit: number;
  private readonly phaseUnit: number;
  private cursor = 0;
  private cycle = 0;
  private isSkipped = false; // what is scheduled is for nobody
  private readonly handler: number;

  constructor(
    private readonly simulation: Simulation,
    private readonly members: CyclicMembers,
  ) {
    const { count, first, periodSeconds } = members;
    if (!(periodSeconds > 0)) throw new RangeError(`a period must be longer than 0 s, not ${periodSeconds}`);
    this.memberUnit = 2 ** Math.ceil(Math.log2(Math.max(2, count)));
    this.phaseUnit = 2 ** 52 / this.memberUnit;
    const keys = new Float64Array(count);
    let taking = 0;
    for (let index = 0; index < count; index++) {
      const key = Math.floor(members.phase(first + index) * this.phaseUnit) * this.memberUnit + index;
      if (members.leavesOut?.(first + index) !== true) keys[taking++] = key;
    }
    this.keys = taking === count ? keys : keys.slice(0, taking);
    this.keys.sort();
    this.handler = simulation.handlerOf(this, this.fire);
    if (taking > 0) this.scheduleNext();
  }

  private member(cursor = this.cursor): number {
    // Not by %, which takes 20 times as long: the unit is a power of two, so that this is exact.
    const key = this.keys[cursor]!;
    return this.members.first + key - Math.floor(key / this.memberUnit) * this.memberUnit;
  }

  private step(): void {
    if (++this.cursor === this.keys.length) {
      this.cursor = 0;
      this.cycle++;
    }
    if ((this.cursor & (TOUCHED - 1)) === 0) this.touchNext();
  }

  private touchNext(): void {
    const { members } = this;
    if (members.touch === undefined) return;
    const end = Math.min(this.cursor + TOUCHED, this.keys.length);
    for (let cursor = this.cursor; cursor < end; cursor++) members.touch(this.member(cursor));
  }

  /** Schedules the next member that does not skip its time; after a whole period of skips the one reached, in vain. */
  private scheduleNext(): void {
    const { members } = this;
    this.isSkipped = false;
    if (members.skips !== undefined) {
      let left = this.keys.length;
      while (members.skips(this.member(), this.time())) {
        this.isSkipped = --left === 0;
        if (this.isSkipped) break;
        this.step();
      }
    }
    this.simulation.scheduleAt(this.time(), this.handler, 0);
  }

  /** When the turn of the member at the cursor comes. */
  private time(): number {
    const phase = Math.floor(this.keys[this.cursor]! / this.memberUnit) / this.phaseUnit;
    return (this.cycle + phase) * this.members.periodSeconds;
  }

  private fire(): void {
    const member = this.member();
    const { isSkipped } = this;
    this.step();
    this.scheduleNext();
    if (!isSkipped) this.members.due(member);
  }
}
