import type { Observation } from '../gateway/observation.js';
import { equivalence } from '../measure/equivalence.js';
import { type Interval, meanInterval } from '../measure/interval.js';
import { runBatch } from './batch.js';
import { type Measure, measuresOf } from './measures.js';
import type { Baseline } from './regress/baseline.js';
import { REGRESSION_SEED, type RegressionCase } from './regress/cases.js';
import type { ReplicationTask } from './replication.js';
import { summarise } from './summarise.js';

/** Largest relative difference that does not matter. */
const MARGIN = 0.05;
/** Speed may vary this much before it counts as slower: machines differ in more than the calibration loop sees. */
export const SPEED_MARGIN = 0.5;

/**
 * `identical`: the same numbers, or none on either side. `equal`: shown to be within the margin. `better`, `worse`: a difference is shown.
 * `undecided`: neither is shown. `gone`, `new`: only one side has the figure.
 */
export type RegressionVerdict = 'identical' | 'equal' | 'better' | 'worse' | 'undecided' | 'gone' | 'new';

export interface RegressionFigure {
  readonly case: string;
  readonly figure: string;
  readonly verdict: RegressionVerdict;
  /** Means over replications with 95 % intervals; null where a side lacks it. */
  readonly baseline: Interval;
  readonly current: Interval;
  /** current - baseline with its 90 % interval, the one that the two one-sided tests at 5 % are read from. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** All figures of the regression set, by case and figure, one value a replication. */
export type Figures = Baseline['cases'];

export interface SimulateCasesOptions {
  readonly workers: number;
  readonly signal: AbortSignal;
  /** One cell a replication, in the order of the cases. */
  readonly progress: Int32Array;
  /** Told of each replication when it ends. */
  readonly onSimulated?: (() => void) | undefined;
}

/** Simulates the regression set; null when it was interrupted. */
export async function simulateCases(
  cases: readonly RegressionCase[],
  { workers, signal, progress, onSimulated }: SimulateCasesOptions,
): Promise<Figures | null> {
  const tasks: ReplicationTask[] = [];
  const caseOf: number[] = [];
  cases.forEach(({ opened, warmupSeconds, durationSeconds, replications }, index) => {
    for (let replication = 0; replication < replications; replication++) {
      const cell = progress.subarray(tasks.length, tasks.length + 1);
      caseOf.push(index);
      tasks.push({
        model: opened.model,
        seed: REGRESSION_SEED,
        replication,
        warmupSeconds,
        durationSeconds,
        progress: cell,
      });
    }
  });
  const observed: Observation[][] = cases.map(() => []);
  await runBatch(tasks, {
    workers,
    signal,
    onFinished: (observation, task) => {
      onSimulated?.();
      observed[caseOf[task]!]!.push(observation);
    },
  });
  if (signal.aborted) return null;
  return Object.fromEntries(cases.map((one, index) => [one.name, figuresOf(one, observed[index]!)]));
}

function figuresOf(
  { opened }: RegressionCase,
  observations: readonly Observation[],
): Record<string, (number | null)[]> {
  const { model, sha256, overrides } = opened;
  const context = {
    cmgsim: '',
    model: { name: model.name, sha256, overrides: [...overrides] },
    seed: REGRESSION_SEED,
    replicationsPlanned: observations.length,
    precision: null,
    prices: model.prices,
    objective: model.objective,
    wallSeconds: 0,
    peakMemoryBytes: 0,
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

/** Holds what was simulated now against a baseline, figure by figure. */
export function judgeRegression(baseline: Figures, current: Figures): RegressionFigure[] {
  const names = [...new Set([...Object.keys(baseline), ...Object.keys(current)])];
  return names.flatMap((name) => {
    const before = baseline[name] ?? {};
    const now = current[name] ?? {};
    return [...new Set([...Object.keys(before), ...Object.keys(now)])].map((figure) => ({
      case: name,
      figure,
      ...judge(figure, before[figure] ?? [], now[figure] ?? []),
    }));
  });
}

type Judgement = Omit<RegressionFigure, 'case' | 'figure'>;

function judge(
  figure: string,
  before: readonly (number | null)[],
  now: readonly (number | null)[],
): Judgement {
  const baseline = numbers(before);
  const current = numbers(now);
  const means = { baseline: meanInterval(baseline), current: meanInterval(current) };
  const same = before.length === now.length && before.every((value, index) => value === now[index]);
  const lacking = baseline.length === 0 && current.length === 0;
  if (same || lacking) return { ...means, verdict: 'identical', difference: null };
  if (current.length === 0) return { ...means, verdict: 'gone', difference: null };
  if (baseline.length === 0) return { ...means, verdict: 'new', difference: null };
  if (Math.min(baseline.length, current.length) < 2)
    return { ...means, verdict: 'undecided', difference: null };
  const test = equivalence(baseline, current, MARGIN);
  const difference = { value: test.difference, low: test.low, high: test.high };
  if (test.verdict !== 'different')
    return { ...means, verdict: test.verdict === 'equivalent' ? 'equal' : 'undecided', difference };
  const higherIsBetter = figure.endsWith(' throughput');
  return { ...means, verdict: test.difference > 0 === higherIsBetter ? 'better' : 'worse', difference };
}

const numbers = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

/** Whether an answer got worse: a figure is worse, or is no longer there. */
export const hasRegressed = (figures: readonly RegressionFigure[]): boolean =>
  figures.some(({ verdict }) => verdict === 'worse' || verdict === 'gone');
