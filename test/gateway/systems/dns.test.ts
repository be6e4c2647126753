import { describe, expect, it } from 'vitest';
import { createModel, type ModelChange, observe, people, tell } from '../model-builder.js';

/** Lookups of one client that asks at these times; each takes 10 ms. */
const lookups = (times: readonly `${number}s`[], change: ModelChange = {}): number => {
  const model = createModel({
    simulation: { duration: '3h' },
    ...change,
    dns: { lookup: '10ms', ...change.dns },
    clients: [people()],
    events: times.map((at) => tell('policy', at)),
  });
  const { stages, latency } = observe(model).requests.policy!;
  return Math.round((stages.resolve!.mean * latency.count) / 0.01);
};

const alias = { gateway: { serviceName: 'cmg.fabrikam.com' } } as const;

describe('the name of a gateway', () => {
  it('is looked up once while it is cached', () => {
    expect(lookups(['10s'])).toBe(1);
    expect(lookups(['10s', '19s'])).toBe(1);
    expect(lookups(['10s', '21s', '32s'])).toBe(3);
    expect(lookups(['10s', '300s'], { dns: { azureTtl: '5min' } })).toBe(1);
  });

  it('in a domain of your own is an alias that is looked up first, and cached for its own time', () => {
    expect(lookups(['10s'], alias)).toBe(2);
    // The alias lives for an hour, the Azure name behind it for 10 s.
    expect(lookups(['10s', '30s', '50s'], alias)).toBe(4);
    expect(lookups(['10s', '3620s'], alias)).toBe(4);
    expect(lookups(['10s', '70s'], { ...alias, dns: { cnameTtl: '30s' } })).toBe(4);
  });

  it('is never cached with a time to live of zero', () => {
    expect(lookups(['10s', '11s', '12s'], { dns: { azureTtl: 0 } })).toBe(3);
  });
});
