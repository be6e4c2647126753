/** The rate is measured over so many events, or as many as are pending; earlier when the days run out so often without. */
const FEWEST_MEASURED = 1024;
const MOST_ROLLS = 4;

/** Measures how fast the events of a queue follow each other. Events are told by how many have run since the queue began to count. */
export class EventRate {
  /** Mean seconds from event to event when last measured, 0 before that. */
  gap = 0.5;
  /** Events after which it is time to measure again. */
  due = FEWEST_MEASURED;
  private since = 0.5;
  private runBefore = 0;
  private rolls = 0;

  constructor() {
    this.gap = 0; // notes: double-fields
    this.since = 0;
  }

  /** Measuring begins anew. */
  begin(now: number, run: number, pending: number): void {
    this.since = now;
    this.runBefore = run;
    this.due = run + Math.max(FEWEST_MEASURED, pending);
    this.rolls = 0;
  }

  /**
   * Measures the rate from when measuring began to `now`.
   * @returns false when no time has passed, which leaves the rate as it was
   */
  measure(now: number, run: number): boolean {
    const elapsed = now - this.since;
    if (elapsed <= 0) return false;
    this.gap = elapsed / Math.max(1, run - this.runBefore);
    return true;
  }

  /** The queue counts from 0 again, `run` events later. */
  recount(run: number): void {
    this.runBefore -= run;
    this.due -= run;
  }

  /** The days of the calendar have run out, meant for so many events. @returns whether they did so often with too few */
  rollsShort(run: number, meantFor: number): boolean {
    return ++this.rolls >= MOST_ROLLS && run - this.runBefore < meantFor * this.rolls;
  }

  /** Seconds between events to expect: as measured, or where nothing was, from the earlier half of the pending ones. */
  expected(first: number, run: number, sample: readonly number[], pending: number): number {
    if (this.rolls >= MOST_ROLLS) this.measure(first, run);
    if (this.gap > 0) return this.gap;
    const sorted = sample.toSorted((a, b) => a - b);
    return (sorted[sorted.length >> 1]! - first) / (pending / 2);
  }
}
