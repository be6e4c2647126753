import { z } from 'zod';
import { fixedDuration, ONE_VALUE, share } from '../field.js';
import { requestClasses } from './activities.js';

const bound = fixedDuration(ONE_VALUE.bound);

/** Why a bound of 100% is none. */
export const ALL_FAIL = {
  message: 'with 100% every request may fail',
  remedy: 'write a smaller share; 1% is 0.01',
} as const;

/** A bare share of failures above it may be meant in percent: 0.1 for 0.1%. */
export const LEAST_DOUBTFUL = 0.05;

const target = z
  .strictObject({
    mean: bound.optional(),
    p50: bound.optional(),
    p90: bound.optional(),
    p95: bound.optional(),
    p99: bound.optional(),
    failed: share
      .refine((value) => value < 1, { message: ALL_FAIL.message, params: { remedy: ALL_FAIL.remedy } })
      .meta({ leastDoubtful: LEAST_DOUBTFUL })
      .optional()
      .describe('Largest share of requests that may fail'),
  })
  .describe('Upper bounds');

/** By request class, or `all` for every class that has requests. */
export const objectiveSchema = z
  .partialRecord(z.enum(['all', ...requestClasses] as ['all', ...typeof requestClasses]), target)
  .prefault({})
  .describe('Service-level objective, by request class or all');
