import { CAUSES, type CauseId } from './causes.js';
import type { RequestClassId } from './ids.js';

/** How the requests of a class ended that one population made, since the end of the warm-up. */
export interface Tally {
  readonly answered: number;
  readonly failed: Float64Array;
  /** Minute by minute: how many ended, and how many failed by each cause that occurred. */
  readonly endedByMinute: readonly number[];
  readonly failedByMinute: ReadonlyMap<number, readonly number[]>;
}

/** Counts of one class and population, and what they stood at when the last minute ended. */
class Counts implements Tally {
  answered = 0;
  readonly failed = new Float64Array(CAUSES.length);
  readonly endedByMinute: number[] = [];
  readonly failedByMinute = new Map<number, number[]>();
  private failures = 0;
  private endedBefore = 0;
  private failuresBefore = 0;
  private readonly failedBefore = new Float64Array(CAUSES.length);

  fail(cause: CauseId): void {
    this.failures++;
    this.failed[cause]++;
  }

  endMinute(): void {
    const ended = this.answered + this.failures;
    this.endedByMinute.push(ended - this.endedBefore);
    this.endedBefore = ended;
    if (this.failures > this.failuresBefore)
      this.failed.forEach((count, cause) => {
        if (count > 0 && !this.failedByMinute.has(cause))
          this.failedByMinute.set(cause, new Array(this.endedByMinute.length - 1).fill(0));
      });
    for (const [cause, minutes] of this.failedByMinute) {
      minutes.push(this.failed[cause] - this.failedBefore[cause]);
      this.failedBefore[cause] = this.failed[cause];
    }
    this.failuresBefore = this.failures;
  }
}

/** Counts how requests end, by class and population and minute by minute: what an episode of failures is found in. */
export class Tallies {
  private counts: Counts[];

  constructor(
    private readonly classes: number,
    private readonly populations: number,
  ) {
    this.counts = this.empty();
  }

  answered(requestClass: RequestClassId, population: number): void {
    this.at(requestClass, population).answered++;
  }

  failed(requestClass: RequestClassId, population: number, cause: CauseId): void {
    this.at(requestClass, population).fail(cause);
  }

  of(requestClass: RequestClassId, population: number): Tally {
    return this.at(requestClass, population);
  }

  endMinute(): void {
    for (const each of this.counts) each.endMinute();
  }

  reset(): void {
    this.counts = this.empty();
  }

  private at(requestClass: RequestClassId, population: number): Counts {
    return this.counts[requestClass * this.populations + population];
  }

  private empty(): Counts[] {
    return Array.from({ length: this.classes * this.populations }, () => new Counts());
  }
}
