import { z } from 'zod';
import { count } from '../../model/field.js';
import type { Complaint } from '../../model/units.js';

const bound = z.union([z.number(), z.string().min(1)]);

const range = z.strictObject({
  from: bound.describe('First level, such as 1 or 10ms'),
  to: bound.describe('Last level, in the same unit'),
  step: bound.describe('Distance of two levels, in the same unit'),
});

/** Values that a factor takes: written out, or from, to and step. */
const factor = z.union([z.array(z.unknown()).min(1), range]);
export type Factor = z.output<typeof factor>;

const sample = z
  .strictObject({
    points: count(2, 100_000).describe('Points of the sample'),
    design: z.enum(['latin-hypercube']).prefault('latin-hypercube').describe('How they fill the space'),
  })
  .describe('Points to simulate instead of the full grid');

/** What stands under `sweep:` in an experiment file. */
export const sweepSchema = z
  .strictObject({
    factors: z.record(z.string().min(1), factor).describe('Levels by the path of a field of the model'),
    sample: sample.optional(),
  })
  .describe('Fields that vary together over a grid or a sample of it');

const NUMBER_AND_UNIT = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\D*)$/;
/** Levels of one factor beyond which a typing error is more likely than a wish. */
const MOST_LEVELS = 10_000;

/** The levels of a factor, in order, as they are written into the model; or what is wrong with its range. */
export function levelsOf(factor: Factor): readonly unknown[] | Complaint {
  if (Array.isArray(factor)) return factor;
  const [from, to, step] = [factor.from, factor.to, factor.step].map(split);
  if (from == null || to == null || step == null)
    return { message: 'from, to and step are not all numbers', remedy: 'write a list of values instead' };
  if (from.unit !== to.unit || from.unit !== step.unit)
    return { message: 'from, to and step differ in their units', remedy: 'write all three in the same unit' };
  if (step.value <= 0 || to.value < from.value)
    return { message: 'the range has no values', remedy: 'write a step above 0, and to above from' };
  const last = Math.floor((to.value - from.value) / step.value + 1e-9);
  if (last >= MOST_LEVELS)
    return { message: `the range has ${last + 1} values`, remedy: 'write a larger step' };
  return Array.from({ length: last + 1 }, (_, index) => {
    const value = Number((from.value + index * step.value).toPrecision(12));
    return from.unit === '' ? value : `${value}${from.unit}`;
  });
}

function split(written: string | number): { value: number; unit: string } | null {
  const match = NUMBER_AND_UNIT.exec(String(written).trim());
  return match === null ? null : { value: Number(match[1]), unit: match[2]! };
}
