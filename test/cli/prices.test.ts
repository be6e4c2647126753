import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Summary } from '../../src/study/summary/summary.js';
import { folderForAll } from '../folder.js';
import { callCmgsim } from './call.js';

const home = folderForAll({
  'site.yaml': `name: site
simulation: {start: 9h, duration: 10min, warmup: 0s}
gateway: {region: eastus}
clients: [{name: a, count: 20}]
content: [{name: app, size: 1MB, deployments: [{available: 9h, notice: at-once}]}]
prices: {readsPer10000: 0.004}
`,
});

const path = (name: string): string => home.path(name);
const BOM = '\uFEFF';

async function priced(name: string, content: string | Buffer, ...words: string[]) {
  home.write(name, content);
  const out = path('out');
  return callCmgsim('run', path('site.yaml'), '--quiet', '--out', out, '--prices', path(name), ...words);
}
async function bill(name: string, content: string | Buffer, ...words: string[]): Promise<Summary['cost']> {
  const { out, err } = await priced(name, content, '--format', 'json', ...words);
  expect(err).toBe('');
  return (JSON.parse(out) as Summary).cost;
}
async function cost(...words: string[]): Promise<Summary['cost']> {
  const out = path('out');
  const call = await callCmgsim(
    'run',
    path('site.yaml'),
    '--quiet',
    '--out',
    out,
    '--format',
    'json',
    ...words,
  );
  return (JSON.parse(call.out) as Summary).cost;
}
const priceOf = ({ items }: Summary['cost'], kind: string) =>
  items.find(({ what }) => what === kind)?.unitPrice;

describe('a price file', () => {
  it('that the program prints is read again and bills the same', async () => {
    const { out: list, exitCode } = await callCmgsim('prices', '--format', 'csv');
    expect(exitCode).toBe(0);
    const own = await bill('same.csv', list, '--set', 'prices.list=built-in');
    expect(own).toEqual(await cost('--set', 'prices.readsPer10000=0.005'));
  });

  it('goes before the prices of the model, and --set before both', async () => {
    const csv = 'meter,price\nblob-reads,0.2\nvm-hours A2_v2,0.3\n';
    const cost = await bill('own.csv', csv, '--set', 'prices.vmHour.A2_v2=0.4');
    expect(cost.list).toBe('own.csv');
    expect(priceOf(cost, 'blob-reads')).toBeCloseTo(0.2, 12);
    expect(priceOf(cost, 'vm-hours')).toBeCloseTo(0.4, 12);
    expect(priceOf(cost, 'stored')).toBeCloseTo(0.018, 12);
  });

  const german =
    'meter;price;currency;region;date;discount\r\nvm-hours A2_v2;0,14;USD;West Europe;2026-11;10%\r\negress;0,05;;;;\r\n';
  it.each([
    ['with semicolons and decimal commas', 'a.csv', german],
    ['from Excel, with its mark of UTF-8', 'b.csv', `${BOM}${german}`],
    ['in UTF-16', 'c.csv', Buffer.from(`${BOM}${german}`, 'utf16le')],
    ['with tabs', 'd.csv', german.replaceAll(';', '\t').replaceAll(',', '.')],
    [
      'in YAML',
      'e.yaml',
      'currency: USD\nregion: West Europe\ndate: 2026-11\ndiscount: 10%\nmeters:\n  - {meter: vm-hours A2_v2, price: 0.14}\n  - {meter: egress, price: 0.05}\n',
    ],
  ])('is read %s', async (_, name, content) => {
    const cost = await bill(name, content);
    expect(cost).toMatchObject({
      list: name,
      currency: 'USD',
      region: 'West Europe',
      pricesOf: '2026-11',
      discount: 0.1,
    });
    expect(priceOf(cost, 'vm-hours')).toBeCloseTo(0.126, 12);
    expect(priceOf(cost, 'relayed-egress')).toBeCloseTo(0.045, 12);
  });

  it('has a currency of its own where it prices everything, and the table says so', async () => {
    const { out: list } = await callCmgsim('prices', '--format', 'csv');
    const { out } = await priced('euro.csv', list.replaceAll(',USD,', ',EUR,'));
    expect(out).toMatch(/^with prices\.list="euro\.csv"$/m);
    expect(out).toMatch(/^Cost ─+ EUR a month, euro\.csv of 2026-05 for eastus$/m);
    expect(out).toMatch(/^ {2}\d+\.\d\d EUR in all/m);
  });

  it.each([
    ['price\n1\n', '1:1: the column meter is missing; write the columns meter and price, with a row a meter'],
    ['meter,price,curency\nstored,1,\n', '1:1: there is no column "curency"; write currency'],
    ['meter,price\n', '1:1: there are no rows; write a row a meter'],
    ['meter,price\nstored,\n', '2:1: price: "" is no price; write a number of 0 or more, such as 0.136'],
    ['meter,price\nstored,-1\n', '2:1: price: "-1" is no price; write a number of 0 or more, such as 0.136'],
    ['meter,price\nstore,1\n', '2:1: meter: there is no meter "store"; write stored'],
    ['meter,price\nstored,1\nstored,1\n', '3:1: meter: stored has two rows; keep one of them'],
    [
      'meter,price,unit\nstored,1,GB\n',
      '2:1: unit: stored is priced by GB-month, not by GB; write the price of 1 GB-month',
    ],
    [
      'meter,price\negress up to 1TB,1\n',
      '2:1: meter: the tiers of egress have an end; add a row egress for what is beyond',
    ],
    [
      'meter,price,currency\nstored,1,USD\nblob-reads,1,EUR\n',
      '3:1: currency: "EUR" after "USD"; a list has one currency; write it in every row, or in the first',
    ],
    [
      'meter,price,currency\nstored,1,euro\n',
      '2:1: currency: "euro" is not allowed; write three capital letters, such as USD or EUR',
    ],
    [
      'meter,price,date\nstored,1,May\n',
      '2:1: date: "May" is not allowed; write a month or a day, as 2026-05 or 2026-05-31',
    ],
    ['meter,price,discount\nstored,1,150%\n', '2:1: discount: '],
    [
      'meter,price,currency\nstored,1,EUR\n',
      '2:1: currency: no price in EUR of vm-hours A2_v2, vm-hours A4_v2, vm-hours B2s and 6 more, and nothing is converted;',
    ],
    ['meter,price\nstored,1,2\n', '2:1: the row has 3 cells, not as many as the first row;'],
  ])('with a mistake says where, and what is right: %j', async (csv, message) => {
    const { exitCode, out, err } = await priced('bad.csv', csv, '--out', path('none'));
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(`${path('bad.csv')}:${message}`);
    expect(err).not.toContain('undefined');
    expect(readdirSync(home.path())).not.toContain('none');
  });

  it('that is YAML says where the mistake stands', async () => {
    const { exitCode, err } = await priced('bad.yaml', 'meters:\n  - {meter: stored, price: free}\n');
    expect(exitCode).toBe(2);
    expect(err).toContain(`${path('bad.yaml')}:2:28: meters.0.price: `);
  });

  it('is read in JSON, as the program prints it', async () => {
    const { out: list } = await callCmgsim('prices', '--format', 'json');
    const own = await bill('same.json', list, '--set', 'prices.list=built-in');
    expect(own).toEqual(await cost('--set', 'prices.readsPer10000=0.005'));
  });

  it('with some meters only does not lend the others its date and region, nor takes theirs', async () => {
    const few = await bill('few.csv', 'meter,price\nstored,0.02\n');
    expect(few).toMatchObject({ region: 'not stated', pricesOf: 'not stated' });
    expect(few.note).toBe(
      'few.csv has 1 of 10 meters: stored; the others are those of the model, or built in (2026-05, eastus)',
    );
    const { out } = await priced('few.csv', 'meter,price,date\nstored,0.02,2026-11\n');
    expect(out).toContain('USD a month, few.csv of 2026-11, region not stated');
    const table = home.read('out', 'site', 'costs.csv');
    expect(table).toMatch(/,currency,prices,prices_of,prices_region,discount_share\n/);
    expect(table).toMatch(/,USD,few.csv,2026-11,not stated,0\n/);
  });

  it('that is not there is refused', async () => {
    const { exitCode, err } = await callCmgsim('run', path('site.yaml'), '--prices', path('nowhere.csv'));
    expect(exitCode).toBe(2);
    expect(err).toMatch(/nowhere\.csv: it cannot be read .*; write the path of a CSV, YAML or JSON file/);
  });

  it('is taken by every study', async () => {
    for (const study of ['run', 'compare', 'sweep', 'plan']) {
      const { out } = await callCmgsim(study, '--help');
      expect(out, study).toContain('--prices <file>');
    }
  });
});

describe('the built-in prices', () => {
  it('say of each meter how far it can be trusted, and that none was verified', async () => {
    const { out } = await callCmgsim('prices');
    expect(out).toMatch(/vm-hours A2_v2 +0\.136 +h +assumed/);
    expect(out).toMatch(/load-balancer-rules +0\.025 +h +field/);
    expect(out).toContain("None of these was held against Azure's own price list.");
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('are told to be of another region than the gateway, unless they are of it', async () => {
    expect((await cost()).note).toBeNull();
    expect((await cost('--set', 'gateway.region=East US')).note).toBeNull();
    expect((await cost('--set', 'gateway.region=West Europe')).note).toBe(
      'gateway in westeurope, prices of eastus, the only one whose prices are built in; a price file has others',
    );
  });
});
