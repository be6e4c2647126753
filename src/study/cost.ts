import type { VolumeObservation } from '../gateway/observation.js';
import { gatewaysOf, type Model } from '../model/schema.js';

/** List prices, USD without tax: the section `prices` of a model. Gigabytes are decimal, as they are billed. */
export interface Prices {
  /** An hour of a running instance, by VM size. */
  readonly vmHour: Readonly<Record<string, number>>;
  readonly hoursPerMonth: number;
  /** Internet egress of a month by tier, cheapest volume first; the last tier is open. */
  readonly egress: readonly EgressTier[];
  readonly storagePerGBMonth: number;
  readonly readsPer10000: number;
  readonly publicAddressHour: number;
  readonly loadBalancerRuleHoursMonth: number;
  readonly loadBalancerPerGB: number;
}

/** The price list of a model: its section `prices`, and the price of each VM size of its own. */
export function pricesOf(model: Model): Prices {
  const own = gatewaysOf(model).flatMap(({ vmSize }) =>
    typeof vmSize === 'string' ? [] : [[vmSize.name, vmSize.pricePerHour] as const],
  );
  return { ...model.prices, vmHour: { ...model.prices.vmHour, ...Object.fromEntries(own) } };
}

/** The price of a gigabyte among the bytes of a month up to `upTo` (left out: without end). */
export interface EgressTier {
  readonly upTo?: number | undefined;
  readonly perGB: number;
}

/** What a deployment uses in a month. */
export interface MonthlyVolumes {
  readonly instanceHours: Readonly<Record<string, number>>;
  /** Internet egress of relayed requests. */
  readonly egressBytes: number;
  /** Internet egress of content, straight from storage. */
  readonly contentEgressBytes: number;
  readonly storedBytes: number;
  readonly blobReads: number;
  readonly loadBalancerBytes: number;
  readonly gateways: number;
  readonly hours: number;
  readonly clients: number;
}

/** USD per month. `egressUsd` holds all internet egress, `contentEgressUsd` is the part of it that content adds. */
export interface MonthlyCost {
  readonly vmUsd: number;
  readonly egressUsd: number;
  readonly contentEgressUsd: number;
  readonly storageUsd: number;
  readonly blobReadUsd: number;
  readonly publicIpUsd: number;
  readonly loadBalancerUsd: number;
  readonly totalUsdPerMonth: number;
  /** null without clients. */
  readonly perClientUsd: number | null;
}

const BYTES_PER_GIGABYTE = 1e9;
const SECONDS_PER_HOUR = 3600;

/**
 * Scales a measured part to a month: instance hours, relayed egress and load-balanced bytes by the hours of
 * a month / measured hours. Content is dated (a package is deployed on a day, not at a rate), so its egress and blob reads count once
 * a month, as simulated; stored bytes are a level. Throws RangeError when nothing was measured.
 */
export function scaleToMonth(
  volumes: VolumeObservation,
  durationSeconds: number,
  gateways: number,
  hoursPerMonth: number,
): MonthlyVolumes {
  if (!(durationSeconds > 0)) throw new RangeError('a cost per month needs a measured part longer than 0 s');
  const factor = (hoursPerMonth * SECONDS_PER_HOUR) / durationSeconds;
  return {
    instanceHours: Object.fromEntries(
      Object.entries(volumes.instanceHours).map(([size, hours]) => [size, hours * factor]),
    ),
    egressBytes: volumes.egressBytes * factor,
    contentEgressBytes: volumes.contentEgressBytes,
    storedBytes: volumes.storedBytes,
    blobReads: volumes.blobReads,
    loadBalancerBytes: volumes.loadBalancerBytes * factor,
    gateways,
    hours: hoursPerMonth,
    clients: volumes.clients,
  };
}

/** USD of a month. Throws RangeError for a VM size without a price: a sum that leaves one out would be too low. */
export function monthlyCost(volumes: MonthlyVolumes, prices: Prices): MonthlyCost {
  const vmUsd = vmCost(volumes.instanceHours, prices.vmHour);
  const egressUsd = egressCost(volumes.egressBytes + volumes.contentEgressBytes, prices.egress);
  const contentEgressUsd = egressUsd - egressCost(volumes.egressBytes, prices.egress);
  const storageUsd = gigabytes(volumes.storedBytes) * prices.storagePerGBMonth;
  const blobReadUsd = (volumes.blobReads / 10_000) * prices.readsPer10000;
  const publicIpUsd = volumes.gateways * volumes.hours * prices.publicAddressHour;
  const loadBalancerUsd =
    volumes.gateways * prices.loadBalancerRuleHoursMonth +
    gigabytes(volumes.loadBalancerBytes) * prices.loadBalancerPerGB;
  const totalUsdPerMonth = vmUsd + egressUsd + storageUsd + blobReadUsd + publicIpUsd + loadBalancerUsd;
  return {
    vmUsd,
    egressUsd,
    contentEgressUsd,
    storageUsd,
    blobReadUsd,
    publicIpUsd,
    loadBalancerUsd,
    totalUsdPerMonth,
    perClientUsd: volumes.clients > 0 ? totalUsdPerMonth / volumes.clients : null,
  };
}

/** USD for the internet egress of one month: each tier prices the bytes that fall into it. */
export function egressCost(bytes: number, tiers: readonly EgressTier[]): number {
  let from = 0;
  let usd = 0;
  for (const { upTo = Number.POSITIVE_INFINITY, perGB } of tiers) {
    usd += gigabytes(Math.max(0, Math.min(bytes, upTo) - from)) * perGB;
    from = upTo;
  }
  return usd;
}

function vmCost(hoursBySize: Readonly<Record<string, number>>, usdPerHour: Prices['vmHour']): number {
  let usd = 0;
  for (const [size, hours] of Object.entries(hoursBySize)) {
    const price = usdPerHour[size];
    if (price === undefined) throw new RangeError(`no price per hour for VM size ${size}`);
    usd += hours * price;
  }
  return usd;
}

const gigabytes = (bytes: number): number => bytes / BYTES_PER_GIGABYTE;
