import { z } from 'zod';
import { count, duration, fixedDuration, NO_ZERO, ONE_VALUE, positive } from '../../model/field.js';
import { planSchema } from '../plan/plan-section.js';
import { regressSchema } from '../regress/regress-section.js';
import { sweepSchema } from '../sweep/factors.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const name = z.string().regex(NAME, 'letters, digits, dots, hyphens');

const settings = z
  .record(z.string().min(1), z.unknown())
  .prefault({})
  .describe('Fields of the model to override, as path: value');

const deployment = z.strictObject({
  name: name.describe('What results call this deployment'),
  model: z.string().min(1).optional().describe('Its model, where it is not that of the experiment'),
  set: settings,
});

/** What an experiment file may say: a common head, and one key that says which kind of study it is. */
export const experimentSchema = z
  .strictObject({
    name: name.describe('Name of the experiment; results go to a folder of this name'),
    question: z.string().min(1).describe('What the experiment is to answer, in one sentence'),
    model: z.string().min(1).optional().describe('Shipped model, or path of a model file, seen from here'),
    set: settings,
    replications: count(1).optional().describe('Independent repetitions of each simulation'),
    duration: positive(fixedDuration(ONE_VALUE.run), NO_ZERO.run)
      .optional()
      .describe("Time to measure, instead of the model's"),
    warmup: z
      .union([z.literal('auto'), duration])
      .optional()
      .describe("Time to simulate before, instead of the model's; auto: found by MSER-5"),
    seed: z
      .union([z.int().min(0), z.string().min(1)])
      .optional()
      .describe('What all random draws follow from'),
    compare: z.array(deployment).min(2).optional().describe('Deployments; each is held against the first'),
    sweep: sweepSchema.optional(),
    plan: planSchema.optional(),
    regress: regressSchema.optional(),
  })
  .describe('A study over deployments of the cloud management gateway');

/** An experiment of some kind; `ExperimentOf` is one of a certain kind. */
export type Experiment = z.output<typeof experimentSchema>;

/** The kinds of study; an experiment file is of one. */
export const KINDS = ['compare', 'sweep', 'plan', 'regress'] as const satisfies readonly (keyof Experiment)[];
export type Kind = (typeof KINDS)[number];
