import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../src/model/load.js';
import { METER_NAMES, METERS } from '../../../src/model/prices/meters.js';
import { formatProblem } from '../../../src/model/problem.js';
import { pricesOf } from '../../../src/study/money/prices.js';

const load = (overrides: readonly string[]) =>
  loadModel('name: a\ngateway: {region: westeurope}\nclients: [{count: 1}]\n', 'a.yaml', { overrides });
const complaints = (...overrides: string[]): string[] => {
  const read = load(overrides);
  return 'problems' in read ? read.problems.map(formatProblem) : [];
};
const note = (...overrides: string[]): string | null => {
  const read = load(overrides);
  if ('problems' in read) throw new Error(read.problems.map(formatProblem).join('\n'));
  return pricesOf(read.value).note;
};
const every = [...METERS.map(({ path }) => `prices.${path}=0.1`), 'prices.egress=[{perGB: 0.1}]'];

describe('prices that a model states itself', () => {
  it('another currency takes a price of every meter, whichever is missing', () => {
    expect(every).toHaveLength(METER_NAMES.length);
    expect(complaints('prices.currency=EUR', ...every)).toEqual([]);
    for (const left of every) {
      const [path] = left.slice('prices.'.length).split('=');
      const others = every.filter((one) => one !== left);
      expect(complaints('prices.currency=EUR', ...others), path).toEqual([
        expect.stringContaining(`: no price in EUR of ${path}, and nothing is converted; `),
      ]);
      expect(complaints('prices.currency=USD', ...others), path).toEqual([]);
    }
    expect(complaints('prices.currency=EUR')[0]).toContain(
      'vmHour.A2_v2, vmHour.A4_v2, vmHour.B2s and 7 more,',
    );
  });

  it('the built-in prices are of no other region or date than they say', () => {
    for (const [field, builtIn, other] of [
      ['region', 'eastus', 'westeurope'],
      ['date', '2026-05', '2026-11'],
      ['date', '2026-05', 'not stated'],
    ]) {
      expect(complaints(`prices.${field}=${other}`)).toEqual([
        expect.stringContaining(
          `: the built-in prices are of ${builtIn}, and the model has no others; remove ${field}`,
        ),
      ]);
      expect(complaints(`prices.${field}=${builtIn}`)).toEqual([]);
      expect(complaints(`prices.${field}=${other}`, 'prices.storagePerGBMonth=0.02')).toEqual([]);
    }
  });

  it('are told apart from the built-in ones, where it states some of them', () => {
    const region = 'prices.region=westeurope';
    expect(note(region, 'prices.storagePerGBMonth=0.02', 'prices.vmHour.A2_v2=0.1')).toBe(
      'the model has 2 of 10 meters: vm-hours A2_v2, stored; the others are built in (2026-05, eastus)',
    );
    expect(note(region, 'prices.list=Contoso', 'prices.egress=[{perGB: 0.1}]')).toMatch(
      /^Contoso has 1 of 10 meters: egress; the others are /,
    );
    expect(note(region, ...every)).toBeNull();
    expect(note('prices.discount=10%')).toMatch(/^gateway in westeurope, prices of eastus, the only one/);
  });
});
