import { describe, expect, it } from 'vitest';
import { type DistributionSpec, Draw, Simulation } from '../../src/engine/index.js';

const DRAWS = 20_000;

describe('values of a distribution', () => {
  it('come from the stream of the name, and from no other', () => {
    const simulation = new Simulation({ seed: 5 });
    const draw = new Draw(simulation, 'it', () => ({ kind: 'uniform', min: 0, max: 10 }));
    const drawn = [draw.next(), draw.next(), draw.next()];
    const stream = new Simulation({ seed: 5 }).stream('it');
    expect(drawn).toEqual([1, 2, 3].map(() => stream.uniform() * 10));
    expect(draw.mean).toBe(5);
  });

  it.each([
    { kind: 'constant', value: 0 },
    { kind: 'constant', value: 7 },
    { kind: 'lognormal', mean: 7, cv: 0 },
  ] satisfies DistributionSpec[])('cost no stream where they are constant: %o', (spec) => {
    const streams: string[] = [];
    const simulation = {
      figures: new Simulation().figures,
      stream: (name: string) => {
        streams.push(name);
        return new Simulation().stream(name);
      },
    };
    const draw = new Draw(simulation, 'it', () => spec);
    expect([draw.next(), draw.next()]).toEqual([draw.mean, draw.mean]);
    expect(streams).toEqual([]);
  });

  it('are asked for when the first is needed', () => {
    let asked = 0;
    const draw = new Draw(new Simulation(), 'it', () => {
      asked++;
      return { kind: 'constant', value: 1 };
    });
    expect(asked).toBe(0);
    draw.next();
    draw.next();
    expect(asked).toBe(1);
  });
});

describe('what is left of a life at a random moment', () => {
  /** z-score of the mean against the exact one, E[X^2] / 2 E[X] (Cox 1962, section 5.4). */
  function score(spec: DistributionSpec): number {
    const simulation = new Simulation({ seed: 3 });
    const draw = new Draw(simulation, 'life', () => spec);
    const moments = simulation.stream('moments');
    const left = Float64Array.from({ length: DRAWS }, () => draw.residual(moments));
    const { mean } = draw;
    const variance = spec.kind === 'uniform' ? (spec.max - spec.min) ** 2 / 12 : mean * mean;
    const exact = (variance + mean * mean) / (2 * mean);
    const average = left.reduce((sum, one) => sum + one, 0) / DRAWS;
    const spread = left.reduce((sum, one) => sum + (one - average) ** 2, 0) / DRAWS;
    expect(Math.min(...left)).toBeGreaterThanOrEqual(0);
    return (average - exact) / Math.sqrt(spread / DRAWS);
  }

  it('has the mean of renewal theory (z-scores within 4, fixed seed): long lives are met more often', () => {
    expect(Math.abs(score({ kind: 'exponential', mean: 8 }))).toBeLessThan(4);
    expect(Math.abs(score({ kind: 'uniform', min: 0, max: 10 }))).toBeLessThan(4);
  });

  it('is uniform for a constant life, from one number a life', () => {
    const draw = new Draw(new Simulation(), 'life', () => ({ kind: 'constant', value: 8 }));
    const [one, other] = [1, 2].map(() => new Simulation({ seed: 9 }).stream('moments'));
    expect([1, 2, 3].map(() => draw.residual(one!))).toEqual([1, 2, 3].map(() => other!.uniform() * 8));
  });

  it('is nothing of no life', () => {
    const draw = new Draw(new Simulation(), 'life', () => ({ kind: 'constant', value: 0 }));
    expect(draw.residual(new Simulation().stream('moments'))).toBe(0);
  });
});
