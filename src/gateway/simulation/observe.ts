import { createDistribution } from '../../engine/index.js';
import { answeredQuantile, supportedQuantile } from '../../measure/quantile.js';
import { requestClasses } from '../../model/schema.js';
import { CAUSES } from '../request/causes.js';
import {
  CONTENT_CLASS,
  CONTENT_PATH,
  type ContentId,
  MANAGEMENT_POINT_PATH,
  type RequestClassId,
  type SourceId,
  UPDATE_POINT_PATH,
} from '../request/ids.js';
import type { ClassRecord } from '../request/recorder.js';
import type { BlobStorage } from '../systems/content/blob-storage.js';
import { sourceNames } from '../systems/content/content-sources.js';
import { logBytes } from '../systems/service-connection-point.js';
import { findViolations } from './invariants.js';
import {
  type ClassObservation,
  CONTENT_DOWNLOAD,
  type ConnectionPointObservation,
  type ContentObservation,
  type DurationObservation,
  type EndedObservation,
  type InstanceObservation,
  type IntervalObservation,
  type Observation,
  type OutageObservation,
  type PopulationObservation,
  type SiteSystemObservation,
} from './observation.js';
import type { System } from './system.js';

interface Window {
  readonly warmup: number;
  readonly duration: number;
  readonly replication: number;
}

/** Notes what counters stand at when the warm-up ends; the function that it returns says what has been observed since. */
export function startMeters(
  system: System,
  { warmup, duration, replication }: Window,
): (intervals: IntervalObservation) => Observation {
  const { simulation, registry, recorder, model } = system;
  const meters = startCounters(system);
  return (intervals) => {
    const resources = registry.observe();
    return {
      replication,
      startSeconds: model.simulation.start + warmup,
      durationSeconds: duration,
      warmupSeconds: warmup,
      intervalSeconds: model.simulation.interval,
      requests: observeClasses(system),
      content: { ...observeContent(system), ...meters.content() },
      populations: observePopulations(system),
      clients: recorder.outcomes.count(),
      resources,
      saturated: registry.saturatedSpells(),
      outages: observeOutages(system, warmup, warmup + duration),
      channels: meters.channels(duration),
      instances: meters.instances(),
      connectionPoints: observeConnectionPoints(system, meters.pointRequests),
      siteSystems: observeSiteSystems(system, resources),
      volumes: meters.volumes(),
      intervals,
      violations: findViolations(system),
      events: simulation.executedEvents,
    };
  };
}

/** Counters that run from the start; what they stood at when the warm-up ended is taken off. */
function startCounters(system: System) {
  const { vms, channels, storages, connectionPoints, registry, model } = system;
  const base = {
    vms: vms.map(({ egressBytes, ingressBytes, requests, failed }) => ({
      egressBytes,
      ingressBytes,
      requests,
      failed,
    })),
    served: vms.map((vm) => vm.servedSeconds()),
    deployed: vms.map((vm) => vm.deployedSeconds()),
    channels: channels.map((channel) => ({
      up: channel.servedSeconds(),
      rebuilds: channel.rebuildCount,
      messages: channel.messages,
    })),
    storages: storages.map((storage) => ({
      bytes: storage.link.carriedBytes(),
      reads: storage.blobReads,
      throttled: storage.throttled,
    })),
    pointRequests: connectionPoints.map((point) => point.requests),
  };
  for (const vm of vms) vm.maxClients = vm.clients;
  for (const point of connectionPoints) point.maxPortsHeld = point.portsHeld;
  return {
    pointRequests: base.pointRequests,
    content: () => {
      const since = (read: (storage: BlobStorage) => number, before: 'bytes' | 'throttled'): number =>
        storages.reduce((sum, storage, index) => sum + read(storage) - base.storages[index][before], 0);
      return {
        throttled: since(({ throttled }) => throttled, 'throttled'),
        bytes: since(({ link }) => link.carriedBytes(), 'bytes'),
      };
    },
    instances: (): InstanceObservation[] =>
      vms.flatMap((vm, index) => {
        // One that an event would add later was no part of the deployment.
        const served = vm.servedSeconds() - base.served[index];
        if (vm.index >= vm.gateway.instances && vm.state === 'absent' && served === 0) return [];
        return [
          {
            gateway: vm.gateway.name,
            vm: vm.name,
            size: vm.size,
            cpu: registry.utilisationOf(vm.cpu.resource),
            nic: registry.utilisationOf(vm.nic),
            maxClients: vm.maxClients,
            clientLimit: vm.capacity.clientLimit,
            support: vm.maxClients > vm.capacity.clientLimit ? 'over' : 'supported',
            requests: vm.requests - base.vms[index].requests,
            failed: vm.failed - base.vms[index].failed,
            credits: vm.credits === null ? null : vm.credits.level(),
          },
        ];
      }),
    channels: (duration: number) =>
      channels
        .filter((channel) => channel.state !== 'absent')
        .map((channel) => {
          const before = base.channels[channel.id];
          const served = channel.vm.servedSeconds() - base.served[channel.vm.id];
          const up = channel.servedSeconds() - before.up;
          return {
            gateway: channel.vm.gateway.name,
            connectionPoint: channel.connectionPoint.name,
            vm: channel.vm.name,
            protocol: channel.chosen?.protocol ?? null,
            port: channel.chosen?.port ?? null,
            state:
              channel.state === 'up' || channel.state === 'impossible' ? channel.state : ('down' as const),
            availability: duration > 0 && served > 0 ? Math.min(1, up / served) : 0,
            rebuilds: channel.rebuildCount - before.rebuilds,
            messages: channel.messages - before.messages,
            reason: channel.reason,
          };
        }),
    volumes: () => {
      const since = (id: number, what: 'egressBytes' | 'ingressBytes') => vms[id][what] - base.vms[id][what];
      const deployed = (id: number): number => vms[id].deployedSeconds() - base.deployed[id];
      const instanceHours: Record<string, number> = {};
      vms.forEach((vm, index) => {
        const hours = deployed(index) / 3600;
        instanceHours[vm.size] = (instanceHours[vm.size] ?? 0) + hours;
      });
      const names = sourceNames(model);
      return {
        gateways: system.gateways.map((gateway) => ({
          name: gateway.name,
          egressBytes: gateway.vms.reduce((sum, { id }) => sum + since(id, 'egressBytes'), 0),
          ingressBytes: gateway.vms.reduce((sum, { id }) => sum + since(id, 'ingressBytes'), 0),
          logBytes: gateway.vms.reduce((sum, { id }) => sum + logBytes(gateway.model, deployed(id)), 0),
        })),
        storages: storages.map(({ link, blobReads }, index) => ({
          name: names[index],
          egressBytes: link.carriedBytes() - base.storages[index].bytes,
          storedBytes: storedBytes(system, index),
          reads: blobReads - base.storages[index].reads,
        })),
        instanceHours,
        clients: system.clients.count,
      };
    },
  };
}

/** Bytes of the packages that a storage account holds, each stored once. */
const storedBytes = ({ model, sources }: System, storage: number): number =>
  model.content.reduce(
    (sum, { size }, content) =>
      sum + (sources.isHeldBy(content as ContentId, storage as SourceId) ? createDistribution(size).mean : 0),
    0,
  );

function observeClasses(system: System): Record<string, ClassObservation> {
  const observed: Record<string, ClassObservation> = {};
  requestClasses.forEach((requestClass, index) => {
    const record = system.recorder.classes[index];
    if (record.offered === 0) return;
    const path = requestClass === 'update-scan' ? UPDATE_POINT_PATH : MANAGEMENT_POINT_PATH;
    observed[requestClass] = {
      offered: record.offered,
      completed: record.completed,
      failed: byCause(record.failed),
      failedAt: record.failedAt.observe(),
      inFlight: record.inFlight,
      retried: record.retried,
      attemptsFailed: byCause(record.attemptsFailed),
      attempts: record.attempts,
      requestBytes: record.requestBytes,
      replyBytes: record.replyBytes,
      maxConcurrent: record.maxConcurrent,
      latency: observeDurations(record),
      curve: record.latency.curve(record.failures),
      within: Object.fromEntries(record.limits.map((limit, at) => [String(limit), record.within[at]])),
      stages: observeStages(record, system.paths[path]),
    };
  });
  return observed;
}

function observeContent(system: System): Omit<ContentObservation, 'throttled' | 'bytes'> {
  const record = system.recorder.classes[CONTENT_CLASS];
  return {
    downloads: record.offered,
    completed: record.completed,
    failed: byCause(record.failed),
    failedAt: record.failedAt.observe(),
    inFlight: record.inFlight,
    secondsToDownload: observeDurations(record),
    stages: observeStages(record, system.paths[CONTENT_PATH]),
  };
}

const byCause = (counts: Float64Array): Record<string, number> =>
  Object.fromEntries(CAUSES.flatMap((cause, index) => (counts[index] > 0 ? [[cause, counts[index]]] : [])));

const observeStages = (record: ClassRecord, path: readonly { readonly name: string }[]) =>
  Object.fromEntries(
    path.map(({ name }, index) => [
      name,
      { mean: record.stages[index].mean ?? 0, p95: supportedQuantile(record.stages[index], 0.95) },
    ]),
  );

function observeDurations({ latency, failures }: ClassRecord): DurationObservation {
  const within = (p: number): number | null => answeredQuantile(latency, failures, p);
  return {
    count: latency.count,
    unanswered: failures,
    histogram: latency.data(),
    mean: latency.mean,
    p50: within(0.5),
    p90: within(0.9),
    p95: within(0.95),
    p99: within(0.99),
    p999: within(0.999),
    max: latency.max,
  };
}

function observePopulations({ clients, recorder }: System): Record<string, PopulationObservation> {
  const names = [...requestClasses, CONTENT_DOWNLOAD];
  return Object.fromEntries(
    clients.populations.map(({ model, index, count }): [string, PopulationObservation] => {
      const ended = names.flatMap((name, requestClass): [string, EndedObservation][] => {
        const { answered, failed, endedByMinute, failedByMinute } = recorder.tallies.of(
          requestClass as RequestClassId,
          index,
        );
        if (answered === 0 && failedByMinute.size === 0) return [];
        const series = Array.from(failedByMinute, ([cause, minutes]) => [CAUSES[cause], minutes] as const);
        const byMinute = { endedByMinute, failedByMinute: Object.fromEntries(series) };
        return [[name, { answered, failed: byCause(failed), ...byMinute }]];
      });
      return [model.name, { clients: count, ended: Object.fromEntries(ended) }];
    }),
  );
}

/** Those that reach into the measured part, cut to it. */
function observeOutages({ outages, vms }: System, begin: number, end: number): OutageObservation[] {
  return outages
    .all()
    .map(({ vm, from, to, reason }) => ({
      gateway: vms[vm].gateway.name,
      vm: vms[vm].name,
      fromSeconds: Math.max(0, from - begin),
      toSeconds: Math.min(end, to ?? end) - begin,
      lasts: to === null || to > end,
      reason,
    }))
    .filter(({ fromSeconds, toSeconds }) => toSeconds > fromSeconds);
}

function observeConnectionPoints(system: System, before: readonly number[]): ConnectionPointObservation[] {
  return system.connectionPoints.map((point, index) => ({
    name: point.name,
    cpu: system.registry.utilisationOf(point.cpu.resource),
    portsHeld: point.portsHeld,
    maxPortsHeld: point.maxPortsHeld,
    ports: system.model.connectionPoints.dynamicPorts,
    requests: point.requests - before[index],
  }));
}

function observeSiteSystems(
  { siteSystems, model }: System,
  resources: Observation['resources'],
): SiteSystemObservation[] {
  return siteSystems.flatMap((stage) => {
    const { name: kind } = stage;
    const { clientLimit } =
      kind === 'management-point' ? model.site.managementPoints : model.site.updatePoints;
    const assigned = stage.assignedClients();
    return stage.systems.map(({ name }, index): SiteSystemObservation => {
      const clients = assigned[index];
      const { utilisation: workers, arrivals: requests } = resources[name];
      const support = clients > clientLimit ? 'over' : 'supported';
      return { name, kind, workers, clients, clientLimit, support, requests };
    });
  });
}
