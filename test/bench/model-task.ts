import { type CommandLine, jsonLines, likeWorker, ourProcess } from './child-process.js';
import type { Replication } from './ratios.js';

/** What to simulate: a model file, or a model as data; its own duration and warm-up unless told otherwise. */
export type ModelTask = ({ readonly file: string } | { readonly model: object }) & {
  readonly replications: number;
  readonly durationSeconds?: number;
  readonly warmupSeconds?: number;
};

/** One replication of it; `events` are attempts of relayed requests, of all classes, in the measured part. */
export interface ModelReplication extends Replication {
  readonly engineEvents: number;
  /** Attempts that failed. */
  readonly failed: number;
  readonly downloads: number;
  /** Resource that is used most, and how much. */
  readonly busiest: string;
  readonly violations: number;
  /** CPU seconds of the measured part alone, without setting up and warm-up. */
  readonly measuredCpuSeconds: number;
  /** Most memory that the process has had, bytes. */
  readonly peakBytes: number;
}

/** Simulates a model in a process of its own. Throws when an invariant was broken: what is fast must be right too. */
export function simulateModel(task: ModelTask): ModelReplication[] {
  const command: CommandLine = likeWorker(ourProcess('model', JSON.stringify(task)));
  const replications = jsonLines<ModelReplication>(command);
  const broken = replications.find(({ violations }) => violations > 0);
  if (broken !== undefined)
    throw new Error(`${broken.violations} invariants were broken by ${command.at(-1)}`);
  return replications;
}
