import { createDistribution } from '../../engine/index.js';
import type { Observation } from '../../gateway/simulation/observation.js';
import { expectedReads, fromSource } from '../../gateway/systems/content/content-files.js';
import { REDIRECT_BYTES } from '../../gateway/systems/content/content-flow.js';
import { holdersOf, sourceNames } from '../../gateway/systems/content/content-sources.js';
import { sizeName } from '../../model/catalogue.js';
import { clientCounts } from '../../model/remote.js';
import { type GatewayModel, gatewaysOf, type Model } from '../../model/schema.js';
import type { Recurring } from '../../workload/demand/curve.js';
import { type Demand, demandOf } from '../../workload/demand.js';
import type { BilledVolumes } from './bill.js';

const SECONDS_PER_HOUR = 3600;
const HOURS_PER_WEEK = 168;

/** What was used in the measured part of a replication; what is stored counts by the share of a month that it was. */
export function measuredVolumes(
  { volumes, durationSeconds }: Observation,
  hoursPerMonth: number,
): BilledVolumes {
  const hours = durationSeconds / SECONDS_PER_HOUR;
  const stored = (bytes: number): number => (bytes * hours) / hoursPerMonth;
  const storages = volumes.storages.map((one) => ({ ...one, storedBytes: stored(one.storedBytes) }));
  return { ...volumes, storages, hours };
}

/** What a model is expected to use in a month of its price list, whichever hours a run measures. */
export const monthOf = (model: Model, demand?: Demand): BilledVolumes =>
  volumesOver(model, model.prices.hoursPerMonth, demand);

/**
 * What a model is expected to use in so many hours: every week's demand as often as weeks fit, what comes once or once a
 * month in full. Instances are those that the last event which scales leaves, from the first hour on: the hours that
 * follow it. Every request is taken to be answered.
 */
export function volumesOver(model: Model, hours: number, demand = demandOf(model)): BilledVolumes {
  const gateways = gatewaysOf(model).map((gateway) => ({
    ...gateway,
    instances: instancesInTheEnd(model, gateway),
  }));
  const instanceHours: Record<string, number> = {};
  for (const { vmSize, instances } of gateways)
    instanceHours[sizeName(vmSize)] = (instanceHours[sizeName(vmSize)] ?? 0) + instances * hours;
  const over = ({ everyWeek, once }: Recurring): number => (everyWeek * hours) / HOURS_PER_WEEK + once;
  const relayed = sumOf(demand.populations, ({ bytes }) => over(bytes.total())) / gateways.length;
  const share = hours / model.prices.hoursPerMonth;
  const storages = storagesOver(model, demand, over, share);
  return {
    instanceHours,
    gateways: gateways.map(({ name, instances, vm }, index) => ({
      name,
      egressBytes: relayed + storages[index]!.downloads * REDIRECT_BYTES,
      ingressBytes: relayed,
      logBytes: instances * vm.logsPerHour * hours,
    })),
    storages: storages.map(({ downloads, ...volumes }) => volumes),
    hours,
    clients: clientCounts(model).remote,
  };
}

/** What each storage account serves; clients pick one of those that hold a package at random. */
function storagesOver(
  model: Model,
  { populations }: Demand,
  over: (amount: Recurring) => number,
  shareOfMonth: number,
) {
  const storages = sourceNames(model).map((name) => ({
    ...{ name, egressBytes: 0, storedBytes: 0, reads: 0 },
    downloads: 0,
  }));
  const holders = holdersOf(model);
  model.content.forEach((content, index) => {
    const bytes = createDistribution(content.size).mean;
    const reads = expectedReads(content, model.storage.rangeSize);
    const downloads = sumOf(populations, ({ packages }) => over(packages[index]!));
    for (const holder of holders[index]!) {
      const storage = storages[holder]!;
      const own = downloads / holders[index]!.length;
      storage.downloads += own;
      storage.egressBytes += own * bytes * fromSource(content);
      storage.reads += own * reads;
      storage.storedBytes += bytes * shareOfMonth;
    }
  });
  return storages;
}

/** Instances of a gateway after the last event that scales it. */
function instancesInTheEnd({ events, ...model }: Model, { name, instances }: GatewayModel): number {
  const [first] = gatewaysOf({ events, ...model });
  let last = { at: Number.NEGATIVE_INFINITY, instances };
  for (const event of events)
    if (event.event === 'scale' && (event.gateway ?? first!.name) === name && event.at >= last.at)
      last = event;
  return last.instances;
}

const sumOf = <One>(all: readonly One[], read: (one: One) => number): number =>
  all.reduce((total, one) => total + read(one), 0);
