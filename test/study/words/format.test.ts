import { describe, expect, it } from 'vitest';
import {
  bitsPerSecond,
  bytes,
  chosen,
  count,
  duration,
  money,
  perSecond,
  plain,
  share,
  times,
} from '../../../src/study/words/format.js';

const metric = (value: number | null, half?: number) => ({
  value,
  low: half === undefined || value === null ? null : value - half,
  high: half === undefined || value === null ? null : value + half,
});

describe('a written number', () => {
  it('has three significant digits and the unit that suits it', () => {
    expect(
      [0, 4.2e-9, 0.0000254, 0.0123, 0.182, 0.99951, 59.96, 90, 5400, 86_400, 1e6].map((s) => duration(s)),
    ).toEqual([
      '0 s',
      '<0.01 µs',
      '25.4 µs',
      '12.3 ms',
      '182 ms',
      '1.00 s',
      '60.0 s',
      '1.50 min',
      '1.50 h',
      '1.00 d',
      '11.6 d',
    ]);
    expect([0, 999, 1000, 1.4e6, 5e12].map((b) => bytes(b))).toEqual([
      '0 B',
      '999 B',
      '1.00 kB',
      '1.40 MB',
      '5.00 TB',
    ]);
    expect(bitsPerSecond(463e6)).toBe('463 Mbps');
    expect(perSecond(41.234)).toBe('41.2/s');
    expect(plain(0.00312)).toBe('<0.01');
    expect(count(1_234_567)).toBe('1,234,567');
    expect(money(43.5)).toBe('43.50');
  });

  it('never calls a part all, nor something nothing', () => {
    expect([0, 1e-7, 0.0234, 0.5, 0.995, 0.99996, 0.99999999, 1].map((part) => share(part))).toEqual([
      '0 %',
      '<0.01 %',
      '2.34 %',
      '50.0 %',
      '99.5 %',
      '99.996 %',
      '>99.9999 %',
      '100 %',
    ]);
  });

  it('carries its interval in its own unit, rounded up', () => {
    expect(duration.metric(metric(0.182, 0.0011))).toBe('182 ±2 ms');
    expect(duration.metric(metric(1.3149, 0.0449))).toBe('1.31 ±0.05 s');
    expect(duration.metric(metric(0.0005, 12))).toBe('500 ±12,000,000 µs');
    expect(share.metric(metric(0.0128, 0.0003))).toBe('1.28 ±0.03 %');
    expect(share.metric({ value: 0, low: -0.001, high: 0.001 })).toBe('0 ±0.10 %');
    expect(duration.metric({ value: 2, low: 1, high: 2.5 })).toBe('2.00 ±1.00 s');
  });

  it('carries none with one replication or when all agree, and is a dash without a value', () => {
    expect(duration.metric(metric(0.182))).toBe('182 ms');
    expect(money.metric({ value: 435, low: 435 - 5e-14, high: 435 + 5e-14 })).toBe('435.00');
    expect(duration.metric(metric(null))).toBe('-');
  });

  it('drops zeros from what someone chose', () => {
    expect(['8.00 h', '1.50 min', '30.0 min', '100 ms', '0.10 %', '10.0'].map(chosen)).toEqual([
      '8 h',
      '1.5 min',
      '30 min',
      '100 ms',
      '0.1 %',
      '10',
    ]);
  });

  it('keeps its interval when its unit is scaled', () => {
    expect(times({ value: 2, low: 1, high: 3 }, 8)).toEqual({ value: 16, low: 8, high: 24 });
    expect(times(metric(null), 8)).toEqual(metric(null));
  });

  it('gives the ends of an interval whose half-width would reach below 0 or above all', () => {
    expect(share.metric({ value: 0, low: 0, high: 0.0268 })).toBe('0 (0 to 2.68) %');
    expect(share.metric({ value: 0.999, low: 0.97, high: 1 })).toBe('99.9 (97.0 to 100) %');
    expect(share.metric({ value: 0.5, low: 0.4, high: 0.6 })).toBe('50.0 ±10.0 %');
    expect(duration.metric({ value: 2, low: 0.5, high: 6 })).toBe('2.00 (0.50 to 6.00) s');
    expect(duration.metric({ value: 2, low: 1.5, high: 2.5 })).toBe('2.00 ±0.50 s');
  });
});
