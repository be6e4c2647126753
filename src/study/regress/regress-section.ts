import { z } from 'zod';
import { count, fixedDuration, NO_ZERO, ONE_VALUE, positive, share } from '../../model/field.js';

const regressionCase = z.strictObject({
  name: z.string().min(1).describe('What the baseline and results call this case'),
  model: z.string().min(1).optional().describe('Its model, where it is not that of the experiment'),
  set: z.record(z.string().min(1), z.unknown()).prefault({}).describe('Fields of the model to override'),
  warmup: fixedDuration(ONE_VALUE.run)
    .optional()
    .describe("Time to simulate before, instead of the experiment's or the model's"),
  duration: positive(fixedDuration(ONE_VALUE.run), NO_ZERO.run)
    .optional()
    .describe("Time to measure, instead of the experiment's or the model's"),
});

/** What stands under `regress:` in an experiment file. */
export const regressSchema = z
  .strictObject({
    margin: share
      .refine((value) => value > 0, { message: 'no two programs are equal to nothing; write 5%' })
      .prefault('5%')
      .describe('Largest difference that does not matter, as a share of the baseline'),
    maxReplications: count(2)
      .prefault(16)
      .describe('Most replications of a case of which a figure differs and is not decided'),
    cases: z.array(regressionCase).min(1).describe('What is simulated'),
  })
  .describe('Figures that are held against a baseline');
