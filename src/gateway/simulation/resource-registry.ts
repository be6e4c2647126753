import type { Resource, ResourceTotals } from '../../engine/index.js';
import type { ResourceObservation } from './observation.js';
import { type SaturatedSpell, SaturationWatch } from './saturation-watch.js';

/** What a span's utilisation and mean queue are made of. */
type Integrals = Pick<ResourceTotals, 'time' | 'busySeconds' | 'queueSeconds' | 'capacitySeconds'>;

const INITIAL_INTERVALS = 16;

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly resource: Resource;
  /** Totals at the end of the warm-up. */
  base: ResourceTotals;
  readonly last: LastIntegrals;
  /** NaN where there is none. */
  readonly utilisation: Series;
  readonly meanQueue: Series;
  /** null before the measured part. */
  watch: SaturationWatch | null;
}

/** One number an interval, no nulls. notes: young-objects */
class Series {
  private values: Float64Array;

  /** @param length of it that is there already, all of them `value` */
  constructor(
    private length: number,
    value: number,
  ) {
    this.values = new Float64Array(Math.max(INITIAL_INTERVALS, length)).fill(value, 0, length);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new Float64Array(this.length * 2);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length++] = value;
  }

  toArray(): number[] {
    return Array.from(this.values.subarray(0, this.length));
  }
}

/** Integrals at the end of the last interval. notes: young-objects */
class LastIntegrals implements Integrals {
  private readonly values = new Float64Array(4);

  constructor(totals: Integrals) {
    this.set(totals);
  }

  set({ time, busySeconds, queueSeconds, capacitySeconds }: Integrals): void {
    this.values[0] = time;
    this.values[1] = busySeconds;
    this.values[2] = queueSeconds;
    this.values[3] = capacitySeconds;
  }

  get time(): number {
    return this.values[0];
  }

  get busySeconds(): number {
    return this.values[1];
  }

  get queueSeconds(): number {
    return this.values[2];
  }

  get capacitySeconds(): number {
    return this.values[3];
  }
}

/** Measures resources by differences of their totals: from the end of the warm-up, and by interval. */
export class ResourceRegistry {
  private readonly entries = new Map<Resource, Entry>();
  private intervals = 0;
  private minutes = 0;
  /** Minutes of the measured part; 0 until it begins. */
  private windowMinutes = 0;

  get resources(): readonly Resource[] {
    return [...this.entries.keys()];
  }

  add(kind: string, resource: Resource): void {
    const totals = resource.totals();
    // A resource that comes to be later was idle in the intervals before.
    const before = this.intervals;
    this.entries.set(resource, {
      id: resource.name,
      kind,
      resource,
      base: totals,
      last: new LastIntegrals(totals),
      utilisation: new Series(before, Number.NaN),
      meanQueue: new Series(before, 0),
      watch: this.watch(resource),
    });
  }

  /**
   * The warm-up has ended: measuring starts.
   * @param windowMinutes minutes of the measured part, one that is begun included
   */
  reset(windowMinutes: number): void {
    this.windowMinutes = windowMinutes;
    for (const entry of this.entries.values()) {
      entry.base = entry.resource.totals();
      entry.last.set(entry.base);
      entry.resource.resetMaximum();
      entry.watch = this.watch(entry.resource);
    }
  }

  endMinute(): void {
    this.minutes++;
    for (const { watch } of this.entries.values()) watch?.endMinute();
  }

  /** By resource: the times in which it was saturated; those that never were are left out. */
  saturatedSpells(): Record<string, SaturatedSpell[]> {
    return Object.fromEntries(
      Array.from(this.entries.values(), ({ id, watch }) => [id, watch?.end() ?? []] as const).filter(
        ([, spells]) => spells.length > 0,
      ),
    );
  }

  endInterval(): void {
    this.intervals++;
    for (const entry of this.entries.values()) {
      const totals = entry.resource.totals();
      entry.utilisation.push(utilisation(entry.last, totals) ?? Number.NaN);
      entry.meanQueue.push(meanQueue(entry.last, totals));
      entry.last.set(totals);
    }
  }

  observe(): Record<string, ResourceObservation> {
    return Object.fromEntries(Array.from(this.entries.values(), (entry) => [entry.id, observe(entry)]));
  }

  series(): Record<string, { utilisation: (number | null)[]; meanQueue: number[] }> {
    return Object.fromEntries(
      Array.from(this.entries.values(), ({ id, utilisation, meanQueue }) => [
        id,
        {
          utilisation: utilisation.toArray().map((share) => (Number.isNaN(share) ? null : share)),
          meanQueue: meanQueue.toArray(),
        },
      ]),
    );
  }

  private watch(resource: Resource): SaturationWatch | null {
    return this.windowMinutes === 0 ? null : new SaturationWatch(resource, this.minutes, this.windowMinutes);
  }

  /** Utilisation of one resource since the end of the warm-up. */
  utilisationOf(resource: Resource): number | null {
    const entry = this.entries.get(resource)!;
    return utilisation(entry.base, resource.totals());
  }
}

function utilisation(from: Integrals, to: Integrals): number | null {
  const capacity = to.capacitySeconds - from.capacitySeconds;
  return capacity > 0 ? (to.busySeconds - from.busySeconds) / capacity : null;
}

function meanQueue(from: Integrals, to: Integrals): number {
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
    // A difference of two sums may be a rounding below 0.
    meanWaitSeconds: started > 0 ? Math.max(0, totals.waitSeconds - base.waitSeconds) / started : null,
    arrivals: totals.arrivals - base.arrivals,
    completions: totals.completions - base.completions,
    refused: totals.refused - base.refused,
    inProgressAtStart: base.inProgress,
    inProgressAtEnd: totals.inProgress,
  };
}
