import { describe, expect, it } from 'vitest';
import { type DistributionSpec, Draw, Draws, Simulation } from '../../src/engine/index.js';

const exponential: DistributionSpec = { kind: 'exponential', mean: 3 };

describe('draws of many objects', () => {
  it('are one object where they are one constant', () => {
    const draws = new Draws(new Simulation());
    const first = draws.of('a', { kind: 'constant', value: 2 });
    expect(draws.of('b', { kind: 'constant', value: 2 })).toBe(first);
    expect(draws.of('c', { kind: 'lognormal', mean: 2, cv: 0 })).toBe(first);
    expect(draws.of('d', { kind: 'constant', value: 3 })).not.toBe(first);
    expect([first.next(), first.next()]).toEqual([2, 2]);
  });

  it('are each owner’s own where they are random, and the same as without sharing', () => {
    const draws = new Draws(new Simulation());
    const [a, b] = [draws.of('a', exponential), draws.of('b', exponential)];
    const alone = new Draw(new Simulation(), 'a', () => exponential);
    const values = [a.next(), b.next(), a.next()];
    expect([values[0], values[2]]).toEqual([alone.next(), alone.next()]);
    expect(values[1]).not.toBe(values[0]);
  });

  it('share distributions that are alike', () => {
    const draws = new Draws(new Simulation());
    expect(draws.distribution({ ...exponential })).toBe(draws.distribution(exponential));
    expect(draws.distribution({ kind: 'exponential', mean: 4 })).not.toBe(draws.distribution(exponential));
  });

  it('refuse what is no distribution', () => {
    const draws = new Draws(new Simulation());
    expect(() => draws.of('a', { kind: 'exponential', mean: -1 })).toThrow(RangeError);
    expect(() => draws.of('a', { kind: 'exponential', mean: -1 })).toThrow(RangeError);
  });
});
