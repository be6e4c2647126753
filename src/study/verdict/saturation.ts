import type { Observation } from '../../gateway/simulation/observation.js';
import type { ResourceSummary } from '../summary/schema/systems.js';
import { resourceKind } from '../words/resource-kinds.js';
import { type Cluster, clustersOf, isShared, type Spell } from './spells.js';

/** A spell that drains names the state only where it takes more than this share of the measured time. */
const LONG = 0.1;

/** Whether more load makes a resource busier. */
export const followsLoad = ({ kind }: Pick<ResourceSummary, 'kind'>): boolean => !resourceKind(kind).isFixed;

/** A time in which a resource could not carry what it was asked. */
export interface Saturation {
  readonly resource: string;
  readonly fromSeconds: number;
  /** Until when its queue grew, or it refused. */
  readonly grewUntilSeconds: number;
  /** Until when it had drained; the end of the window where it had not. */
  readonly toSeconds: number;
  readonly drained: boolean;
  readonly refused: number;
  readonly longestQueue: number;
  /** Whether the deployment is called saturated for it: it has not drained, or takes more than a tenth of the time. */
  readonly decides: boolean;
  readonly replications: number;
}

interface SaturatedTime extends Spell {
  readonly grewUntilSeconds: number;
  readonly drained: boolean;
  readonly refused: number;
  readonly longestQueue: number;
  readonly decides: boolean;
}

const MINUTE = 60;

/** The times in which a resource was saturated (see `SaturationWatch`), those that at least half of the replications have. */
export function saturationsOf(observations: readonly Observation[]): Saturation[] {
  const byResource = new Map<string, SaturatedTime[]>();
  for (const observation of observations) {
    for (const id of Object.keys(observation.saturated)) {
      if (!followsLoad(observation.resources[id]!)) continue;
      byResource.set(id, [...(byResource.get(id) ?? []), ...timesOf(observation, id)]);
    }
  }
  return [...byResource].flatMap(([resource, spells]) =>
    clustersOf(spells)
      .filter(({ replications }) => isShared(replications, observations.length))
      .map((cluster) => saturation(resource, cluster)),
  );
}

function timesOf(
  { replication, durationSeconds, saturated }: Observation,
  resource: string,
): SaturatedTime[] {
  const end = (minute: number): number => Math.min(durationSeconds, (minute + 1) * MINUTE);
  return saturated[resource]!.map((spell) => {
    const fromSeconds = spell.fromMinute * MINUTE;
    const toSeconds = end(spell.toMinute);
    const { drained, refused, longestQueue } = spell;
    const decides = !drained || toSeconds - fromSeconds > LONG * durationSeconds;
    const grewUntilSeconds = end(spell.lastGrowth);
    return { replication, fromSeconds, toSeconds, grewUntilSeconds, drained, refused, longestQueue, decides };
  });
}

function saturation(resource: string, cluster: Cluster<SaturatedTime>): Saturation {
  const { spells, replications, fromSeconds, toSeconds } = cluster;
  const having = (holds: (spell: SaturatedTime) => boolean): number =>
    new Set(spells.filter(holds).map(({ replication }) => replication)).size;
  const growths = spells.map(({ grewUntilSeconds }) => grewUntilSeconds).sort((a, b) => a - b);
  return {
    resource,
    fromSeconds,
    grewUntilSeconds: Math.min(toSeconds, growths[Math.floor((growths.length - 1) / 2)]!),
    toSeconds,
    drained: having(({ drained }) => !drained) * 2 < replications,
    refused: spells.reduce((sum, { refused }) => sum + refused, 0),
    longestQueue: Math.max(...spells.map((spell) => spell.longestQueue)),
    decides: isShared(
      having(({ decides }) => decides),
      replications,
    ),
    replications,
  };
}

/** Utilisation in the busiest hour, 0 for what was never in use. */
export const peakOf = (resource: ResourceSummary): number => resource.peakUtilisation.value ?? 0;
