import { describe, expect, it } from 'vitest';
import { boundValue } from '../../../src/study/plan/bounds.js';
import { observation } from '../../report/fixture.js';

const bound = (measure: string, limit = 2) => ({ requests: 'policy', measure, limit, tolerance: 0.1 });

describe('what a replication says of a bound', () => {
  it('is the percentile or share that was observed', () => {
    const one = observation({ clients: 6000 });
    expect(boundValue(bound('p95'), one)).toBe(one.requests.policy!.latency.p95);
    expect(boundValue(bound('failed'), one)).toBe(0);
  });

  it('is far beyond the limit where fewer than that share were ever answered, however fast the others were', () => {
    // About 48,000 requests, of which a twelfth fails.
    const one = observation({ clients: 6000, failed: { timeout: 4000 } });
    expect(one.requests.policy!.latency.max).toBeLessThan(20);
    expect(boundValue(bound('p95'), one)).toBe(20);
    expect(boundValue(bound('p50'), one)).toBeLessThan(1);
    expect(boundValue(bound('failed'), one)).toBeCloseTo(1 / 12, 2);
  });

  it('is 0 where nothing was asked, and beyond the limit where nothing was answered', () => {
    const one = observation({ clients: 6000 });
    const none = {
      ...one.requests.policy!.latency,
      count: 0,
      unanswered: 9,
      mean: null,
      p95: null,
      max: null,
    };
    const policy = { ...one.requests.policy!, completed: 0, failed: { timeout: 9 }, latency: none };
    expect(boundValue(bound('p95'), { ...one, requests: { policy } })).toBe(20);
    expect(boundValue(bound('mean'), { ...one, requests: { policy } })).toBe(20);
    expect(boundValue(bound('p95'), { ...one, requests: {} })).toBe(0);
  });
});
