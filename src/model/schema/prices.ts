import { z } from 'zod';
import { count, fixedSize, ONE_VALUE, share, usd, withDefault } from '../field.js';
import { assumed, chosen, field } from './origin.js';

const tier = z.strictObject({
  upTo: fixedSize(ONE_VALUE.price)
    .optional()
    .describe('End of the tier, bytes a month; the last tier has none'),
  perGB: usd.describe('Price of a GB in the tier'),
});

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'three capital letters, such as USD or EUR');
const DATE = /\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?/.source;
const dateText = (pattern: string) =>
  z.string().regex(new RegExp(`^(?:${pattern})$`), 'a month or a day, as 2026-05 or 2026-05-31');

/** When the prices of a file were read. */
export const priceDate = dateText(DATE);

/** What a price list says of its date or region where it says nothing. */
export const NOT_STATED = 'not stated';

export const pricesSchema = z
  .strictObject({
    list: withDefault(z.string().min(1), 'built-in', chosen(10), 'What results call this price list'),
    meters: z
      .array(z.string())
      .optional()
      .describe('Meters that the list has, where it lacks some; left out: all'),
    currency: withDefault(currencyCode, 'USD', field(10), 'Currency of every price; nothing is converted'),
    date: withDefault(
      dateText(`${DATE}|${NOT_STATED}`),
      '2026-05',
      field(10),
      'When the prices were read: the year and month, or the day',
    ),
    region: withDefault(z.string().min(1), 'eastus', field(10), 'Azure region that the prices are of'),
    discount: withDefault(share, 0, chosen(10), 'Share that is taken off every price'),
    vmHour: z
      .strictObject({
        A2_v2: withDefault(usd, 0.136, assumed(10, 0.09, 0.2), 'An hour of a deployed instance'),
        A4_v2: withDefault(usd, 0.286, assumed(10, 0.19, 0.4), 'An hour of a deployed instance'),
        B2s: withDefault(usd, 0.0496, assumed(10, 0.03, 0.08), 'An hour of a deployed instance'),
      })
      .prefault({})
      .describe('VM hour by size'),
    hoursPerMonth: withDefault(z.number().positive(), 730, field(10), 'Hours a month'),
    egress: withDefault(
      z.array(tier).min(1),
      [
        { upTo: '100GB', perGB: 0 },
        { upTo: '10TB', perGB: 0.087 },
        { upTo: '50TB', perGB: 0.083 },
        { upTo: '150TB', perGB: 0.07 },
        { perGB: 0.05 },
      ],
      field(10),
      'Internet egress, by tier; tiers apply to all gateways together',
    ),
    storagePerGBMonth: withDefault(usd, 0.018, field(10), 'Blob storage, hot LRS'),
    readsPer10000: withDefault(usd, 0.005, assumed(10, 0.004, 0.005), 'Blob reads'),
    publicAddressHour: withDefault(usd, 0.005, field(10), 'Public IPv4 address of a gateway'),
    loadBalancerRules: withDefault(count(1), 5, chosen(10), "Rules of a gateway's load balancer"),
    loadBalancerFirstRulesHour: withDefault(
      usd,
      0.025,
      field(10),
      "An hour of a gateway's Standard load balancer, its first five rules together",
    ),
    loadBalancerFurtherRuleHour: withDefault(usd, 0.01, field(10), 'An hour of each rule after the fifth'),
    loadBalancerPerGB: withDefault(usd, 0.005, field(10), 'Load balancer, a GB processed'),
  })
  .prefault({})
  .describe('Prices, without tax; the list prices of one region unless you write your own');
