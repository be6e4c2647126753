import { NOT_STATED } from '../../model/schema/prices.js';
import type { Metric } from '../../study/summary/schema/figures.js';
import type { Summary } from '../../study/summary/summary.js';
import { chosen, count, money, plain, share, times } from '../../study/words/format.js';
import { type Cell, type Column, table, wrapped } from '../table.js';
import { availabilityLines } from './notes.js';
import type { Page } from './page.js';

type Item = Summary['cost']['items'][number];

const MONTH =
  'a month of weeks as they are expected, whatever hours were measured; content and events as often as the model says';

/** The bill of a month, item by item; many gateways share a row. */
export function costSection(summary: Summary, page: Page): string[] {
  const { cost, clients } = summary;
  const perClient =
    cost.perClient.value === null
      ? ''
      : ` (${amountText(times(cost.perClient, 1000))} for each 1,000 of ${count(clients.count)} ${clients.inAll === undefined ? '' : 'remote '}clients)`;
  const { pricesOf: date, region } = cost;
  const when = date === NOT_STATED ? '' : ` of ${date}`;
  const where = region === NOT_STATED ? '' : ` for ${region}`;
  const unknown = [...(when === '' ? ['date'] : []), ...(where === '' ? ['region'] : [])];
  const silent = unknown.length === 0 ? '' : `, ${unknown.join(' and ')} not stated`;
  const reduced = cost.discount > 0 ? `, less ${chosen(share(cost.discount))}` : '';
  const list = cost.list === 'built-in' ? 'list prices' : cost.list;
  const columns: Column[] = [
    { title: 'item' },
    { title: 'of' },
    { title: 'quantity', align: 'right' },
    { title: 'unit' },
    { title: 'unit price', align: 'right' },
    { title: 'amount', align: 'right' },
  ];
  return [
    ...page.heading('Cost', `${cost.currency} a month, ${list}${when}${where}${silent}${reduced}`),
    ...wrapped(`${amountText(cost.totalPerMonth)} ${cost.currency} in all${perClient}`, '  ').map((line) =>
      page.paint('strong', line),
    ),
    ...table(page, columns, rowsOf(cost.items).map(rowOf)),
    ...wrapped(MONTH, '  ').map((line) => page.paint('quiet', line)),
    ...(cost.note === null ? [] : wrapped(cost.note, '  ').map((line) => page.paint('quiet', line))),
    ...availabilityLines(summary, page),
  ];
}

/** Parts of one kind that have a row each; of more, their sum has one. */
const MOST_PARTS = 4;

function rowsOf(items: readonly Item[]): Item[] {
  const used = items.filter(({ quantity }) => quantity.value !== 0);
  const kinds = [...new Set(used.map(({ what }) => what))];
  return kinds.flatMap((kind) => {
    const own = used.filter(({ what }) => what === kind);
    return own.length > MOST_PARTS ? [together(own)] : own;
  });
}

/** The intervals of a sum do not follow from those of its parts. */
function together(items: readonly Item[]): Item {
  const sum = (read: (item: Item) => Metric): Metric => ({
    value: items.some((item) => read(item).value === null)
      ? null
      : items.reduce((total, item) => total + read(item).value!, 0),
    low: null,
    high: null,
  });
  const [quantity, amount] = [sum((item) => item.quantity), sum((item) => item.amount)];
  const unitPrice = quantity.value === null || amount.value === null ? null : amount.value / quantity.value;
  return { ...items[0]!, part: `${items.length} together`, quantity, amount, unitPrice };
}

const rowOf = ({ what, part, quantity, unit, unitPrice, amount }: Item): Cell[] => [
  NAMES[what] ?? what.replaceAll('-', ' '),
  part,
  plain.metric(quantity),
  unit,
  unitPrice === null ? '-' : unitPrice === 0 ? 'free' : String(Number(unitPrice.toPrecision(4))),
  amountText(amount),
];

const NAMES: Readonly<Record<string, string>> = { 'vm-hours': 'VM hours' };

const amountText = (metric: Metric): string => (metric.value === null ? '-' : money.metric(metric));
