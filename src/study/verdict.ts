import type { Observation } from '../gateway/observation.js';
import { noMetric } from './summary/metric.js';
import type { Metric, Summary, Verdict } from './summary.js';
import { channellessInstances } from './verdict/channelless.js';
import { type Evidence, reasonsOf } from './verdict/reasons.js';
import { followsLoad, peakOf, type Saturated, saturatedResources } from './verdict/saturation.js';

/**
 * Does the deployment connect, does it carry the load, what is full first and how far is it from there?
 * Disconnected: an instance has no channel. Saturated: a resource is busy >= 98 % of the time, its queue grows to
 * the end of the run, or ports were refused. The bottleneck is the resource that is busiest in its busiest hour;
 * headroom is 1 / that utilisation - 1: the share by which load can grow until it is full, all else equal.
 */
export function judge(evidence: Evidence, observations: readonly Observation[]): Verdict {
  const channelless = channellessInstances(evidence);
  const saturated = saturatedResources(evidence.resources, observations);
  const bottleneck = bottleneckOf(evidence.resources, saturated);
  return {
    state: channelless.length > 0 ? 'disconnected' : saturated.length > 0 ? 'saturated' : 'stable',
    bottleneck,
    headroom: headroomOf(bottleneck, evidence.resources, saturated),
    reasons: reasonsOf(evidence, { channelless, saturated }),
  };
}

/** The saturated resource that is busiest, or else the busiest in its busiest hour. */
function bottleneckOf(resources: Summary['resources'], saturated: readonly Saturated[]): string | null {
  const loaded = Object.keys(resources).filter((id) => followsLoad(resources[id]!));
  const candidates = saturated.length > 0 ? saturated.map(({ id }) => id) : loaded;
  let busiest: string | null = null;
  for (const id of candidates) {
    if (peakOf(resources[id]!) > (busiest === null ? 0 : peakOf(resources[busiest]!))) busiest = id;
  }
  return busiest ?? saturated[0]?.id ?? null;
}

function headroomOf(
  bottleneck: string | null,
  resources: Summary['resources'],
  saturated: readonly Saturated[],
): Metric {
  if (bottleneck === null) return noMetric('nothing was busy');
  if (saturated.some(({ id }) => id === bottleneck)) return { value: 0, low: null, high: null };
  const { value, low, high } = resources[bottleneck]!.peakUtilisation;
  return { value: room(value), low: room(high), high: room(low) };
}

const room = (utilisation: number | null): number | null =>
  utilisation === null || utilisation <= 0 ? null : Math.max(0, 1 / utilisation - 1);
