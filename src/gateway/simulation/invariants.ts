import type { Resource } from '../../engine/index.js';
import { vmCapacity } from '../../model/catalogue.js';
import { gatewaysOf, type Model, requestClasses } from '../../model/schema.js';
import { ORPHANED, VANISHING } from '../request/fate.js';
import type { System } from './system.js';

/** Sums of many doubles are compared with one product: one part in 10^9 is rounding. */
const ROUNDING = 1e-9;

/**
 * What must hold after every run, whatever the model: conservation (I1), clock (I2), causality (I3), capacity (I4) and
 * Little's law (I5). One sentence for each breach; empty when all is well. Determinism and isolation (I6, I7) are
 * statements about two runs, and are tests.
 */
export function findViolations(system: System): string[] {
  const { simulation, registry, recorder, model } = system;
  return [
    ...registry.resources.flatMap((resource) => [
      ...resourceConservation(resource),
      ...resourceClock(resource, simulation.now),
      ...resourceCapacity(resource),
      ...(hasSteadyRate(model, resource) ? littlesLaw(resource) : []),
    ]),
    ...requestConservation(system),
    ...requestClock(system),
    ...recorder.anachronisms.map((each) => `I3 ${each}`),
    ...storageCapacity(system),
  ];
}

/** I1: whoever asked a resource was served, refused, taken away, or is still there. */
export function resourceConservation(resource: Resource): string[] {
  const { arrivals, completions, refused, withdrawn, inProgress } = resource.totals();
  return arrivals === completions + refused + withdrawn + inProgress
    ? []
    : [
        `I1 ${resource.name}: ${arrivals} arrivals, but ${completions} served + ${refused} refused + ` +
          `${withdrawn} withdrawn + ${inProgress} in progress`,
      ];
}

/** I2: a resource's clock is the simulation's. */
export function resourceClock(resource: Resource, now: number): string[] {
  const { time } = resource.totals();
  return time === now ? [] : [`I2 ${resource.name}: its clock stands at ${time} s, not at ${now} s`];
}

/** I4: never more servers busy, slots held or bits sent than there are. */
export function resourceCapacity(resource: Resource): string[] {
  const { busySeconds, capacitySeconds } = resource.totals();
  return busySeconds <= capacitySeconds * (1 + ROUNDING) + ROUNDING
    ? []
    : [`I4 ${resource.name}: busy for ${busySeconds} of ${capacitySeconds} s`];
}

/**
 * I5: the integral of the queue is the sum of the waits (Little 1961, as a sample-path identity): the one is measured at
 * the queue, the other at each job, those that still wait or were taken away included, so nothing but rounding is
 * between them. A wait is a difference of readings of the clock, each right to its last digit: a day has no finer one
 * than 1e-11 s.
 */
export function littlesLaw(resource: Resource): string[] {
  const { time, queueSeconds, waitSeconds, unservedWaitSeconds, arrivals } = resource.totals();
  const waited = waitSeconds + unservedWaitSeconds;
  const clock = arrivals * time * Number.EPSILON;
  return Math.abs(queueSeconds - waited) <= clock + ROUNDING * Math.max(1, queueSeconds, waited)
    ? []
    : [`I5 ${resource.name}: ${queueSeconds} s in the queue, but ${waited} s waited`];
}

/** Processor sharing measures waiting against its present rate, so the law needs one that does not change. */
function hasSteadyRate(model: Model, { kind, name }: Resource): boolean {
  if (kind === 'server-pool/ps') return !name.includes('/vm/') || !hasCredits(model);
  return (
    kind !== 'shared-link' ||
    !model.events.some(({ event }) => event === 'storage-throttled' || event === 'link-degraded')
  );
}

const hasCredits = (model: Model): boolean =>
  gatewaysOf(model).some((gateway) => vmCapacity(gateway).credits !== null);

/** I1: what was offered has completed, failed, or is in flight, counted anew from the requests themselves. */
function requestConservation({ recorder, requests }: System): string[] {
  const inFlight = new Float64Array(recorder.classes.length);
  let rows = 0;
  requests.forEach((request) => {
    rows++;
    const fate = requests.fate(request);
    if (fate !== ORPHANED && fate !== VANISHING) inFlight[requests.requestClass(request)]++;
  });
  const found = recorder.classes.flatMap((record, index) => {
    const failed = record.failed.reduce((sum, count) => sum + count, 0);
    const name = requestClasses[index] ?? 'content';
    return record.offered === record.completed + failed + inFlight[index]
      ? []
      : [
          `I1 ${name}: ${record.offered} offered, but ${record.completed} completed + ${failed} failed + ` +
            `${inFlight[index]} in flight`,
        ];
  });
  if (rows !== requests.active) found.push(`I1 requests: ${requests.active} rows taken, but ${rows} in use`);
  return found;
}

/** I2: no request is from the future. */
function requestClock({ requests, simulation }: System): string[] {
  const found: string[] = [];
  requests.forEach((request) => {
    const arrival = requests.arrival(request);
    if (!(arrival <= simulation.now))
      found.push(`I2 request ${request}: it arrived at ${arrival} s, later than now`);
  });
  return found;
}

/** I4: no storage account has sent more than its egress allows. */
function storageCapacity({ storages, model, simulation }: System): string[] {
  const most = (model.storage.egress / 8) * simulation.now;
  return storages.flatMap(({ name, link }) => {
    const carried = link.carriedBytes();
    return carried <= most * (1 + ROUNDING) + 1
      ? []
      : [`I4 ${name}: ${carried} bytes sent, ${most} possible`];
  });
}
