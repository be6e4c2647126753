import { z } from 'zod';
import { count, share } from '../../model/field.js';
import { objectiveField } from './objective-text.js';

const scenario = z.strictObject({
  name: z.string().min(1).describe('What results call this day'),
  set: z.record(z.string().min(1), z.unknown()).prefault({}).describe('Fields of the model to override'),
});

const bundle = z.record(z.string().min(1), z.unknown());

/** What candidates differ in: values of one field, or named settings of several. */
const choice = z.union([z.array(z.unknown()).min(1), z.record(z.string().min(1), bundle)]);
export type Choice = z.output<typeof choice>;

/** What stands under `plan:` in an experiment file. */
export const planSchema = z
  .strictObject({
    candidates: z
      .record(z.string().min(1), choice)
      .describe(
        'Values by the path of a field, or several fields at once under a name; the candidates are all combinations',
      ),
    scenarios: z
      .array(scenario)
      .min(1)
      .prefault([{ name: 'as modelled' }])
      .describe('Days on which the objective must be kept'),
    objective: objectiveField
      .optional()
      .describe("Bounds as a text or as in a model file; left out: the model's own"),
    probability: share
      .refine((value) => value >= 0.5 && value < 1, { message: 'it must be from 50% to below 100%' })
      .prefault('95%')
      .describe('Probability that the selection is correct'),
    tolerance: share
      .refine((value) => value > 0, { message: 'zero would need replications without end' })
      .prefault('10%')
      .describe('Share of a limit by which a deployment may miss it or keep it and be called either way'),
    firstStage: count(2).prefault(10).describe('Replications before a deployment is judged'),
    maxReplications: count(2)
      .prefault(100)
      .describe('Most replications of a deployment in a scenario before it is called undecided'),
    unsupported: z
      .boolean()
      .prefault(false)
      .describe('Consider gateways with more clients than Microsoft supports on their instances'),
    frontierReplications: count(0)
      .prefault(5)
      .describe('Replications of deployments that need no judging, for the frontier alone'),
  })
  .describe('The cheapest deployment that keeps an objective in every scenario');

export type PlanSection = z.output<typeof planSchema>;
