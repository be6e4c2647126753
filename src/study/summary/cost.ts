import type { Observation } from '../../gateway/observation.js';
import { type Bill, billOf, type Quantity, quantitiesOf } from '../bill.js';
import { measuredVolumes, scaleToMonth } from '../month.js';
import type { Prices } from '../prices.js';
import type { CostSummary, Metric } from '../summary.js';
import { across } from './metric.js';

const UNMEASURED = 'the measured part has no length';

/** The bill of a month over the replications, each of which is billed by itself, so that amounts have intervals where traffic varies. */
export function costSummary(observations: readonly Observation[], prices: Prices): CostSummary {
  const { list, currency, date, region, discount, note } = prices;
  const bills = new Map(observations.map((one) => [one, billOfMonth(one, prices)]));
  const measured = new Map(observations.map((one) => [one, quantitiesOf(measuredVolumes(one))]));
  const items = itemsOf([...measured.values()]).map((item) => {
    const billed = (one: Observation) => bills.get(one)?.items.find(isSame(item));
    const quantity = across(observations, (one) => ofBill(bills.get(one), billed(one)?.quantity), UNMEASURED);
    const amount = across(observations, (one) => ofBill(bills.get(one), billed(one)?.amount), UNMEASURED);
    return {
      what: item.what,
      part: item.part,
      measured: across(observations, (one) => measured.get(one)!.find(isSame(item))?.quantity ?? 0, ''),
      quantity,
      unit: item.unit,
      unitPrice: ratio(amount, quantity),
      amount,
    };
  });
  return {
    list,
    currency,
    pricesOf: date,
    region,
    discount,
    note,
    items,
    totalPerMonth: across(observations, (one) => bills.get(one)?.total, UNMEASURED),
    perClient: across(observations, (one) => bills.get(one)?.perClient, 'no clients'),
  };
}

function billOfMonth(observation: Observation, prices: Prices): Bill | undefined {
  if (!(observation.durationSeconds > 0)) return undefined;
  return billOf(scaleToMonth(measuredVolumes(observation), prices.hoursPerMonth), prices);
}

/** A replication that has no such item used nothing of it; one that could not be billed says nothing. */
const ofBill = (bill: Bill | undefined, value: number | undefined): number | undefined =>
  bill === undefined ? undefined : (value ?? 0);

const isSame =
  ({ what, part }: Quantity) =>
  (other: Quantity): boolean =>
    other.what === what && other.part === part;

/** Every item that a replication has, in the order of a bill. */
function itemsOf(all: readonly (readonly Quantity[])[]): readonly Quantity[] {
  const [longest = []] = [...all].sort((a, b) => b.length - a.length);
  return longest;
}

const ratio = (amount: Metric, quantity: Metric): number | null =>
  amount.value === null || quantity.value === null || quantity.value === 0
    ? null
    : amount.value / quantity.value;
