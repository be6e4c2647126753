import type { Observation } from '../../gateway/simulation/observation.js';
import type { ClockZone } from '../../model/clock/read-clock.js';
import { noMetric, sumOf } from '../summary/metric.js';
import type { Metric } from '../summary/schema/figures.js';
import type { Verdict } from '../summary/schema/judgement.js';
import type { Summary } from '../summary/summary.js';
import { UTC, windowClock } from '../words/clock.js';
import { disconnectionsOf } from './disconnection.js';
import { episodesOf } from './episodes.js';
import { failuresOf } from './failures.js';
import { type Evidence, type Findings, reasonsOf } from './reasons.js';
import { followsLoad, peakOf, saturationsOf } from './saturation.js';
import type { State } from './state.js';
import { overloadsOf, supportedHeadroom } from './support.js';

/**
 * Does the deployment connect, are its requests answered, does it carry the load, is it supported? The guide
 * `docs/verdict.md` states the definition for administrators.
 * - disconnected: an instance that gets new connections has no channel, for five minutes or all of a shorter window
 * - failing: more than 1 % of the requests of a class fail, in all or of one population (see `failuresOf`)
 * - saturated: a resource is too busy and has not drained by the end, or for more than a tenth of the time (`saturationsOf`)
 * - unsupported: over a documented limit
 * - idle: nothing was asked or running
 * The bottleneck is the resource that is busiest in its busiest hour. Headroom is two shares by which load can grow: until it
 * is no longer supported, and until the bottleneck is full (1 / its utilisation in its busiest hour - 1). Clock times are those of a zone.
 */
export function judge(
  evidence: Evidence,
  observations: readonly Observation[],
  { offsetSeconds }: ClockZone = UTC,
): Verdict {
  const { startSeconds, durationSeconds } = observations[0]!;
  const localStart = startSeconds + offsetSeconds;
  const findings: Findings = {
    disconnections: disconnectionsOf(observations),
    failures: failuresOf(observations),
    saturations: saturationsOf(observations),
    overloads: overloadsOf(evidence),
    idle: isIdle(evidence),
    clock: windowClock(localStart, durationSeconds),
    replications: observations.length,
  };
  const state = stateOf(findings);
  const bottleneck = bottleneckOf(evidence.resources, findings, state);
  return {
    state,
    bottleneck,
    headroom: headroomOf(evidence, bottleneck, findings, state),
    reasons: reasonsOf(evidence, findings),
    episodes: episodesOf(findings, localStart),
    advice: [],
    tried: [],
  };
}

function stateOf({ disconnections, failures, saturations, overloads, idle }: Findings): State {
  if (disconnections.length > 0) return 'disconnected';
  if (failures.length > 0) return 'failing';
  if (saturations.some(({ decides }) => decides)) return 'saturated';
  if (overloads.length > 0) return 'unsupported';
  return idle ? 'idle' : 'holds';
}

const isIdle = ({ requests, content }: Evidence): boolean =>
  content.downloads === 0 &&
  sumOf(Object.fromEntries(Object.entries(requests).map(([name, one]) => [name, one.offered]))) === 0;

/** A deployment that cannot connect, or whose requests fail though nothing is full, has no bottleneck. */
function bottleneckOf(
  resources: Summary['resources'],
  { saturations }: Findings,
  state: State,
): string | null {
  const full = saturations
    .filter(({ decides }) => decides || state === 'failing')
    .map(({ resource }) => resource);
  if (state === 'idle' || state === 'disconnected' || (state === 'failing' && full.length === 0)) return null;
  const loaded = Object.keys(resources).filter((id) => followsLoad(resources[id]!));
  let busiest: string | null = null;
  for (const id of full.length > 0 ? full : loaded) {
    if (peakOf(resources[id]!) > (busiest === null ? 0 : peakOf(resources[busiest]!))) busiest = id;
  }
  return busiest ?? full[0] ?? null;
}

function headroomOf(
  evidence: Evidence,
  bottleneck: string | null,
  { saturations }: Findings,
  state: State,
): Verdict['headroom'] {
  if (state === 'disconnected' || state === 'failing') {
    const why =
      state === 'disconnected'
        ? 'not told of a deployment that cannot connect'
        : 'not told while requests fail';
    return { supported: noMetric(why), full: noMetric(why) };
  }
  const supported = state === 'idle' ? noMetric('nothing was asked') : supportedHeadroom(evidence);
  if (bottleneck === null) return { supported, full: noMetric('nothing was busy') };
  if (saturations.some(({ decides, resource }) => decides && resource === bottleneck))
    return { supported, full: { value: 0, low: null, high: null } };
  const { value, low, high } = evidence.resources[bottleneck]!.peakUtilisation;
  return {
    supported,
    full: { value: headroomAt(value), low: headroomAt(high), high: headroomAt(low) } satisfies Metric,
  };
}

const headroomAt = (utilisation: number | null): number | null =>
  utilisation === null || utilisation <= 0 ? null : Math.max(0, 1 / utilisation - 1);
