/**
 * The pending events of a simulation in order of (time, sequence).
 * Implementations keep an event as five numbers in typed arrays and allocate nothing per event.
 */
export interface EventQueue {
  /** Pending events. */
  readonly size: number;
  /**
   * The memory of events, as doubles and as words: an event stands at a multiple of eight words. What goes in and out
   * is written and read there by the caller. notes: numbers-across-calls
   */
  readonly floats: Float64Array;
  readonly words: Int32Array;
  /** Where the event stands that `push` adds, to be written before, all five numbers of it; and the one just taken by `pop`. */
  readonly free: number;
  /** Adds the event at `free`. Its sequence must exceed that of every earlier event, its time must be finite. */
  push(): void;
  /** Time of the first event, Infinity when there is none. */
  nextTime(): number;
  /** Sequence of the first event; call it only when there is one. */
  nextSequence(): number;
  /** Removes the first event, which then stands at `free`; call it only when there is one. */
  pop(): void;
  /** Removes all events of a handler's member and returns them in their order. O(size), or a little more: not for every day. */
  withdraw(handler: number, member: number): WithdrawnEvent[];
}

/** Doubles of an event, at `(event >> 1) | ...`, and words, at `event | ...`. */
export const TIME = 0;
export const SEQUENCE = 1;
export const HANDLER = 4;
export const ARGUMENT = 5;
export const MEMBER = 7;

/** An event that was taken back before its time. */
export interface WithdrawnEvent {
  readonly time: number;
  readonly sequence: number;
  readonly argument: number;
}

/** The order of events, as a comparison for `sort`. */
export function byOrder(a: WithdrawnEvent, b: WithdrawnEvent): number {
  return a.time - b.time || a.sequence - b.sequence;
}
