import { broken, type RuleBreak } from '../rules/rule.js';
import { pricesSchema } from '../schema/prices.js';
import { valueAt } from '../schema-walk.js';
import { unpriced } from './list.js';
import { EGRESS, METER_NAMES, METERS } from './meters.js';

/** Where a model has the price of each meter, under `prices`. */
const PLACES: readonly { readonly meter: string; readonly path: string }[] = [
  ...METERS,
  { meter: EGRESS, path: EGRESS },
];

/**
 * The meters of which a model states the price itself.
 * @param data of the document, overrides included, before defaults
 */
function statedMeters(data: unknown): string[] {
  const prices = pricesIn(data);
  return PLACES.filter(({ path }) => has(prices, path)).map(({ meter }) => meter);
}

/**
 * The meters of which a model states the price, where results have to say it: the built-in ones have another name, region or date, and no
 * price file has said so.
 */
export function ownMeters(data: unknown): string[] | undefined {
  const prices = pricesIn(data);
  const stated = statedMeters(data);
  const hasOthers = stated.length > 0 && stated.length < METER_NAMES.length;
  const isNamed = ['list', 'region', 'date'].some((field) => has(prices, field));
  return hasOthers && isNamed && !has(prices, 'meters') ? stated : undefined;
}

/** What a model says of its prices and the built-in ones are not: they are of one currency, region and date. */
export function priceBreaks(data: unknown): RuleBreak[] {
  const builtIn = pricesSchema.parse({});
  const prices = pricesIn(data);
  const stated = statedMeters(data);
  const missing = PLACES.filter(({ meter }) => !stated.includes(meter)).map(({ path }) => path);
  const breaks: RuleBreak[] = [];
  const currency = valueAt(prices, ['currency']) ?? builtIn.currency;
  if (currency !== builtIn.currency && missing.length > 0)
    breaks.push(
      unpriced(
        ['prices', 'currency'],
        String(currency),
        missing,
        'write all of them below prices, or a list of your own (--prices FILE; cmgsim prices --format csv prints every meter)',
      ),
    );
  for (const field of ['region', 'date'] as const) {
    const value = valueAt(prices, [field]);
    if (value === undefined || value === builtIn[field] || stated.length > 0) continue;
    breaks.push(
      broken(
        ['prices', field],
        `the built-in prices are of ${builtIn[field]}, and the model has no others`,
        `remove ${field}, or write prices of your own (--prices FILE; cmgsim prices --format csv prints every meter)`,
      ),
    );
  }
  return breaks;
}

const pricesIn = (data: unknown): unknown => valueAt(data, ['prices']);

const has = (prices: unknown, path: string): boolean => valueAt(prices, path.split('.')) !== undefined;
