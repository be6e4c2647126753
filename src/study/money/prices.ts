import { METER_NAMES } from '../../model/prices/meters.js';
import { regionName } from '../../model/regions.js';
import { NOT_STATED, pricesSchema } from '../../model/schema/prices.js';
import { gatewaysOf, type Model } from '../../model/schema.js';

/** A price list as a bill is made with it: the section `prices` of a model, its discount taken off. No tax. */
export interface Prices {
  /** `built-in`, or the file that it was read from. */
  readonly list: string;
  /** Of every amount; nothing is converted. */
  readonly currency: string;
  /** When the prices were read, YYYY-MM-DD or YYYY-MM, or `not stated`. */
  readonly date: string;
  /** The Azure region that they are of, or `not stated`. */
  readonly region: string;
  /** Share that was taken off every price. */
  readonly discount: number;
  /** An hour of a deployed instance, by VM size. */
  readonly vmHour: Readonly<Record<string, number>>;
  readonly hoursPerMonth: number;
  /** Internet egress of a month by tier, cheapest volume first; the last tier is open. Gigabytes are decimal, as they are billed. */
  readonly egress: readonly EgressTier[];
  readonly storagePerGBMonth: number;
  readonly readsPer10000: number;
  readonly publicAddressHour: number;
  /** Of the rules of one gateway's load balancer together. */
  readonly loadBalancerHour: number;
  readonly loadBalancerPerGB: number;
  /** What a reader of the bill has to know of the region that it is for; of meters that the list lacks; null where there is nothing. */
  readonly note: string | null;
}

/** The price of a gigabyte among the bytes of a month up to `upTo` (left out: without end). */
export interface EgressTier {
  readonly upTo?: number | undefined;
  readonly perGB: number;
}

/** The price list of a model, with the price of each VM size of its own. */
export function pricesOf(model: Model): Prices {
  const { prices } = model;
  const { discount, loadBalancerRules, loadBalancerFirstRulesHour, loadBalancerFurtherRuleHour } = prices;
  const paid = (price: number): number => price * (1 - discount);
  const own = gatewaysOf(model).flatMap(({ vmSize }) =>
    typeof vmSize === 'string' ? [] : [[vmSize.name, vmSize.pricePerHour] as const],
  );
  const sizes = [...Object.entries(prices.vmHour), ...own];
  const furtherRules = Math.max(0, loadBalancerRules - RULES_AT_ONE_PRICE);
  return {
    list: prices.list,
    currency: prices.currency,
    date: prices.date,
    region: prices.region,
    discount,
    vmHour: Object.fromEntries(sizes.map(([size, price]) => [size, paid(price)])),
    hoursPerMonth: prices.hoursPerMonth,
    egress: prices.egress.map(({ upTo, perGB }) => ({ upTo, perGB: paid(perGB) })),
    storagePerGBMonth: paid(prices.storagePerGBMonth),
    readsPer10000: paid(prices.readsPer10000),
    publicAddressHour: paid(prices.publicAddressHour),
    loadBalancerHour: paid(loadBalancerFirstRulesHour + furtherRules * loadBalancerFurtherRuleHour),
    loadBalancerPerGB: paid(prices.loadBalancerPerGB),
    note: noteOn(model),
  };
}

function noteOn(model: Model): string | null {
  const notes = [lackNote(model.prices), regionNote(model)].filter((note) => note !== null);
  return notes.length === 0 ? null : notes.join('; ');
}

/** A price file, or a model, with some meters only: the others may have another date and region than it says. */
function lackNote({ list, meters }: Model['prices']): string | null {
  if (meters === undefined) return null;
  const { date, region } = pricesSchema.parse({});
  const named = meters.length > MOST_METERS ? '' : `: ${meters.join(', ')}`;
  const [whose, others] =
    list === BUILT_IN_LIST ? ['the model', 'built in'] : [list, 'those of the model, or built in'];
  return `${whose} has ${meters.length} of ${METER_NAMES.length} meters${named}; the others are ${others} (${date}, ${region})`;
}

/** Prices differ from region to region, and the built-in list has those of one. */
function regionNote(model: Model): string | null {
  const { list, region } = model.prices;
  if (region === NOT_STATED) return null;
  const others = [...new Set(gatewaysOf(model).map((gateway) => regionName(gateway.region)))].filter(
    (one) => one !== regionName(region),
  );
  if (others.length === 0) return null;
  const where = others.length > MOST_REGIONS ? `${others.length} other regions` : others.join(', ');
  const known =
    list === BUILT_IN_LIST ? ', the only one whose prices are built in; a price file has others' : '';
  return `gateway in ${where}, prices of ${region}${known}`;
}

const BUILT_IN_LIST = 'built-in';
const MOST_REGIONS = 3;
const MOST_METERS = 3;

/** The rules of a Standard load balancer that are billed together. */
const RULES_AT_ONE_PRICE = 5;

/** What the internet egress of one month costs: each tier prices the bytes that fall into it. */
export function egressCost(bytes: number, tiers: readonly EgressTier[]): number {
  let from = 0;
  let cost = 0;
  for (const { upTo = Number.POSITIVE_INFINITY, perGB } of tiers) {
    cost += (Math.max(0, Math.min(bytes, upTo) - from) / BYTES_PER_GIGABYTE) * perGB;
    from = upTo;
  }
  return cost;
}

export const BYTES_PER_GIGABYTE = 1e9;
