import { createDistribution, type QueueKind } from '../engine/index.js';
import type { LogHistogram } from '../measure/histogram.js';
import { supportedQuantile } from '../measure/quantile.js';
import { gatewaysOf, type Model, requestClasses } from '../model/schema.js';
import { CAUSES } from './causes.js';
import { CONTENT_CLASS } from './clients.js';
import { findViolations } from './invariants.js';
import type {
  ClassObservation,
  ConnectionPointObservation,
  ContentObservation,
  DurationObservation,
  InstanceObservation,
  IntervalObservation,
  Observation,
  SiteSystemObservation,
} from './observation.js';
import type { ClassRecord } from './recorder.js';
import { CONTENT_PATH, MANAGEMENT_POINT_PATH, UPDATE_POINT_PATH } from './requests.js';
import { System } from './system.js';

export interface SimulateOptions {
  readonly seed: string | number;
  readonly replication: number;
  /** Layout of the event queue; it changes speed, never results. */
  readonly queue?: QueueKind | undefined;
  /** Instead of the model's own, seconds. */
  readonly durationSeconds?: number | undefined;
  readonly warmupSeconds?: number | undefined;
  /** Told after each interval, those of the warm-up included, which share of the simulated time has passed. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Simulates one replication of a model: the warm-up, then the measured part in intervals.
 * Equal model, seed and replication give equal observations.
 */
export function simulate(model: Model, options: SimulateOptions): Observation {
  const duration = options.durationSeconds ?? model.simulation.duration;
  const warmup = options.warmupSeconds ?? model.simulation.warmup;
  const system = new System(model, options.seed, options.replication, options.queue);
  const { simulation, recorder, registry } = system;
  const tell = (measured: number) => options.onProgress?.((warmup + measured) / (warmup + duration));
  runWarmup(system, warmup, tell);
  recorder.reset();
  registry.reset();
  const meters = startMeters(system);
  const intervals = runIntervals(system, warmup, duration, tell);
  const resources = registry.observe();
  return {
    replication: options.replication,
    durationSeconds: duration,
    warmupSeconds: warmup,
    intervalSeconds: model.simulation.interval,
    requests: observeClasses(system),
    content: observeContent(system),
    resources,
    channels: meters.channels(duration),
    instances: meters.instances(),
    connectionPoints: observeConnectionPoints(system, meters.pointRequests),
    siteSystems: observeSiteSystems(system, resources),
    volumes: meters.volumes(),
    intervals,
    violations: findViolations(system),
    events: simulation.executedEvents,
  };
}

/**
 * Runs the warm-up, in steps of an interval so that progress can be told. Without one nothing happens before the
 * measured part, not even what is due at the very start.
 */
function runWarmup({ simulation, model }: System, warmup: number, tell: (measured: number) => void): void {
  const { interval } = model.simulation;
  for (let time = interval; interval > 0 && time < warmup; time += interval) {
    simulation.run(time);
    tell(time - warmup);
  }
  if (warmup > 0) simulation.run(warmup);
  tell(0);
}

/** Runs the measured part interval by interval; a last one that is shorter counts for the totals alone. */
function runIntervals(
  { simulation, recorder, registry, model }: System,
  warmup: number,
  duration: number,
  tell: (measured: number) => void,
): IntervalObservation {
  const { interval } = model.simulation;
  const startSeconds: number[] = [];
  const completedRequests: number[] = [];
  const bytes: number[] = [];
  const meanLatencySeconds: (number | null)[] = [];
  const count = interval > 0 ? Math.floor(duration / interval + 1e-9) : 0;
  for (let index = 0; index < count; index++) {
    const before = {
      requests: recorder.completedRequests,
      bytes: recorder.completedBytes,
      latency: recorder.latencySum,
    };
    simulation.run(warmup + (index + 1) * interval);
    registry.endInterval();
    tell((index + 1) * interval);
    const completed = recorder.completedRequests - before.requests;
    startSeconds.push(index * interval);
    completedRequests.push(completed);
    bytes.push(recorder.completedBytes - before.bytes);
    meanLatencySeconds.push(completed > 0 ? (recorder.latencySum - before.latency) / completed : null);
  }
  simulation.run(Math.max(simulation.now, warmup + duration));
  return { startSeconds, completedRequests, bytes, meanLatencySeconds, resources: registry.series() };
}

/** Counters that run from the start; what they stood at when the warm-up ended is taken off. */
function startMeters(system: System) {
  const { vms, channels, storages, connectionPoints, registry } = system;
  const base = {
    vms: vms.map(({ egressBytes, ingressBytes, requests, failed }) => ({
      egressBytes,
      ingressBytes,
      requests,
      failed,
    })),
    served: vms.map((vm) => vm.servedSeconds()),
    channels: channels.map((channel) => ({
      up: channel.servedSeconds(),
      rebuilds: channel.rebuildCount,
      messages: channel.messages,
    })),
    storages: storages.map((storage) => ({ bytes: storage.link.carriedBytes(), reads: storage.blobReads })),
    pointRequests: connectionPoints.map((point) => point.requests),
  };
  for (const vm of vms) vm.maxClients = vm.clients;
  for (const point of connectionPoints) point.maxPortsHeld = point.portsHeld;
  return {
    pointRequests: base.pointRequests,
    instances: (): InstanceObservation[] =>
      vms.map((vm, index) => ({
        gateway: vm.gateway.name,
        vm: vm.name,
        size: vm.size,
        cpu: registry.utilisationOf(vm.cpu.resource),
        nic: registry.utilisationOf(vm.nic),
        maxClients: vm.maxClients,
        clientLimit: vm.capacity.clientLimit,
        support: vm.maxClients > vm.capacity.clientLimit ? 'over' : 'supported',
        requests: vm.requests - base.vms[index]!.requests,
        failed: vm.failed - base.vms[index]!.failed,
        credits: vm.credits === null ? null : vm.credits.level(),
      })),
    channels: (duration: number) =>
      channels
        .filter((channel) => channel.state !== 'absent')
        .map((channel) => {
          const before = base.channels[channel.id]!;
          const served = channel.vm.servedSeconds() - base.served[channel.vm.id]!;
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
      const egress = (index: number) => vms[index]!.egressBytes - base.vms[index]!.egressBytes;
      const ingress = (index: number) => vms[index]!.ingressBytes - base.vms[index]!.ingressBytes;
      const total = (each: (index: number) => number) => vms.reduce((sum, _, index) => sum + each(index), 0);
      const instanceHours: Record<string, number> = {};
      vms.forEach((vm, index) => {
        const hours = (vm.servedSeconds() - base.served[index]!) / 3600;
        instanceHours[vm.size] = (instanceHours[vm.size] ?? 0) + hours;
      });
      const content = storages.reduce(
        (sum, { link }, index) => sum + link.carriedBytes() - base.storages[index]!.bytes,
        0,
      );
      return {
        egressBytes: total(egress),
        contentEgressBytes: content,
        storedBytes: storedBytes(system),
        blobReads: storages.reduce(
          (sum, { blobReads }, index) => sum + blobReads - base.storages[index]!.reads,
          0,
        ),
        loadBalancerBytes: total(egress) + total(ingress),
        instanceHours,
        clients: system.clients.count,
      };
    },
  };
}

/** Every gateway that holds a package stores it once. */
function storedBytes({ model }: System): number {
  const holders = gatewaysOf(model).filter((gateway) => gateway.content);
  return model.content.reduce((sum, content) => {
    const count =
      content.source === 'gateway'
        ? (content.gateways?.length ?? holders.length)
        : model.cloudDistributionPoints.length;
    return sum + count * createDistribution(content.size).mean;
  }, 0);
}

function observeClasses(system: System): Record<string, ClassObservation> {
  const observed: Record<string, ClassObservation> = {};
  requestClasses.forEach((requestClass, index) => {
    const record = system.recorder.classes[index]!;
    if (record.offered === 0) return;
    const path = requestClass === 'update-scan' ? UPDATE_POINT_PATH : MANAGEMENT_POINT_PATH;
    observed[requestClass] = {
      offered: record.offered,
      completed: record.completed,
      failed: byCause(record.failed),
      inFlight: record.inFlight,
      retried: record.retried,
      attemptsFailed: byCause(record.attemptsFailed),
      attempts: record.attempts,
      requestBytes: record.requestBytes,
      replyBytes: record.replyBytes,
      maxConcurrent: record.maxConcurrent,
      latency: observeDurations(record.latency),
      curve: record.latency.curve(),
      stages: observeStages(record, system.paths[path]!),
    };
  });
  return observed;
}

function observeContent(system: System): ContentObservation {
  const record = system.recorder.classes[CONTENT_CLASS]!;
  return {
    downloads: record.offered,
    completed: record.completed,
    failed: byCause(record.failed),
    inFlight: record.inFlight,
    throttled: system.storages.reduce((sum, storage) => sum + storage.throttled, 0),
    bytes: system.storages.reduce((sum, storage) => sum + storage.link.carriedBytes(), 0),
    secondsToDownload: observeDurations(record.latency),
    stages: observeStages(record, system.paths[CONTENT_PATH]!),
  };
}

const byCause = (counts: Float64Array): Record<string, number> =>
  Object.fromEntries(CAUSES.flatMap((cause, index) => (counts[index]! > 0 ? [[cause, counts[index]!]] : [])));

const observeStages = (record: ClassRecord, path: readonly { readonly name: string }[]) =>
  Object.fromEntries(
    path.map(({ name }, index) => [
      name,
      { mean: record.stages[index]!.mean ?? 0, p95: supportedQuantile(record.stages[index]!, 0.95) },
    ]),
  );

const observeDurations = (histogram: LogHistogram): DurationObservation => ({
  count: histogram.count,
  mean: histogram.mean,
  p50: supportedQuantile(histogram, 0.5),
  p90: supportedQuantile(histogram, 0.9),
  p95: supportedQuantile(histogram, 0.95),
  p99: supportedQuantile(histogram, 0.99),
  p999: supportedQuantile(histogram, 0.999),
  max: histogram.max,
});

function observeConnectionPoints(system: System, before: readonly number[]): ConnectionPointObservation[] {
  return system.connectionPoints.map((point, index) => ({
    name: point.name,
    cpu: system.registry.utilisationOf(point.cpu.resource),
    portsHeld: point.portsHeld,
    maxPortsHeld: point.maxPortsHeld,
    ports: system.model.connectionPoints.dynamicPorts,
    requests: point.requests - before[index]!,
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
      const clients = assigned[index]!;
      const { utilisation: workers, arrivals: requests } = resources[name]!;
      const support = clients > clientLimit ? 'over' : 'supported';
      return { name, kind, workers, clients, clientLimit, support, requests };
    });
  });
}
