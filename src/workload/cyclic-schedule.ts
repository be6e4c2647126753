import type { Simulation } from '../engine/index.js';

interface CyclicScheduleOptions {
  /** Members are numbered from `first`. */
  readonly first: number;
  readonly count: number;
  readonly periodSeconds: number;
  /** Phase of a member within the period, 0 <= phase < 1. */
  readonly phase: (member: number) => number;
  /** Called for each member once a period, in order of phase. */
  readonly due: (member: number) => void;
}

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
  private readonly handler: number;

  constructor(
    private readonly simulation: Simulation,
    private readonly options: CyclicScheduleOptions,
  ) {
    const { count, first, phase, periodSeconds } = options;
    if (!(periodSeconds > 0)) throw new RangeError(`a period must be longer than 0 s, not ${periodSeconds}`);
    this.memberUnit = 2 ** Math.ceil(Math.log2(Math.max(2, count)));
    this.phaseUnit = 2 ** 52 / this.memberUnit;
    this.keys = new Float64Array(count);
    for (let index = 0; index < count; index++) {
      this.keys[index] = Math.floor(phase(first + index) * this.phaseUnit) * this.memberUnit + index;
    }
    this.keys.sort();
    this.handler = simulation.handler(() => this.fire());
    if (count > 0) this.scheduleNext();
  }

  private scheduleNext(): void {
    const phase = Math.floor(this.keys[this.cursor]! / this.memberUnit) / this.phaseUnit;
    this.simulation.scheduleAt((this.cycle + phase) * this.options.periodSeconds, this.handler, 0);
  }

  private fire(): void {
    const member = this.options.first + (this.keys[this.cursor]! % this.memberUnit);
    this.cursor++;
    if (this.cursor === this.keys.length) {
      this.cursor = 0;
      this.cycle++;
    }
    this.scheduleNext();
    this.options.due(member);
  }
}
