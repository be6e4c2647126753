import { z } from 'zod';
import { fixedSize, ONE_VALUE, usd, withDefault } from '../field.js';
import { assumed, field } from './origin.js';

const tier = z.strictObject({
  upTo: fixedSize(ONE_VALUE.price)
    .optional()
    .describe('End of the tier, bytes a month; the last tier has none'),
  perGB: usd.describe('USD per GB in the tier'),
});

export const pricesSchema = z
  .strictObject({
    vmHour: z
      .strictObject({
        A2_v2: withDefault(usd, 0.136, assumed(10, 0.09, 0.2), 'USD per hour'),
        A4_v2: withDefault(usd, 0.286, assumed(10, 0.19, 0.4), 'USD per hour'),
        B2s: withDefault(usd, 0.0496, assumed(10, 0.03, 0.08), 'USD per hour'),
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
      'Internet egress, by tier',
    ),
    storagePerGBMonth: withDefault(usd, 0.018, field(10), 'Blob storage, hot LRS'),
    readsPer10000: withDefault(usd, 0.005, assumed(10, 0.004, 0.005), 'Blob reads'),
    publicAddressHour: withDefault(usd, 0.005, field(10), 'Public IPv4 address of a gateway'),
    loadBalancerRuleHoursMonth: withDefault(
      usd,
      0,
      assumed(10, 0, 7.3),
      'Standard load balancer rules a month; 0 for a Basic one',
    ),
    loadBalancerPerGB: withDefault(
      usd,
      0,
      assumed(10, 0, 0.005),
      'Load balancer per GB processed; 0 for a Basic one',
    ),
  })
  .prefault({})
  .describe('List prices, USD');
