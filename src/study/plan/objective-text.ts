import { z } from 'zod';
import { doubtfulQuantity, doubtfulShare } from '../../model/grouped-number.js';
import { MEASURES, measureRemedy } from '../../model/measure-name.js';
import { nearest } from '../../model/nearest.js';
import { ALL_FAIL, LEAST_DOUBTFUL, objectiveSchema } from '../../model/schema/objective.js';
import { requestClasses } from '../../model/schema.js';
import { type Complaint, orList, readQuantity } from '../../model/units.js';

type ObjectiveModel = z.output<typeof objectiveSchema>;

const EXAMPLE = 'policy p95 <= 2s, failed <= 0.1%';
const BOUND = /^(?:(?<requests>[\w-]+)\s+)?(?<measure>[\w.]+)\s*(?:<=|≤)\s*(?<limit>.+)$/;

/**
 * Reads an objective as a person says it: bounds apart by commas, each `[request class] measure <= limit`. A bound
 * that names no class holds for every class that has requests, as `all` does in a model file.
 */
function readObjective(text: string): ObjectiveModel | Complaint {
  const objective: Record<string, Record<string, number>> = {};
  const [comma, before, after] = /(\d+),(\d+\s*\p{L}*%?)/u.exec(text) ?? [];
  if (comma !== undefined)
    return { message: `the comma ends the number in ${comma}`, remedy: `write ${before}.${after}` };
  for (const part of text.split(',').map((one) => one.trim())) {
    const bound = readBound(part);
    if ('message' in bound) return bound;
    const { requests, measure, limit } = bound;
    objective[requests] = { ...objective[requests], [measure]: limit };
  }
  return objective as ObjectiveModel;
}

function readBound(part: string): { requests: string; measure: string; limit: number } | Complaint {
  const { requests = 'all', measure = '', limit = '' } = BOUND.exec(part)?.groups ?? {};
  if (limit === '') return { message: `"${part}" is not a bound`, remedy: `write bounds as in ${EXAMPLE}` };
  if (!['all', ...requestClasses].includes(requests))
    return {
      message: `there is no request class "${requests}"`,
      remedy: `write ${nearest(requests, requestClasses) ?? orList(['all', ...requestClasses])}`,
    };
  if (!MEASURES.includes(measure))
    return {
      message: `"${measure}" is not a measure`,
      remedy: measureRemedy(measure, MEASURES),
    };
  const reading = doubtfulQuantity(limit) ?? readQuantity(measure === 'failed' ? 'share' : 'duration', limit);
  if (measure === 'failed' && 'value' in reading && reading.value === 1) return ALL_FAIL;
  const doubt = measure === 'failed' ? doubtfulShare(limit, LEAST_DOUBTFUL) : null;
  if (doubt !== null) return doubt;
  return 'value' in reading ? { requests, measure, limit: reading.value } : reading;
}

const written = z.string().transform((text, context) => {
  const reading = readObjective(text);
  if (!('message' in reading)) return reading;
  const { message, remedy } = reading as Complaint;
  context.issues.push({ code: 'custom', message, params: { remedy }, input: text });
  return z.NEVER;
});

/** An objective as a text, or as the mapping of a model file. */
export const objectiveField = z.union([written, objectiveSchema]);
