import { intervalComplaint } from '../../model/rules/simulation.js';
import type { OpenedModel } from '../experiment/model-source.js';
import type { SimulationQuestion } from '../question.js';
import type { Refusal } from '../refused-option.js';

/** What `run` is asked: how one deployment does. */
export interface RunQuestion extends SimulationQuestion {
  readonly model: OpenedModel;
  /** When left out: as many as decide the objective of the model, or one. */
  readonly replications?: number | undefined;
  /** Replicate until the 95 % half-widths of the mean and p95 of every class are within this share of their values. */
  readonly precision?: number | undefined;
  /** Where a precision (100) or an objective that is not decided (30) gives up. */
  readonly maxReplications?: number | undefined;
  /** Whether to try what would help where the deployment is not well; true when left out. */
  readonly advice?: boolean | undefined;
}

/** What is wrong with a question; null where nothing is. */
export function refusalOf({ model: { model }, ...asked }: RunQuestion): Refusal<keyof RunQuestion> | null {
  if (asked.durationSeconds !== undefined) {
    const complaint = intervalComplaint(asked.durationSeconds, model.simulation.interval);
    if (complaint !== null)
      return { field: 'durationSeconds', reason: `${complaint.message}; ${complaint.remedy}` };
  }
  if (asked.maxReplications === undefined) return null;
  const repeats = asked.precision !== undefined || Object.keys(model.objective).length > 0;
  if (repeats && asked.replications === undefined) return null;
  const reason =
    'it limits what a precision or an objective repeats; a fixed number is asked for as replications';
  return { field: 'maxReplications', reason };
}
