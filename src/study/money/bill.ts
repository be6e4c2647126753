import type { VolumeObservation } from '../../gateway/simulation/observation.js';
import { BYTES_PER_GIGABYTE, egressCost, type Prices } from './prices.js';

/** What a deployment uses in a month, or in the measured part of a run. */
export interface BilledVolumes extends VolumeObservation {
  /** In which addresses and load balancers stand. */
  readonly hours: number;
}

/** What a bill has items of; a kind may have an item for each gateway, storage account or VM size. */
export const BILLED = [
  'vm-hours',
  'relayed-egress',
  'storage-egress',
  'log-egress',
  'relayed-ingress',
  'stored',
  'blob-reads',
  'public-address',
  'load-balancer-rules',
  'load-balancer-data',
] as const;
type Billed = (typeof BILLED)[number];

/** How much there is of an item, before it has a price. */
export interface Quantity {
  readonly what: Billed;
  /** The gateway, cloud distribution point or VM size. */
  readonly part: string;
  readonly quantity: number;
  readonly unit: 'h' | 'GB' | 'GB-month' | '10k reads';
}

interface BillItem extends Quantity {
  readonly amount: number;
}

/** A bill, in the currency of its prices. */
export interface Bill {
  readonly items: readonly BillItem[];
  readonly total: number;
  /** null without clients. */
  readonly perClient: number | null;
}

const READS_TOGETHER = 10_000;

/** What is billed of volumes, in the order of a bill; stored bytes are a level, whatever the time. */
export function quantitiesOf({
  instanceHours,
  gateways,
  storages,
  hours,
}: Omit<BilledVolumes, 'clients'>): Quantity[] {
  const gigabytes = (what: Billed, part: string, bytes: number): Quantity => ({
    what,
    part,
    quantity: bytes / BYTES_PER_GIGABYTE,
    unit: 'GB',
  });
  const used = storages.filter(
    ({ egressBytes, storedBytes, reads }) => egressBytes + storedBytes + reads > 0,
  );
  return [
    ...Object.entries(instanceHours).map(
      ([part, quantity]): Quantity => ({ what: 'vm-hours', part, quantity, unit: 'h' }),
    ),
    ...gateways.map(({ name, egressBytes }) => gigabytes('relayed-egress', name, egressBytes)),
    ...used.map(({ name, egressBytes }) => gigabytes('storage-egress', name, egressBytes)),
    ...gateways.map(({ name, logBytes }) => gigabytes('log-egress', name, logBytes)),
    ...gateways.map(({ name, ingressBytes }) => gigabytes('relayed-ingress', name, ingressBytes)),
    ...used.map(
      ({ name, storedBytes }): Quantity => ({ ...gigabytes('stored', name, storedBytes), unit: 'GB-month' }),
    ),
    ...used.map(
      ({ name, reads }): Quantity => ({
        what: 'blob-reads',
        part: name,
        quantity: reads / READS_TOGETHER,
        unit: '10k reads',
      }),
    ),
    ...gateways.map(
      ({ name }): Quantity => ({ what: 'public-address', part: name, quantity: hours, unit: 'h' }),
    ),
    ...gateways.map(
      ({ name }): Quantity => ({ what: 'load-balancer-rules', part: name, quantity: hours, unit: 'h' }),
    ),
    ...gateways.map(({ name, egressBytes, ingressBytes }) =>
      gigabytes('load-balancer-data', name, egressBytes + ingressBytes),
    ),
  ];
}

/**
 * The bill of a month. The tiers of egress, and the free amount that the first of them is, apply to the egress of all
 * gateways and storage accounts together; each has its share of what that costs.
 * @throws RangeError for a VM size without a price: a sum that leaves one out would be too low
 */
export function billOf(volumes: BilledVolumes, prices: Prices): Bill {
  const quantities = quantitiesOf(volumes);
  const egress = quantities.reduce((sum, one) => sum + (isEgress(one) ? one.quantity : 0), 0);
  const perGB = egress > 0 ? egressCost(egress * BYTES_PER_GIGABYTE, prices.egress) / egress : 0;
  const items = quantities.map(
    (one): BillItem => ({ ...one, amount: one.quantity * (isEgress(one) ? perGB : unitPrice(one, prices)) }),
  );
  const total = items.reduce((sum, { amount }) => sum + amount, 0);
  return { items, total, perClient: volumes.clients > 0 ? total / volumes.clients : null };
}

const EGRESS: ReadonlySet<Billed> = new Set(['relayed-egress', 'storage-egress', 'log-egress']);

const isEgress = ({ what }: Quantity): boolean => EGRESS.has(what);

/** What a unit costs at the prices of a list, apart from egress, whose price depends on how much there is. */
function unitPrice({ what, part }: Quantity, prices: Prices): number {
  switch (what) {
    case 'vm-hours': {
      const price = prices.vmHour[part];
      if (price === undefined) throw new RangeError(`no price per hour for VM size ${part}`);
      return price;
    }
    case 'stored':
      return prices.storagePerGBMonth;
    case 'blob-reads':
      return prices.readsPer10000;
    case 'public-address':
      return prices.publicAddressHour;
    case 'load-balancer-rules':
      return prices.loadBalancerHour;
    case 'load-balancer-data':
      return prices.loadBalancerPerGB;
    default:
      return 0; // what enters Azure is free
  }
}
