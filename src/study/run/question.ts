import { intervalComplaint } from '../../model/rules/simulation.js';
import type { OpenedModel } from '../experiment/model-source.js';
import type { AskedWindow } from '../window/window.js';

/** What `run` is asked: how one deployment does. */
export interface RunQuestion {
  readonly model: OpenedModel;
  /** Number or word that all random draws follow from; 1 when left out. */
  readonly seed?: string | number | undefined;
  /** When left out: as many as decide the objective of the model, or one. */
  readonly replications?: number | undefined;
  /** Replicate until the 95 % half-widths of the mean and p95 of every class are within this share of their values. */
  readonly precision?: number | undefined;
  /** Where a precision (100) or an objective that is not decided (30) gives up. */
  readonly maxReplications?: number | undefined;
  /** Seconds to measure, and to simulate before; when left out the model's, or a warm-up that is found. */
  readonly durationSeconds?: number | undefined;
  readonly warmup?: number | 'auto' | undefined;
  readonly window?: AskedWindow | undefined;
  /** Whether to try what would help where the deployment is not well; true when left out. */
  readonly advice?: boolean | undefined;
}

/** What is wrong with a question, in one line with its remedy; null where nothing is. */
export function refusalOf({ model: { model }, ...asked }: RunQuestion): string | null {
  if (asked.durationSeconds !== undefined) {
    const complaint = intervalComplaint(asked.durationSeconds, model.simulation.interval);
    if (complaint !== null) return `--duration: ${complaint.message}; ${complaint.remedy}`;
  }
  if (asked.maxReplications === undefined) return null;
  const repeats = asked.precision !== undefined || Object.keys(model.objective).length > 0;
  if (repeats && asked.replications === undefined) return null;
  return '--max-replications: it limits what --precision or an objective repeats; write --replications for a fixed number';
}
