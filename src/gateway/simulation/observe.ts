import { startCounters } from './counters.js';
import { findViolations } from './invariants.js';
import type {
  ConnectionPointObservation,
  IntervalObservation,
  Observation,
  OutageObservation,
  SiteSystemObservation,
} from './observation.js';
import { observeClasses, observeContent, observePopulations } from './observe-requests.js';
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
