import type { Observation } from '../gateway/observation.js';
import { sizeName } from '../model/catalogue.js';
import { gatewaysOf, type Model } from '../model/schema.js';
import type { BilledVolumes } from './bill.js';

const SECONDS_PER_HOUR = 3600;

/** What was used in the measured part of a replication. */
export const measuredVolumes = ({ volumes, durationSeconds }: Observation): BilledVolumes => ({
  ...volumes,
  hours: durationSeconds / SECONDS_PER_HOUR,
});

/**
 * Scales a measured part to a month: instance hours and what is relayed by the hours of a month / measured hours. Content
 * is dated (a package is deployed on a day, not at a rate), so its egress and blob reads count once a month, as simulated.
 * @throws RangeError when nothing was measured
 */
export function scaleToMonth(measured: BilledVolumes, hoursPerMonth: number): BilledVolumes {
  if (!(measured.hours > 0)) throw new RangeError('a cost per month needs a measured part longer than 0 s');
  const factor = hoursPerMonth / measured.hours;
  return {
    ...measured,
    hours: hoursPerMonth,
    instanceHours: Object.fromEntries(
      Object.entries(measured.instanceHours).map(([size, hours]) => [size, hours * factor]),
    ),
    gateways: measured.gateways.map(({ name, egressBytes, ingressBytes }) => ({
      name,
      egressBytes: egressBytes * factor,
      ingressBytes: ingressBytes * factor,
    })),
  };
}

/** The volumes of a month in which no client asks for anything. */
export function idleMonth(model: Model): BilledVolumes {
  const { hoursPerMonth: hours } = model.prices;
  const instanceHours: Record<string, number> = {};
  for (const { vmSize, instances } of gatewaysOf(model))
    instanceHours[sizeName(vmSize)] = (instanceHours[sizeName(vmSize)] ?? 0) + instances * hours;
  const gateways = gatewaysOf(model).map(({ name }) => ({ name, egressBytes: 0, ingressBytes: 0 }));
  return { instanceHours, gateways, storages: [], hours, clients: 0 };
}
