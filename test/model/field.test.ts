import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  count,
  duration,
  durationDistribution,
  rate,
  share,
  sizeDistribution,
  usd,
  withDefault,
} from '../../src/model/field.js';
import { size } from '../../src/model/quantity-field.js';

describe('fields', () => {
  it('read quantities into the units of the program', () => {
    const section = z.strictObject({
      timeout: duration,
      chunk: size,
      link: rate,
      lost: share,
      price: usd,
      n: count(1, 16),
    });
    expect(
      section.parse({ timeout: '20ms', chunk: '8KiB', link: '500Mbps', lost: '3%', price: 0.136, n: 16 }),
    ).toEqual({ timeout: 0.02, chunk: 8_192, link: 5e8, lost: 0.03, price: 0.136, n: 16 });
  });

  it('name the remedy and the place of a problem', () => {
    const issues = z.strictObject({ timeout: duration }).safeParse({ timeout: 20 }).error!.issues;
    expect(issues).toMatchObject([
      {
        path: ['timeout'],
        message: expect.stringContaining('no unit'),
        params: { remedy: expect.stringContaining('20ms') },
      },
    ]);
  });

  it('complain about a missing quantity', () => {
    const outcome = z.strictObject({ timeout: duration }).safeParse({});
    expect(outcome.error?.issues).toMatchObject([
      { path: ['timeout'], message: expect.stringContaining('nothing') },
    ]);
  });

  it('count refuses fractions and what lies outside', () => {
    expect([0, 17, 2.5, '2'].map((n) => count(1, 16).safeParse(n).success)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('withDefault', () => {
  const latency = withDefault(
    duration,
    '20ms',
    { origin: 'assumed', source: 'domain-facts 9', range: ['1ms', '100ms'] },
    'Round trip between connection point and gateway',
  );

  it('reads the default like any other input', () => {
    expect(z.strictObject({ latency }).parse({})).toEqual({ latency: 0.02 });
    expect(z.strictObject({ latency }).parse({ latency: '5ms' })).toEqual({ latency: 0.005 });
  });

  it('keeps where the default comes from', () => {
    expect(latency.meta()).toEqual({
      origin: 'assumed',
      source: 'domain-facts 9',
      range: ['1ms', '100ms'],
      description: 'Round trip between connection point and gateway',
    });
  });
});

describe('distribution fields', () => {
  it.each([
    ['20ms', { kind: 'constant', value: 0.02 }],
    [0, { kind: 'constant', value: 0 }],
    [{ constant: '20ms' }, { kind: 'constant', value: 0.02 }],
    [{ exponential: '20ms' }, { kind: 'exponential', mean: 0.02 }],
    [{ exponential: { mean: '20ms' } }, { kind: 'exponential', mean: 0.02 }],
    [{ uniform: { min: '1ms', max: '3ms' } }, { kind: 'uniform', min: 0.001, max: 0.003 }],
    [{ erlang: { mean: '1s', shape: 3 } }, { kind: 'erlang', mean: 1, shape: 3 }],
    [{ gamma: { mean: '1s', cv: 2 } }, { kind: 'gamma', mean: 1, cv: 2 }],
    [{ lognormal: { mean: '20ms', cv: 1.5 } }, { kind: 'lognormal', mean: 0.02, cv: 1.5 }],
    [{ weibull: { mean: '1s', cv: 0.5 } }, { kind: 'weibull', mean: 1, cv: 0.5 }],
    [{ pareto: { mean: '1s', shape: 2.5 } }, { kind: 'pareto', mean: 1, shape: 2.5 }],
    [
      { 'bounded-pareto': { min: '1s', max: '9s', shape: 1.1 } },
      { kind: 'bounded-pareto', min: 1, max: 9, shape: 1.1 },
    ],
    [{ hyperexponential: { mean: '1s', cv: 3 } }, { kind: 'hyperexponential', mean: 1, cv: 3 }],
    [{ triangular: { min: '1s', mode: '2s', max: '3s' } }, { kind: 'triangular', min: 1, mode: 2, max: 3 }],
    [{ empirical: ['1s', '2s'] }, { kind: 'empirical', values: [1, 2] }],
    [
      { empirical: { values: ['1s', '2s'], weights: [3, 1] } },
      { kind: 'empirical', values: [1, 2], weights: [3, 1] },
    ],
  ])('read %j', (input, spec) => {
    expect(durationDistribution.parse(input)).toEqual(spec);
  });

  it('draw sizes in bytes', () => {
    expect(sizeDistribution.parse({ lognormal: { mean: '8KiB', cv: 1 } })).toEqual({
      kind: 'lognormal',
      mean: 8_192,
      cv: 1,
    });
  });

  it.each([
    [20, [], 'has no unit'],
    [{ lognormal: { mean: 20, cv: 1 } }, ['lognormal', 'mean'], 'has no unit'],
    [{ lognormal: { mean: '20ms' } }, ['lognormal', 'cv'], 'expected number'],
    [{ lognormal: { mean: '20ms', cv: 1, sd: 2 } }, ['lognormal'], 'sd'],
    [{ exponential: 20 }, ['exponential'], 'has no unit'],
    [{ empirical: ['1s', 2] }, ['empirical', 1], 'has no unit'],
    [{ normal: { mean: '1s' } }, [], 'unknown distribution "normal"'],
    [{ constructor: '1s' }, [], 'unknown distribution "constructor"'],
    [{}, [], 'an empty mapping'],
    [{ exponential: '1s', constant: '1s' }, [], 'a mapping with 2 fields'],
    [['1s'], [], 'found a list'],
    [null, [], 'found nothing'],
    [{ uniform: { min: '3ms', max: '1ms' } }, ['uniform'], 'max must be'],
    [{ triangular: { min: '1ms', mode: '5ms', max: '3ms' } }, ['triangular'], 'max must be'],
    [{ hyperexponential: { mean: '1s', cv: 0.5 } }, ['hyperexponential', 'cv'], '1'],
    [{ empirical: { values: ['1s', '2s'], weights: [1] } }, ['empirical'], 'as many weights'],
    [{ lognormal: { mean: '1s', cv: -1 } }, ['lognormal', 'cv'], '0'],
    [{ weibull: { mean: '1s', cv: 1e9 } }, ['weibull'], 'cv must be at most'],
  ])('refuse %j', (input, path, message) => {
    const outcome = z.strictObject({ service: durationDistribution }).safeParse({ service: input });
    expect(outcome.error?.issues).toHaveLength(1);
    expect(outcome.error?.issues[0]).toMatchObject({
      path: ['service', ...path],
      message: expect.stringContaining(message),
    });
  });
});
