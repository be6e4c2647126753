import type { Observation } from '../../gateway/simulation/observation.js';
import type { StudyContext } from '../context.js';
import { runBatch } from '../simulate/batch.js';
import type { ReplicationTask } from '../simulate/replication.js';
import { attended, progressCells } from '../simulate/work.js';
import { type Measure, measuresOf } from '../summary/measures.js';
import { summarise } from '../summary/summarise.js';
import { termsOf } from '../summary/terms.js';
import type { RegressionCase, RegressionSet } from './cases.js';
import type { Figures } from './judgement.js';

/** Cases of a regression set, and which replications of each. */
export interface Round {
  readonly cases: readonly RegressionCase[];
  readonly from: number;
  /** The first that is not simulated any more. */
  readonly to: number;
}

/** Simulates some replications of some cases; null when it was interrupted. */
export async function simulateCases(
  { seed }: Pick<RegressionSet, 'seed'>,
  { cases, from, to }: Round,
  context: StudyContext,
): Promise<Figures | null> {
  const { executor, signal, onSimulated } = context;
  const total = cases.length * (to - from);
  const cells = progressCells(total);
  const tasks = cases.flatMap(({ deployment: { model }, warmupSeconds, durationSeconds }, index) =>
    Array.from({ length: to - from }, (_, i): ReplicationTask => {
      const cell = index * (to - from) + i;
      const progress = cells.subarray(cell, cell + 1);
      return { model, seed, replication: from + i, warmupSeconds, durationSeconds, progress };
    }),
  );
  const observed: Observation[][] = cases.map(() => []);
  const onFinished = (observation: Observation, task: number) => {
    onSimulated();
    observed[Math.floor(task / (to - from))]!.push(observation);
  };
  await attended(context, { cells, total: () => total }, () =>
    runBatch(tasks, { executor, signal, onFinished }),
  );
  if (signal.aborted) return null;
  return Object.fromEntries(cases.map((one, index) => [one.name, figuresOf(one, seed, observed[index]!)]));
}

function figuresOf(
  { deployment }: RegressionCase,
  seed: string | number,
  observations: readonly Observation[],
): Record<string, (number | null)[]> {
  const { model, sha256, overrides } = deployment;
  const context = {
    cmgsim: '',
    model: { name: model.name, sha256, overrides: [...overrides] },
    seed,
    replicationsPlanned: observations.length,
    precision: null,
    ...termsOf(model),
    objective: model.objective,
  };
  const ordered = [...observations].sort((a, b) => a.replication - b.replication);
  const summaries = ordered.map((one) => summarise([one], context));
  return Object.fromEntries(
    measuresOf(summaries).map((measure) => [
      nameOf(measure),
      summaries.map((one) => measure.read(one).value),
    ]),
  );
}

const nameOf = ({ requests, measure }: Measure): string => `${requests} ${measure}`;
