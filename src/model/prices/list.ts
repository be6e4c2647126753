import { nearest } from '../nearest.js';
import type { Path } from '../problem.js';
import { broken, type RuleBreak } from '../rules/rule.js';
import { NOT_STATED } from '../schema/prices.js';
import { readQuantity } from '../units.js';
import { EGRESS, EGRESS_TIER, EGRESS_UNIT, METER_NAMES, METERS } from './meters.js';

/** A price list as a file has it; what is left out stays as the program or the model has it. */
export interface PriceList {
  readonly currency?: string | undefined;
  readonly region?: string | undefined;
  readonly date?: string | undefined;
  /** Share of 1. */
  readonly discount?: number | undefined;
  readonly meters: readonly PricedMeter[];
}

interface PricedMeter {
  readonly meter: string;
  readonly price: number;
  readonly unit?: string | undefined;
}

const PRINT = 'cmgsim prices --format csv prints every meter';

/** What is wrong with a price list, by the place in its `meters`. */
export function priceListBreaks({ currency, meters }: PriceList): RuleBreak[] {
  const breaks: RuleBreak[] = [];
  const seen = new Set<string>();
  const isEgress = (name: string) => name === EGRESS || EGRESS_TIER.test(name);
  for (const [index, { meter, unit }] of meters.entries()) {
    const at = (field: string): Path => ['meters', index, field];
    const expected = isEgress(meter) ? EGRESS_UNIT : METERS.find((one) => one.meter === meter)?.unit;
    if (expected === undefined) breaks.push(unknownMeter(at('meter'), meter));
    else if (unit !== undefined && unit !== '' && unit !== expected)
      breaks.push(
        broken(
          at('unit'),
          `${meter} is priced by ${expected}, not by ${unit}`,
          `write the price of 1 ${expected}`,
        ),
      );
    if (seen.has(meter)) breaks.push(broken(at('meter'), `${meter} has two rows`, 'keep one of them'));
    seen.add(meter);
    const tier = EGRESS_TIER.exec(meter)?.[1];
    const end = tier === undefined ? null : readQuantity('size', tier);
    if (end !== null && 'message' in end) breaks.push(broken(at('meter'), end.message, end.remedy));
  }
  const tiered = meters.findIndex(({ meter }) => EGRESS_TIER.test(meter));
  if (tiered >= 0 && !seen.has(EGRESS))
    breaks.push(
      broken(
        ['meters', tiered, 'meter'],
        'the tiers of egress have an end',
        `add a row ${EGRESS} for what is beyond`,
      ),
    );
  const missing = METER_NAMES.filter((meter) => !seen.has(meter));
  if (currency !== undefined && currency !== BUILT_IN_CURRENCY && missing.length > 0)
    breaks.push(unpriced(['currency'], currency, missing, `add a row for each; ${PRINT}`));
  return breaks;
}

/** Prices in a currency that the built-in ones are not in have no price of some meters. */
export function unpriced(
  path: Path,
  currency: string,
  missing: readonly string[],
  remedy: string,
): RuleBreak {
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  const names = `${missing.slice(0, MOST_NAMED).join(', ')}${more}`;
  return broken(path, `no price in ${currency} of ${names}, and nothing is converted`, remedy);
}

const MOST_NAMED = 3;
const BUILT_IN_CURRENCY = 'USD';

function unknownMeter(path: Path, meter: string): RuleBreak {
  const remedy = meter.startsWith('vm-hours')
    ? `write ${METER_NAMES.slice(0, 3).join(', ')}; a size of your own has its price in the model (gateway.vmSize.pricePerHour)`
    : `write ${nearest(meter, METER_NAMES) ?? `one of ${METER_NAMES.join(', ')}, or egress up to 10TB`}`;
  return broken(path, `there is no meter "${meter}"`, remedy);
}

/**
 * The list as overrides, `path=value` each, to stand before those of the command line.
 * @param name of the list, which results carry
 */
export function priceOverrides(
  { currency, region, date, discount, meters }: PriceList,
  name: string,
): string[] {
  const set = (field: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`prices.${field}=${JSON.stringify(value)}`];
  const tiers = meters
    .flatMap(({ meter, price }) => {
      const upTo = EGRESS_TIER.exec(meter)?.[1];
      if (upTo === undefined) return [];
      const end = readQuantity('size', upTo);
      return [{ upTo, price, end: 'value' in end ? end.value : 0 }];
    })
    .sort((a, b) => a.end - b.end)
    .map(({ upTo, price }) => `{upTo: ${upTo}, perGB: ${price}}`);
  const beyond = meters.find(({ meter }) => meter === EGRESS);
  const own = METER_NAMES.filter((known) => meters.some(({ meter }) => meter === known));
  return [
    ...set('list', name),
    ...(own.length === METER_NAMES.length ? [] : [`prices.meters=${JSON.stringify(own)}`]),
    ...set('currency', currency),
    ...set('region', region ?? NOT_STATED),
    ...set('date', date ?? NOT_STATED),
    ...set('discount', discount),
    ...METERS.flatMap(({ meter, path }) => set(path, meters.find((one) => one.meter === meter)?.price)),
    ...(beyond === undefined ? [] : [`prices.egress=[${[...tiers, `{perGB: ${beyond.price}}`].join(', ')}]`]),
  ];
}
