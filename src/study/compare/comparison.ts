import { z } from 'zod';
import { clock } from '../summary/schema/clock.js';
import { verdict } from '../summary/schema/judgement.js';
import { measuredWindow } from '../summary/schema/window.js';
import { warmupMethod } from '../summary/summary.js';

/** Identifies the layout of `comparison.json`; the number rises when a field changes its meaning or goes away. */
export const COMPARISON_SCHEMA = 'cmgsim/comparison/3';

const interval = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const difference = z
  .strictObject({
    deployment: z.string().describe('What is held against the base'),
    requests: z.string().describe('Request class, content-download, or all for the whole deployment'),
    measure: z.string().describe('mean, p50, p95, p99, failed, throughput or cost'),
    unit: z.string().describe('seconds, share, per second, or a currency a month'),
    better: z.enum(['lower', 'higher']),
    base: interval.describe('Mean of the base over the replications, with its own interval'),
    value: interval.describe('Same of the deployment'),
    difference: interval.describe('value - base; all intervals hold together with the stated confidence'),
    relative: interval.describe('difference / base, with the same confidence; null where the base is 0'),
    pValue: z.number().nullable().describe('Paired t-test, two-sided, before the correction'),
    verdict: z.enum(['better', 'worse', 'no difference shown']).nullable(),
    varianceRatio: z
      .number()
      .nullable()
      .describe('Variance of a difference of independent runs over that of the paired ones'),
    independentReplications: z
      .number()
      .nullable()
      .describe('Replications that independent streams would have needed for the same interval'),
    reason: z.string().optional().describe('Why there is no comparison'),
  })
  .describe('Paired over replications with common random numbers');

const deployment = z.strictObject({
  name: z.string(),
  model: z.string().describe('Name of the model'),
  sha256: z.string().describe('Of the model file'),
  overrides: z.array(z.string()),
  verdict,
  objective: z.enum(['met', 'missed', 'not shown', 'none']),
  startSeconds: z.number().describe('When the measured time begins, after Monday 00:00 UTC'),
  window: measuredWindow,
  clock: clock.describe('What its clock times mean'),
});

const shownDifference = z.strictObject({
  deployment: z.string(),
  difference: interval.describe('To the base, at this value of the parameter; 95 %'),
  change: interval.describe('Of that difference against the assumed value, paired; 95 %'),
});

const variedParameter = z.strictObject({
  path: z.string(),
  description: z.string().nullable(),
  assumed: z.unknown(),
  low: z.unknown().describe('Ends of the stated range'),
  high: z.unknown(),
  atLow: z.array(shownDifference).describe('Empty where the value is impossible'),
  atHigh: z.array(shownDifference),
  changesDecision: z
    .enum(['yes', 'maybe', 'no'])
    .describe('yes: the sign of a difference is another; maybe: it is not shown any more'),
});

const sensitivity = z
  .strictObject({
    requests: z.string(),
    measure: z.string().describe('Of the figure whose differences decide'),
    replications: z.number().int(),
    rows: z.array(variedParameter).describe('The most important first'),
    withoutEffect: z.array(z.string()),
  })
  .describe('Which assumed parameter could change which deployment waits less');

/** What a comparison answers: the content of `comparison.json`. */
export const comparisonSchema = z
  .strictObject({
    schema: z.literal(COMPARISON_SCHEMA),
    cmgsim: z.string().describe('Version of the program'),
    name: z.string(),
    question: z.string().nullable(),
    seed: z.union([z.string(), z.number()]),
    replications: z.number().int().describe('Finished by every deployment, and compared'),
    replicationsPlanned: z.number().int(),
    durationSeconds: z.number(),
    warmupSeconds: z.number(),
    warmupMethod,
    confidence: z
      .number()
      .describe('Of all intervals together, for each deployment against the base and all of them'),
    notes: z.array(z.string()).describe('What is true of deployments whatever was measured'),
    availability: z.string().nullable().describe('Sizes and regions whose offer was not checked'),
    deployments: z.array(deployment).describe('The base first'),
    differences: z.array(difference),
    sensitivity: sensitivity.nullable().describe('null unless it was asked for'),
  })
  .describe('Result of cmgsim compare. Seconds, shares of 1, requests per second, money a month');

export type Comparison = z.output<typeof comparisonSchema>;
export type ComparedDeployment = z.output<typeof deployment>;
export type ComparisonSensitivity = z.output<typeof sensitivity>;
export type VariedParameter = z.output<typeof variedParameter>;
export type ShownDifference = z.output<typeof shownDifference>;
export type DifferenceSummary = z.output<typeof difference>;
