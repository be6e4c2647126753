import { pricesSchema } from '../schema/prices.js';
import { valueAt } from '../schema-walk.js';
import { EGRESS, EGRESS_SOURCES, EGRESS_UNIT, METERS, type Meter } from './meters.js';

/** A row of the built-in price list. */
export interface BuiltInPrice extends Omit<Meter, 'path'> {
  readonly price: number;
  readonly currency: string;
  readonly region: string;
  readonly date: string;
}

/** The price list that the program comes with, a row a meter, in the order of a bill. */
export function builtInPrices(): BuiltInPrice[] {
  const prices = pricesSchema.parse({});
  const { currency, region, date } = prices;
  const common = { currency, region, date };
  const priceAt = (path: string): number => valueAt(prices, path.split('.')) as number;
  const egress = prices.egress.map(({ upTo, perGB }, index) => ({
    meter:
      upTo === undefined ? EGRESS : `${EGRESS} up to ${upTo < 1e12 ? `${upTo / 1e9}GB` : `${upTo / 1e12}TB`}`,
    price: perGB,
    unit: EGRESS_UNIT,
    ...EGRESS_SOURCES[index]!,
    ...common,
  }));
  const others = METERS.map(({ path, ...meter }) => ({ ...meter, price: priceAt(path), ...common }));
  const sizes = others.filter(({ meter }) => meter.startsWith('vm-hours'));
  return [...sizes, ...egress, ...others.filter((one) => !sizes.includes(one))];
}

/** The same as a price file in JSON or YAML has it: what is of the whole list stands once. */
export function builtInList() {
  const prices = builtInPrices();
  const { currency, region, date } = prices[0]!;
  const meters = prices.map(({ meter, price, unit, mark, source }) => ({ meter, price, unit, mark, source }));
  return { currency, region, date, meters };
}
