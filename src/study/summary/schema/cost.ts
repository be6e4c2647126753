import { z } from 'zod';
import { BILLED } from '../../money/bill.js';
import { metric } from './figures.js';

const billItem = z.strictObject({
  what: z.enum(BILLED),
  part: z.string().describe('Gateway, cloud distribution point or VM size'),
  measured: metric.describe('How much of it in the measured time, in the same unit'),
  quantity: metric.describe('In a month, as it is expected: without an interval'),
  unit: z.string(),
  unitPrice: z
    .number()
    .nullable()
    .describe('amount / quantity, for egress the mean over the tiers; null where there is nothing of it'),
  amount: metric,
});

export const cost = z
  .strictObject({
    list: z.string().describe('built-in, or the price file'),
    currency: z.string().describe('Of every amount'),
    pricesOf: z.string().describe('When the prices were read, or not stated'),
    region: z.string().describe('Azure region that the prices are of, or not stated'),
    discount: z.number().describe('Share that is taken off every price'),
    note: z
      .string()
      .nullable()
      .describe('Where the prices are of another region than the gateway, or the list lacks meters'),
    items: z.array(billItem),
    totalPerMonth: metric,
    perClient: metric,
  })
  .describe(
    'A month: the expected demand of its weeks, content and events as often as the model says, instances as deployed in the end, whatever was measured; without tax',
  );

export type CostSummary = z.output<typeof cost>;
