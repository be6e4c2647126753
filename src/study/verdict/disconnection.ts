import type { Observation, OutageObservation } from '../../gateway/simulation/observation.js';
import { clustersOf, isShared, type Spell } from './spells.js';

/** An outage counts from this length on, or where it is all of a shorter window. */
const LEAST_SECONDS = 300;

/** An instance that got new connections without a channel to carry what they bring. */
export interface Disconnection extends OutageObservation {
  readonly replications: number;
}

interface Outage extends Spell {
  readonly lasts: boolean;
  readonly reason: string | null;
}

/** The times in which an instance of the current deployment had no channel, those that at least half of the replications have. */
export function disconnectionsOf(observations: readonly Observation[]): Disconnection[] {
  const byInstance = new Map<string, { readonly gateway: string; readonly vm: string; spells: Outage[] }>();
  for (const { replication, durationSeconds, outages } of observations) {
    const least = Math.min(LEAST_SECONDS, durationSeconds);
    for (const { gateway, vm, ...outage } of outages) {
      if (outage.toSeconds - outage.fromSeconds < least - 1e-6) continue;
      const instance = byInstance.get(vm) ?? { gateway, vm, spells: [] };
      byInstance.set(vm, instance);
      instance.spells.push({ replication, ...outage });
    }
  }
  return [...byInstance.values()].flatMap(({ gateway, vm, spells }) =>
    clustersOf(spells)
      .filter(({ replications }) => isShared(replications, observations.length))
      .map(
        (cluster): Disconnection => ({
          gateway,
          vm,
          fromSeconds: cluster.fromSeconds,
          toSeconds: cluster.toSeconds,
          lasts: cluster.spells.filter(({ lasts }) => lasts).length * 2 >= cluster.replications,
          reason: cluster.spells.find(({ reason }) => reason !== null)?.reason ?? null,
          replications: cluster.replications,
        }),
      ),
  );
}
