import type { HandlerId, Simulation } from '../engine/index.js';
import { sortSpread } from './sort-spread.js';

/** Who does something once a period. Methods of a class, not closures, notes: compiled-into-callers */
export interface CyclicMembers {
  /** Members are numbered from `first`. */
  readonly first: number;
  readonly count: number;
  readonly periodSeconds: number;
  /** Phase of a member within the period, 0 <= phase < 1. */
  phase(member: number): number;
  /** Members for which nothing is ever due; they cost nothing. Their phases are drawn like all others. */
  leavesOut?(member: number): boolean;
  /**
   * Asked once a period of each member, in order of phase and before its time comes: those that skip it cost no event.
   * @param due the time, in an array, notes: numbers-across-calls
   */
  skips?(member: number, due: Float64Array): boolean;
  /** Called for the members of the near future, a few at a time: their data will be needed. */
  touch?(member: number): void;
  /** Called for each other member once a period, in order of phase. */
  due(member: number): void;
}

/** Members touched ahead at once, a power of two. notes: clients-touched-ahead */
const TOUCHED = 32;

/** Keys are whole numbers below this, all of which a double holds. */
const KEYS = 2 ** 52;

/**
 * Something that each of many members does once a period, at a phase of its own. However many there are, one event
 * is pending: a million clients cost 8 bytes each here, not a timer each.
 */
export class CyclicSchedule {
  /** Phase and member in one number, sorted: the member in the low bits, so that equal phases keep their order. */
  private readonly keys: Float64Array;
  private readonly memberUnit: number; // powers of two, and their reciprocals
  private readonly perMemberUnit: number;
  private readonly perPhaseUnit: number;
  private cursor = 0;
  private cycle = 0;
  /** Whose turn it is at the cursor, and when it comes. */
  private member = 0;
  private readonly dueAt = new Float64Array(1);
  private isSkipped = false; // what is scheduled is for nobody
  private readonly handler: HandlerId;

  constructor(
    private readonly simulation: Simulation,
    private readonly members: CyclicMembers,
  ) {
    const { count, periodSeconds } = members;
    if (!(periodSeconds > 0)) throw new RangeError(`a period must be longer than 0 s, not ${periodSeconds}`);
    this.memberUnit = 2 ** Math.ceil(Math.log2(Math.max(2, count)));
    this.perMemberUnit = 1 / this.memberUnit;
    const phaseUnit = KEYS / this.memberUnit;
    this.perPhaseUnit = 1 / phaseUnit;
    this.keys = keysOf(members, phaseUnit, this.memberUnit);
    sortSpread(this.keys, KEYS);
    this.handler = simulation.handlerOf(this, this.fire);
    if (this.keys.length > 0) this.scheduleNext();
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
    for (let cursor = this.cursor; cursor < end; cursor++) {
      const key = this.keys[cursor]!;
      members.touch(members.first + key - Math.floor(key * this.perMemberUnit) * this.memberUnit);
    }
  }

  /** Takes the cursor's key apart. Not by %, which takes 20 times as long: the units are powers of two, so that this is exact. */
  private aim(): void {
    const { first, periodSeconds } = this.members;
    const key = this.keys[this.cursor]!;
    const phase = Math.floor(key * this.perMemberUnit);
    this.member = (first + key - phase * this.memberUnit) | 0;
    this.dueAt[0] = (this.cycle + phase * this.perPhaseUnit) * periodSeconds;
  }

  /** Schedules the next member that does not skip its time; after a whole period of skips the one reached, in vain. */
  private scheduleNext(): void {
    const { members, dueAt } = this;
    this.isSkipped = false;
    this.aim();
    if (members.skips !== undefined) {
      let left = this.keys.length;
      while (members.skips(this.member, dueAt)) {
        this.isSkipped = --left === 0;
        if (this.isSkipped) break;
        this.step();
        this.aim();
      }
    }
    this.simulation.scheduleAt(dueAt[0]!, this.handler, 0);
  }

  private fire(): void {
    const { member, isSkipped } = this;
    this.step();
    this.scheduleNext();
    if (!isSkipped) this.members.due(member);
  }
}

/** A key for each member that takes part: its phase, and in the low bits its number. */
function keysOf(members: CyclicMembers, phaseUnit: number, memberUnit: number): Float64Array {
  const { count, first } = members;
  const keys = new Float64Array(count);
  let taking = 0;
  for (let index = 0; index < count; index++) {
    const key = Math.floor(members.phase(first + index) * phaseUnit) * memberUnit + index;
    if (members.leavesOut?.(first + index) !== true) keys[taking++] = key;
  }
  return taking === count ? keys : keys.slice(0, taking);
}
