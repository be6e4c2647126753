import { describe, expect, it } from 'vitest';
import { erlangB, erlangC } from '../../../src/measure/theory.js';

describe("Erlang's formulas", () => {
  it('give the traffic of the usual tables at a loss of 1 %: 4.46 E on 10, 12.03 on 20, 37.90 on 50, 84.06 on 100', () => {
    for (const [servers, load] of [
      [10, 4.46],
      [20, 12.03],
      [50, 37.9],
      [100, 84.06],
    ] as const)
      expect(erlangB(servers, load)).toBeCloseTo(0.01, 4);
  });

  it('agree with their definitions as sums over states', () => {
    const [servers, load] = [6, 4.2];
    const terms = [1];
    for (let n = 1; n <= servers; n++) terms.push((terms[n - 1]! * load) / n);
    const last = terms[servers]!;
    const sum = terms.reduce((total, term) => total + term, 0);
    const waiting = (last * servers) / (servers - load);
    expect(erlangB(servers, load)).toBeCloseTo(last / sum, 14);
    expect(erlangC(servers, load)).toBeCloseTo(waiting / (sum - last + waiting), 14);
  });

  it('have their simple cases: one server waits with probability rho, overload always, no server loses all', () => {
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 14);
    expect(erlangB(1, 0.7)).toBeCloseTo(0.7 / 1.7, 14);
    expect(erlangC(3, 3)).toBe(1);
    expect(erlangB(0, 5)).toBe(1);
  });

  it('hold for thousands of servers (16,384 ports at 16,000 E)', () => {
    const loss = erlangB(16_384, 16_000);
    expect(loss).toBeGreaterThan(0);
    expect(loss).toBeLessThan(1e-3);
  });
});
