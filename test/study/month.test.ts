import { describe, expect, it } from 'vitest';
import { scaleToMonth } from '../../src/study/month.js';

describe('a measured part scaled to a month', () => {
  const storages = [{ name: 'cmg', egressBytes: 5e12, storedBytes: 3e9, reads: 50_000 }];
  const measured = {
    gateways: [{ name: 'cmg', egressBytes: 1e9, ingressBytes: 2e9 }],
    storages,
    instanceHours: { A2_v2: 4 },
    hours: 2,
    clients: 6000,
  };

  it('scales what flows, and counts content once as simulated', () => {
    const month = scaleToMonth(measured, 730);
    expect(month.instanceHours.A2_v2).toBeCloseTo(2 * 730, 9);
    expect(month.gateways[0]!.egressBytes).toBeCloseTo(365e9, 0);
    expect(month.gateways[0]!.ingressBytes).toBeCloseTo(730e9, 0);
    expect(month).toMatchObject({ storages, hours: 730, clients: 6000 });
  });

  it('needs a measured part', () => {
    expect(() => scaleToMonth({ ...measured, hours: 0 }, 730)).toThrow(RangeError);
  });
});
