/**
 * The pending events of a simulation in order of (time, sequence).
 * Implementations keep an event as five numbers in typed arrays and allocate nothing per event.
 */
export interface EventQueue {
  /** Pending events. */
  readonly size: number;
  /** Handler of the event taken last. */
  readonly handler: number;
  /** Argument of the event taken last. */
  readonly argument: number;
  /** Member of the event taken last. */
  readonly member: number;
  /**
   * Time and sequence of the event that `push` adds. They are handed over here because V8 makes a heap number of each
   * fraction that is an argument of a call: measured, a quarter of all that a run allocated.
   */
  readonly entry: Float64Array;
  /** Adds the event of `entry`. Its sequence must exceed that of every earlier event, its time must be finite. */
  push(handler: number, argument: number, member: number): void;
  /** Time of the first event, Infinity when there is none. */
  nextTime(): number;
  /** Sequence of the first event; call it only when there is one. */
  nextSequence(): number;
  /** Removes the first event and leaves it in `handler`, `argument` and `member`; call it only when there is one. */
  pop(): void;
  /** Removes all events of a handler's member and returns them in their order. O(size), or a little more: not for every day. */
  withdraw(handler: number, member: number): WithdrawnEvent[];
}

/** Places in `entry`. */
export const TIME = 0;
export const SEQUENCE = 1;

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
