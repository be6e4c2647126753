import { expect, it } from 'vitest';
import { loadModel } from '../../../src/model/load.js';
import { pricesOf } from '../../../src/study/money/prices.js';

function prices(section: string) {
  const read = loadModel(
    `name: a\ngateway: {vmSize: {name: own, cores: 2, ram: 4GiB, nic: 1Gbps, clients: 10, pricePerHour: 0.5}}
clients: [{name: a, count: 1}]
prices: ${section}\n`,
    'a.yaml',
  );
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return pricesOf(read.value);
}

it('the discount is taken off every price, that of a size of your own too', () => {
  const [full, reduced] = [prices('{}'), prices('{discount: 25%}')];
  expect(reduced.discount).toBe(0.25);
  expect(reduced.vmHour).toEqual(
    Object.fromEntries(Object.entries(full.vmHour).map(([size, price]) => [size, price * 0.75])),
  );
  expect(reduced.vmHour.own).toBe(0.375);
  expect(reduced.egress.map(({ perGB }) => perGB)).toEqual(full.egress.map(({ perGB }) => perGB * 0.75));
  for (const meter of [
    'storagePerGBMonth',
    'readsPer10000',
    'publicAddressHour',
    'loadBalancerHour',
    'loadBalancerPerGB',
  ] as const)
    expect(reduced[meter], meter).toBeCloseTo(full[meter] * 0.75, 12);
});

it('the first five rules of a load balancer cost the same together, each further one its own price', () => {
  const hour = (rules: number) =>
    prices(
      `{loadBalancerRules: ${rules}, loadBalancerFirstRulesHour: 0.025, loadBalancerFurtherRuleHour: 0.01}`,
    ).loadBalancerHour;
  expect(hour(1)).toBeCloseTo(0.025, 12);
  expect(hour(5)).toBeCloseTo(0.025, 12);
  expect(hour(7)).toBeCloseTo(0.045, 12);
});
