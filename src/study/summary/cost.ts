import type { Observation } from '../../gateway/simulation/observation.js';
import { type BilledVolumes, billOf, type Quantity, quantitiesOf } from '../money/bill.js';
import { measuredVolumes } from '../money/month.js';
import type { Prices } from '../money/prices.js';
import { across, noMetric } from './metric.js';
import type { CostSummary } from './schema/cost.js';
import type { Metric } from './schema/figures.js';

/** The bill of a month as it is expected, and beside each item what the replications used of it in the measured time. */
export function costSummary(
  observations: readonly Observation[],
  month: BilledVolumes,
  prices: Prices,
): CostSummary {
  const { list, currency, date, region, discount, note } = prices;
  const measured = new Map(
    observations.map((one) => [one, quantitiesOf(measuredVolumes(one, prices.hoursPerMonth))]),
  );
  const bill = billOf(month, prices);
  const items = bill.items.map((item) => ({
    what: item.what,
    part: item.part,
    measured: across(observations, (one) => measured.get(one)!.find(isSame(item))?.quantity ?? 0, ''),
    quantity: exactly(item.quantity),
    unit: item.unit,
    unitPrice: item.quantity === 0 ? null : item.amount / item.quantity,
    amount: exactly(item.amount),
  }));
  return {
    list,
    currency,
    pricesOf: date,
    region,
    discount,
    note,
    items,
    totalPerMonth: exactly(bill.total),
    perClient: bill.perClient === null ? noMetric('no clients') : exactly(bill.perClient),
  };
}

/** An expectation has no interval: chance is not in it. */
const exactly = (value: number): Metric => ({ value, low: null, high: null });

const isSame =
  ({ what, part }: Quantity) =>
  (other: Quantity): boolean =>
    other.what === what && other.part === part;
