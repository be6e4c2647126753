import { z } from 'zod';
import { createDistribution, type DistributionSpec } from '../engine/distribution.js';
import { distributionField } from './distribution-field.js';

export { duration, fixedDuration, fixedSize, perSecond, rate, share } from './quantity-field.js';

/** US dollars, a bare number. */
export const usd = z.number().min(0).meta({ unit: 'USD' });
/** "20ms" or {lognormal: {mean: 20ms, cv: 1.5}} -> a distribution in seconds. */
export const durationDistribution = distributionField('duration');
/** "8KiB" or {uniform: {min: 1KiB, max: 8KiB}} -> a distribution in bytes. */
export const sizeDistribution = distributionField('size');

/** Why a field does not take zero. */
export const NO_ZERO = {
  period: 'what comes again at once never ends',
  timeout: 'every request would fail at once',
  rate: 'nothing would ever arrive',
  life: 'what has no life is asked for again without end',
  run: 'there would be nothing to measure',
  machine: 'no machine runs without it',
} as const;

/** The same quantity (or the mean of its distribution) without zero, and the reason. */
export function positive<Output extends number | DistributionSpec, Input>(
  quantity: z.ZodType<Output, Input>,
  reason: (typeof NO_ZERO)[keyof typeof NO_ZERO],
): z.ZodType<Output, Input> {
  const isPositive = (value: Output) =>
    (typeof value === 'number' ? value : createDistribution(value).mean) > 0;
  return quantity.refine(isPositive, {
    message: `zero is not possible here: ${reason}`,
    params: { remedy: 'write a value above zero' },
  });
}

/** Why a duration or size is one value and no distribution. */
export const ONE_VALUE = {
  schedule: 'it is the interval of a schedule',
  timeout: 'requests time out in the order in which they were sent',
  width: 'it is the width of a uniform distribution already',
  moment: 'it is a point in time',
  run: 'it says what to simulate and how to measure',
  bound: 'it is a bound, which a result keeps or does not',
  price: 'it is part of a price list',
  tcp: 'it is a setting of TCP, the same for every connection',
  machine: 'it is what every machine of this size has',
} as const;

/** A whole number between `min` and `max`, both included. */
export function count(min = 0, max?: number): z.ZodInt {
  return max === undefined ? z.int().min(min) : z.int().min(min).max(max);
}

/** Where a default comes from: documentation, field reports, own measurement, arithmetic on documented figures, an estimate. */
type Origin = 'doc' | 'field' | 'measured' | 'derived' | 'assumed';

export interface Provenance {
  readonly origin: Origin;
  /** Where the default is written down, e.g. `domain-facts 7`. */
  readonly source: string;
  /** Stated range of an estimate, for sensitivity analysis. */
  readonly range?: readonly [low: string | number, high: string | number];
}

/** Gives a field its default, where the default comes from, and what the field means (one sentence). */
export function withDefault<Type extends z.ZodType>(
  type: Type,
  defaultInput: Exclude<z.input<Type>, undefined>,
  provenance: Provenance,
  description: string,
): z.ZodPrefault<Type> {
  return z.prefault(type, defaultInput as never).meta({ ...provenance, description });
}
