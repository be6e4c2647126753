import { z } from 'zod';
import { distributionField } from './distribution-field.js';

export { duration, perSecond, rate, share, size } from './quantity-field.js';

/** US dollars, a bare number. */
export const usd = z.number().min(0).meta({ unit: 'USD' });
/** "20ms" or {lognormal: {mean: 20ms, cv: 1.5}} -> a distribution in seconds. */
export const durationDistribution = distributionField('duration');
/** "8KiB" or {uniform: {min: 1KiB, max: 8KiB}} -> a distribution in bytes. */
export const sizeDistribution = distributionField('size');

/** The same quantity without zero: for periods, rates and lives, where zero would never end or never begin. */
export function positive<Input>(quantity: z.ZodType<number, Input>): z.ZodType<number, Input> {
  return quantity.refine((value) => value > 0, {
    message: 'zero is not possible here',
    params: { remedy: 'write a value above zero' },
  });
}

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
