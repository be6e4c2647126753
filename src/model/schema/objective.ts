import { z } from 'zod';
import { duration, share } from '../field.js';
import { requestClasses } from './activities.js';

const target = z
  .strictObject({
    mean: duration.optional(),
    p50: duration.optional(),
    p90: duration.optional(),
    p95: duration.optional(),
    p99: duration.optional(),
    failed: share.optional().describe('Largest share of requests that may fail'),
  })
  .describe('Upper bounds');

/** By request class, or `all` for every class that has requests. */
export const objectiveSchema = z
  .partialRecord(z.enum(['all', ...requestClasses] as ['all', ...typeof requestClasses]), target)
  .prefault({})
  .describe('Service-level objective, by request class or all');
