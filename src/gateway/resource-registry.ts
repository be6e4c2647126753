import type { Resource, ResourceTotals } from '../engine/index.js';
import type { ResourceObservation } from './observation.js';

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly resource: Resource;
  /** Totals at the end of the warm-up, and at the end of the last interval. */
  base: ResourceTotals;
  last: ResourceTotals;
  readonly utilisation: (number | null)[];
  readonly meanQueue: number[];
}

/** Measures resources by differences of their totals: from the end of the warm-up, and by interval. */
export class ResourceRegistry {
  private readonly entries: Entry[] = [];
  private intervals = 0;

  get resources(): readonly Resource[] {
    return this.entries.map(({ resource }) => resource);
  }

  add(kind: string, resource: Resource): void {
    const totals = resource.totals();
    // A resource that comes to be later was idle in the intervals before.
    const before = this.intervals;
    this.entries.push({
      id: resource.name,
      kind,
      resource,
      base: totals,
      last: totals,
      utilisation: new Array<number | null>(before).fill(null),
      meanQueue: new Array<number>(before).fill(0),
    });
  }

  /** The warm-up has ended: measuring starts. */
  reset(): void {
    for (const entry of this.entries) {
      entry.base = entry.resource.totals();
      entry.last = entry.base;
      entry.resource.resetMaximum();
    }
  }

  endInterval(): void {
    this.intervals++;
    for (const entry of this.entries) {
      const totals = entry.resource.totals();
      entry.utilisation.push(utilisation(entry.last, totals));
      entry.meanQueue.push(meanQueue(entry.last, totals));
      entry.last = totals;
    }
  }

  observe(): Record<string, ResourceObservation> {
    return Object.fromEntries(this.entries.map((entry) => [entry.id, observe(entry)]));
  }

  series(): Record<string, { utilisation: (number | null)[]; meanQueue: number[] }> {
    return Object.fromEntries(
      this.entries.map(({ id, utilisation, meanQueue }) => [id, { utilisation, meanQueue }]),
    );
  }

  /** Utilisation of one resource since the end of the warm-up. */
  utilisationOf(resource: Resource): number | null {
    const entry = this.entries.find((each) => each.resource === resource)!;
    return utilisation(entry.base, resource.totals());
  }
}

function utilisation(from: ResourceTotals, to: ResourceTotals): number | null {
  const capacity = to.capacitySeconds - from.capacitySeconds;
  return capacity > 0 ? (to.busySeconds - from.busySeconds) / capacity : null;
}

function meanQueue(from: ResourceTotals, to: ResourceTotals): number {
  const time = to.time - from.time;
  return time > 0 ? (to.queueSeconds - from.queueSeconds) / time : 0;
}

function observe({ kind, resource, base }: Entry): ResourceObservation {
  const totals = resource.totals();
  const started = totals.started - base.started;
  return {
    kind,
    servers: resource.servers,
    utilisation: utilisation(base, totals),
    meanQueue: meanQueue(base, totals),
    maxQueue: resource.maxQueue,
    meanWaitSeconds: started > 0 ? (totals.waitSeconds - base.waitSeconds) / started : null,
    arrivals: totals.arrivals - base.arrivals,
    completions: totals.completions - base.completions,
    refused: totals.refused - base.refused,
    inProgressAtStart: base.inProgress,
    inProgressAtEnd: totals.inProgress,
  };
}
