import { CAUSES, type Cause, type CauseId } from './causes.js';

/** Counts requests that failed by cause, and by the part of the system at which that happened. */
export class FailuresByPart {
  private readonly counts = new Map<CauseId, Map<string, number>>();

  add(cause: CauseId, part: string): void {
    const parts = this.counts.get(cause) ?? new Map<string, number>();
    this.counts.set(cause, parts);
    parts.set(part, (parts.get(part) ?? 0) + 1);
  }

  reset(): void {
    this.counts.clear();
  }

  /** By cause and part, both in alphabetical order. */
  observe(): Record<string, Record<string, number>> {
    const causes = [...this.counts].map(([cause, parts]): [Cause, Record<string, number>] => [
      CAUSES[cause],
      Object.fromEntries([...parts].sort(byName)),
    ]);
    return Object.fromEntries(causes.sort(byName));
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
