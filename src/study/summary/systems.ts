import type {
  ChannelObservation,
  ConnectionPointObservation,
  InstanceObservation,
  Observation,
  ResourceObservation,
  SiteSystemObservation,
} from '../../gateway/simulation/observation.js';
import { across, largestOf, mergedKeys, totalOf } from './metric.js';
import { peakUtilisation } from './peak.js';
import type {
  ChannelSummary,
  ConnectionPointSummary,
  InstanceSummary,
  ResourceSummary,
  SiteSystemSummary,
} from './schema/systems.js';

const ABSENT = 'not part of the deployment at that time';
const NOBODY_SERVED = 'nobody was served';

/** Every resource that any replication had. */
export function resourceSummaries(observations: readonly Observation[]): Record<string, ResourceSummary> {
  const ids = mergedKeys(observations.map((one) => one.resources));
  return Object.fromEntries(ids.map((id) => [id, resourceSummary(observations, id)]));
}

function resourceSummary(observations: readonly Observation[], id: string): ResourceSummary {
  const of = (one: Observation): ResourceObservation | undefined => one.resources[id];
  return {
    kind: firstOf(observations, of).kind,
    servers: largestOf(observations, (one) => of(one)?.servers),
    utilisation: across(observations, (one) => of(one)?.utilisation, ABSENT),
    peakUtilisation: across(
      observations,
      (one) => peakUtilisation(one.intervals, id, one.intervalSeconds) ?? of(one)?.utilisation,
      ABSENT,
    ),
    meanQueue: across(observations, (one) => of(one)?.meanQueue, ABSENT),
    maxQueue: largestOf(observations, (one) => of(one)?.maxQueue),
    meanWaitSeconds: across(observations, (one) => of(one)?.meanWaitSeconds, NOBODY_SERVED),
    refused: totalOf(observations, (one) => of(one)?.refused),
    arrivals: totalOf(observations, (one) => of(one)?.arrivals),
    completions: totalOf(observations, (one) => of(one)?.completions),
    inProgressAtStart: totalOf(observations, (one) => of(one)?.inProgressAtStart),
    inProgressAtEnd: totalOf(observations, (one) => of(one)?.inProgressAtEnd),
  };
}

/** Every channel that any replication had. */
export function channelSummaries(observations: readonly Observation[]): ChannelSummary[] {
  const key = (channel: ChannelObservation) =>
    [channel.gateway, channel.connectionPoint, channel.vm].join('\n');
  return summariesOf(
    observations,
    (one) => one.channels,
    key,
    (of) => {
      const seen = observations.map(of).filter((channel) => channel !== undefined);
      const built = seen.find((channel) => channel.protocol !== null) ?? seen[0]!;
      return {
        gateway: built.gateway,
        connectionPoint: built.connectionPoint,
        vm: built.vm,
        protocol: built.protocol,
        port: built.port,
        state: commonState(seen),
        availability: across(observations, (one) => of(one)?.availability, ABSENT),
        rebuilds: totalOf(observations, (one) => of(one)?.rebuilds),
        messages: totalOf(observations, (one) => of(one)?.messages),
        reason: seen.find((channel) => channel.reason !== null)?.reason ?? null,
      };
    },
  );
}

/** Up or impossible when it is that in every replication, otherwise down. */
function commonState(channels: readonly ChannelObservation[]): ChannelSummary['state'] {
  const state = channels[0]!.state;
  return channels.every((channel) => channel.state === state) ? state : 'down';
}

/** Every VM instance that any replication had. */
export function instanceSummaries(observations: readonly Observation[]): InstanceSummary[] {
  const key = (instance: InstanceObservation) => `${instance.gateway}\n${instance.vm}`;
  return summariesOf(
    observations,
    (one) => one.instances,
    key,
    (of) => {
      const seen = observations.map(of).filter((instance) => instance !== undefined);
      const { gateway, vm, size, clientLimit, support } = seen[0]!;
      return {
        gateway,
        vm,
        size,
        cpu: across(observations, (one) => of(one)?.cpu, ABSENT),
        nic: across(observations, (one) => of(one)?.nic, ABSENT),
        maxClients: largestOf(observations, (one) => of(one)?.maxClients),
        clientLimit,
        support: seen.some((instance) => instance.support === 'over') ? ('over' as const) : support,
        requests: totalOf(observations, (one) => of(one)?.requests),
        failed: totalOf(observations, (one) => of(one)?.failed),
        credits: across(observations, (one) => of(one)?.credits, 'this size has no CPU credits'),
      };
    },
  );
}

/** Every connection point that any replication had. */
export function connectionPointSummaries(observations: readonly Observation[]): ConnectionPointSummary[] {
  const key = (point: ConnectionPointObservation) => point.name;
  return summariesOf(
    observations,
    (one) => one.connectionPoints,
    key,
    (of) => {
      const { name, ports } = observations.map(of).find((point) => point !== undefined)!;
      return {
        name,
        cpu: across(observations, (one) => of(one)?.cpu, ABSENT),
        portsHeld: across(observations, (one) => of(one)?.portsHeld, ABSENT),
        maxPortsHeld: largestOf(observations, (one) => of(one)?.maxPortsHeld),
        ports,
        requests: totalOf(observations, (one) => of(one)?.requests),
      };
    },
  );
}

/** Every management point and update point. */
export function siteSystemSummaries(observations: readonly Observation[]): SiteSystemSummary[] {
  const key = (system: SiteSystemObservation) => system.name;
  return summariesOf(
    observations,
    (one) => one.siteSystems,
    key,
    (of) => {
      const { name, kind, clients, clientLimit, support } = firstOf(observations, of);
      return {
        name,
        kind,
        workers: across(observations, (one) => of(one)?.workers, ABSENT),
        clients,
        clientLimit,
        support,
        requests: totalOf(observations, (one) => of(one)?.requests),
      };
    },
  );
}

/** Joins the lists of all replications by key and summarises each member. */
function summariesOf<Item, Result>(
  observations: readonly Observation[],
  list: (observation: Observation) => readonly Item[],
  key: (item: Item) => string,
  summary: (of: (observation: Observation) => Item | undefined) => Result,
): Result[] {
  const byKey = new Map(
    observations.map((one) => [one, Object.fromEntries(list(one).map((item) => [key(item), item]))]),
  );
  return mergedKeys([...byKey.values()]).map((name) => summary((one) => byKey.get(one)?.[name]));
}

function firstOf<Item>(
  observations: readonly Observation[],
  of: (one: Observation) => Item | undefined,
): Item {
  return observations.map(of).find((item) => item !== undefined)!;
}
