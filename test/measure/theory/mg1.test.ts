import { describe, expect, it } from 'vitest';
import { mg1, mg1Sharing, mgInfinityMeanNumber, mmc } from '../../../src/measure/theory.js';

describe('M/G/1', () => {
  it('is M/M/1 for exponential service', () => {
    const exponential = mg1(0.8, 1, 1);
    expect(exponential).toEqual(mmc({ arrivalRate: 0.8, meanService: 1, servers: 1 }));
  });

  it('waits half as long for constant service: rho / (2 (1 - rho)) services', () => {
    expect(mg1(0.8, 1, 0).meanWait).toBeCloseTo(2, 12);
  });

  it('grows linearly in the variance of service', () => {
    const waits = [0, 1, 4].map((variance) => mg1(0.5, 1, variance).meanWait);
    expect(waits[2]! - waits[0]!).toBeCloseTo(4 * (waits[1]! - waits[0]!), 12);
  });

  it('has the sojourn of M/M/1 under processor sharing', () => {
    expect(mg1Sharing(0.8, 1).meanSojourn).toBeCloseTo(5, 12);
    expect(() => mg1Sharing(1, 1)).toThrow(/no steady state/);
  });

  it('holds the load in jobs when there is a server for each', () => {
    expect(mgInfinityMeanNumber(20, 3)).toBe(60);
  });
});
