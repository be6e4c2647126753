import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  egressCost,
  type MonthlyVolumes,
  monthlyCost,
  type Prices,
  scaleToMonth,
} from '../../src/study/cost.js';

/** The list prices of domain-facts 10. */
const PRICES: Prices = {
  vmHour: { A2_v2: 0.136, A4_v2: 0.286, B2s: 0.0496 },
  hoursPerMonth: 730,
  egress: [
    { upTo: 100e9, perGB: 0 },
    { upTo: 10e12, perGB: 0.087 },
    { upTo: 50e12, perGB: 0.083 },
    { upTo: 150e12, perGB: 0.07 },
    { perGB: 0.05 },
  ],
  storagePerGBMonth: 0.018,
  readsPer10000: 0.0044,
  publicAddressHour: 0.005,
  loadBalancerRuleHoursMonth: 7.3,
  loadBalancerPerGB: 0.005,
};

const NOTHING: MonthlyVolumes = {
  instanceHours: {},
  egressBytes: 0,
  contentEgressBytes: 0,
  storedBytes: 0,
  blobReads: 0,
  loadBalancerBytes: 0,
  gateways: 0,
  hours: 730,
  clients: 0,
};

describe('the cost of a month', () => {
  it('is the worked example: 6,000 clients of 100 MB on two A2_v2', () => {
    const cost = monthlyCost(
      {
        ...NOTHING,
        instanceHours: { A2_v2: 2 * 730 },
        egressBytes: 6000 * 100e6,
        gateways: 1,
        clients: 6000,
      },
      PRICES,
    );
    expect(cost.egressUsd).toBeCloseTo(43.5, 10);
    expect(cost.vmUsd).toBeCloseTo(198.56, 10);
    expect(cost.publicIpUsd).toBeCloseTo(3.65, 10);
    expect(cost.loadBalancerUsd).toBeCloseTo(7.3, 10);
    expect(cost.totalUsdPerMonth).toBeCloseTo(43.5 + 198.56 + 3.65 + 7.3, 10);
    expect(cost.perClientUsd).toBeCloseTo(cost.totalUsdPerMonth / 6000, 12);
  });

  it('is the published price of 50 TB of egress', () => {
    expect(egressCost(50e12, PRICES.egress)).toBeCloseTo(4181.3, 6);
  });

  it('prices storage, blob reads and load-balanced bytes', () => {
    const cost = monthlyCost(
      { ...NOTHING, storedBytes: 100e9, blobReads: 5e6, loadBalancerBytes: 1200e9, gateways: 2 },
      PRICES,
    );
    expect(cost.storageUsd).toBeCloseTo(1.8, 10);
    expect(cost.blobReadUsd).toBeCloseTo(2.2, 10);
    expect(cost.loadBalancerUsd).toBeCloseTo(2 * 7.3 + 6, 10);
    expect(cost.perClientUsd).toBeNull();
  });

  it('names what content adds to egress, in the tiers that relayed traffic leaves to it', () => {
    const cost = monthlyCost({ ...NOTHING, egressBytes: 600e9, contentEgressBytes: 5000e9 }, PRICES);
    expect(cost.egressUsd).toBeCloseTo(5500 * 0.087, 8);
    expect(cost.contentEgressUsd).toBeCloseTo(5000 * 0.087, 8);
  });

  it('refuses a VM size without a price', () => {
    expect(() => monthlyCost({ ...NOTHING, instanceHours: { D2_v3: 730 } }, PRICES)).toThrow(
      /no price .* D2_v3/,
    );
  });

  it('never falls when more bytes leave, whatever the volume', () => {
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

describe('a measured part scaled to a month', () => {
  const measured = {
    egressBytes: 1e9,
    contentEgressBytes: 5e12,
    storedBytes: 3e9,
    blobReads: 50_000,
    loadBalancerBytes: 2e9,
    instanceHours: { A2_v2: 4 },
    clients: 6000,
  };

  it('scales what flows, and counts content once as simulated', () => {
    const month = scaleToMonth(measured, 2 * 3600, 1, 730);
    expect(month.instanceHours.A2_v2).toBeCloseTo(2 * 730, 9);
    expect(month.egressBytes).toBeCloseTo(365e9, 0);
    expect(month.loadBalancerBytes).toBeCloseTo(730e9, 0);
    expect(month).toMatchObject({
      contentEgressBytes: 5e12,
      storedBytes: 3e9,
      blobReads: 50_000,
      clients: 6000,
    });
  });

  it('needs a measured part', () => {
    expect(() => scaleToMonth(measured, 0, 1, 730)).toThrow(RangeError);
  });
});
