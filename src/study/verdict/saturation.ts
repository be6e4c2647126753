import type { Observation } from '../../gateway/observation.js';
import type { ResourceSummary, Summary } from '../summary.js';
import { type Growth, growthOf } from './growth.js';

/** Busy share from which on a resource is called saturated. */
export const SATURATED = 0.98;

/** Kinds whose every refusal is a client without service: their limit is a wall, not a queue. */
const WALLS: ReadonlySet<string> = new Set(['cp-ports']);

/** Kinds that the network fills, not the load: a channel holds its tunnels however much passes. */
const FIXED: ReadonlySet<string> = new Set(['proxy-tunnels']);

/** Whether more load makes a resource busier. */
export const followsLoad = ({ kind }: ResourceSummary): boolean => !FIXED.has(kind);

/** A resource that cannot carry the load, and how that shows. */
export type Saturated =
  | { readonly id: string; readonly sign: 'full' | 'busy' }
  | { readonly id: string; readonly sign: 'growing'; readonly growth: Growth };

/** Every saturated resource, in the order of the summary. */
export function saturatedResources(
  resources: Summary['resources'],
  observations: readonly Observation[],
): Saturated[] {
  return Object.entries(resources).flatMap(([id, resource]): Saturated[] => {
    const { kind, refused, utilisation } = resource;
    if (!followsLoad(resource)) return [];
    if (WALLS.has(kind) && refused > 0) return [{ id, sign: 'full' }];
    if (utilisation.value !== null && utilisation.value >= SATURATED) return [{ id, sign: 'busy' }];
    const growth = growthOf(observations, id);
    return growth === null ? [] : [{ id, sign: 'growing', growth }];
  });
}

/** Utilisation in the busiest hour, 0 for what was never in use. */
export const peakOf = (resource: ResourceSummary): number => resource.peakUtilisation.value ?? 0;
