import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bill, type BilledVolumes, billOf, quantitiesOf } from '../../../src/study/money/bill.js';
import { egressCost } from '../../../src/study/money/prices.js';
import { PRICES } from '../../report/fixture.js';

const NOTHING: BilledVolumes = { instanceHours: {}, gateways: [], storages: [], hours: 730, clients: 0 };

const gateway = (name: string, egressBytes: number, ingressBytes = 0, logBytes = 0) => ({
  name,
  egressBytes,
  ingressBytes,
  logBytes,
});
const storage = (name: string, egressBytes: number, storedBytes = 0, reads = 0) => ({
  name,
  egressBytes,
  storedBytes,
  reads,
});
const amounts = ({ items }: Bill): Record<string, number> =>
  Object.fromEntries(items.map(({ what, part, amount }) => [`${what} ${part}`, amount]));

describe('the bill of a month', () => {
  it('is the worked example: 6,000 clients of 100 MB on two A2_v2', () => {
    const bill = billOf(
      {
        ...NOTHING,
        instanceHours: { A2_v2: 2 * 730 },
        gateways: [gateway('cmg', 6000 * 100e6)],
        clients: 6000,
      },
      { ...PRICES, loadBalancerPerGB: 0 },
    );
    const of = amounts(bill);
    expect(of['relayed-egress cmg']).toBeCloseTo(43.5, 10);
    expect(of['vm-hours A2_v2']).toBeCloseTo(198.56, 10);
    expect(of['public-address cmg']).toBeCloseTo(3.65, 10);
    expect(of['load-balancer-rules cmg']).toBeCloseTo(18.25, 10);
    expect(bill.total).toBeCloseTo(43.5 + 198.56 + 3.65 + 18.25, 10);
    expect(bill.perClient).toBeCloseTo(bill.total / 6000, 12);
  });

  it('has what is stored, read and relayed of each gateway, with its quantity and unit', () => {
    const bill = billOf(
      {
        ...NOTHING,
        gateways: [gateway('east', 400e9, 600e9), gateway('west', 0, 200e9)],
        storages: [storage('east', 0, 100e9, 5e6), storage('west', 0)],
      },
      PRICES,
    );
    const item = (what: string, part: string) =>
      bill.items.find((one) => one.what === what && one.part === part);
    expect(item('stored', 'east')).toMatchObject({ quantity: 100, unit: 'GB-month' });
    expect(item('stored', 'east')!.amount).toBeCloseTo(1.8, 10);
    expect(item('blob-reads', 'east')).toMatchObject({ quantity: 500, unit: '10k reads' });
    expect(item('blob-reads', 'east')!.amount).toBeCloseTo(2.2, 10);
    expect(item('load-balancer-data', 'east')).toMatchObject({ quantity: 1000, amount: 5, unit: 'GB' });
    expect(item('load-balancer-data', 'west')).toMatchObject({ quantity: 200, amount: 1 });
    expect(item('relayed-ingress', 'east')).toMatchObject({ quantity: 600, amount: 0 });
    expect(item('stored', 'west')).toBeUndefined();
    expect(bill.perClient).toBeNull();
  });

  it('gives the free amount and the tiers once, to all gateways and storage accounts together', () => {
    const split: BilledVolumes = {
      ...NOTHING,
      gateways: [gateway('east', 60e9), gateway('west', 3000e9)],
      storages: [storage('east', 9000e9, 1e9, 1)],
    };
    const of = amounts(billOf(split, PRICES));
    const egress = of['relayed-egress east']! + of['relayed-egress west']! + of['storage-egress east']!;
    expect(egress).toBeCloseTo(9900 * 0.087 + 2060 * 0.083, 6);
    expect(of['storage-egress east']! / of['relayed-egress west']!).toBeCloseTo(3, 10);
  });

  it('adds up, and costs the same however egress is spread over gateways', () => {
    const bytes = fc.double({ min: 0, max: 1e14, noNaN: true });
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 8 }), (all) => {
        const sum = all.reduce((total, one) => total + one, 0);
        const storages = all.map((one, index) => storage(`g${index}`, one));
        const bill = billOf({ ...NOTHING, storages }, PRICES);
        expect(bill.items.reduce((total, { amount }) => total + amount, 0)).toBeCloseTo(bill.total, 6);
        expect(bill.total).toBeCloseTo(egressCost(sum, PRICES.egress), 4);
      }),
    );
  });

  it('lists the same items for any time, so that a run and its month stand side by side', () => {
    const volumes = { ...NOTHING, instanceHours: { B2s: 1 }, gateways: [gateway('cmg', 1, 2)] };
    const names = (all: readonly { what: string; part: string }[]) =>
      all.map(({ what, part }) => [what, part]);
    expect(names(quantitiesOf(volumes))).toEqual(names(billOf(volumes, PRICES).items));
  });

  it('refuses a VM size without a price', () => {
    expect(() => billOf({ ...NOTHING, instanceHours: { D2_v3: 730 } }, PRICES)).toThrow(/no price .* D2_v3/);
  });
});

describe('internet egress', () => {
  it('is the published price of 50 TB', () => {
    expect(egressCost(50e12, PRICES.egress)).toBeCloseTo(4181.3, 6);
  });

  it('never costs less when more bytes leave, whatever the volume', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e15, noNaN: true }),
        fc.double({ min: 0, max: 1e15, noNaN: true }),
        (a, b) => {
          const [less, more] = a < b ? [a, b] : [b, a];
          return egressCost(less, PRICES.egress) <= egressCost(more, PRICES.egress) + 1e-9;
        },
      ),
    );
  });
});
