import { equivalence } from '../../measure/equivalence.js';
import { type Interval, meanInterval } from '../../measure/interval.js';
import type { Baseline } from './baseline.js';
import type { RegressionSet } from './cases.js';

/** Error of all looks at a figure together. */
const LEVEL = 0.05;

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
  /** Replications of either side that it was judged from. */
  readonly replications: number;
  /** current - baseline with the interval that the two one-sided tests are read from. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** All figures of the regression set, by case and figure, one value a replication. */
export type Figures = Baseline['cases'];

/** The figures of two rounds of the same cases, the earlier replications first. */
export function joinFigures(before: Figures, more: Figures): Figures {
  return Object.fromEntries(
    Object.entries(before).map(([name, figures]) => {
      const added = more[name];
      if (added === undefined) return [name, figures];
      const all = [...new Set([...Object.keys(figures), ...Object.keys(added)])];
      const [first, second] = [lengthOf(figures), lengthOf(added)];
      const values = (figure: string) => [
        ...(figures[figure] ?? Array(first).fill(null)),
        ...(added[figure] ?? Array(second).fill(null)),
      ];
      return [name, Object.fromEntries(all.map((figure) => [figure, values(figure)]))];
    }),
  );
}

const lengthOf = (figures: Figures[string]): number =>
  Math.max(0, ...Object.values(figures).map((values) => values.length));

/** Replications at which figures are looked at: doubled until they are decided, or the most there may be. */
export function looksOf({
  replications,
  maxReplications,
}: Pick<RegressionSet, 'replications' | 'maxReplications'>) {
  const looks = [replications];
  while (looks.at(-1)! < maxReplications) looks.push(Math.min(maxReplications, 2 * looks.at(-1)!));
  return looks;
}

/** Cases with a figure that differs and is neither shown to be equal nor to be different. */
export const undecidedCases = (figures: readonly RegressionFigure[]): ReadonlySet<string> =>
  new Set(figures.filter(({ verdict }) => verdict === 'undecided').map((one) => one.case));

export type JudgementRules = Pick<RegressionSet, 'margin' | 'replications' | 'maxReplications'>;

/**
 * Holds what was simulated now against a baseline, figure by figure, over as many replications as both sides have. A
 * figure may be looked at several times, after more replications, so that each look has its share of the error of 5 %.
 */
export function judgeRegression(
  baseline: Figures,
  current: Figures,
  rules: JudgementRules,
): RegressionFigure[] {
  const alpha = LEVEL / looksOf(rules).length;
  const names = [...new Set([...Object.keys(baseline), ...Object.keys(current)])];
  return names.flatMap((name) => {
    const before = baseline[name] ?? {};
    const now = current[name] ?? {};
    const simulated = lengthOf(now);
    return [...new Set([...Object.keys(before), ...Object.keys(now)])].map((figure) => {
      const known = before[figure] ?? [];
      const paired = simulated === 0 ? known : known.slice(0, simulated);
      return { case: name, figure, ...judge(figure, paired, now[figure] ?? [], rules.margin, alpha) };
    });
  });
}

type Judgement = Omit<RegressionFigure, 'case' | 'figure'>;

function judge(
  figure: string,
  before: readonly (number | null)[],
  now: readonly (number | null)[],
  margin: number,
  alpha: number,
): Judgement {
  const baseline = numbers(before);
  const current = numbers(now);
  const means = {
    baseline: meanInterval(baseline),
    current: meanInterval(current),
    replications: Math.max(before.length, now.length),
  };
  const same = before.length === now.length && before.every((value, index) => value === now[index]);
  const lacking = baseline.length === 0 && current.length === 0;
  if (same || lacking) return { ...means, verdict: 'identical', difference: null };
  if (current.length === 0) return { ...means, verdict: 'gone', difference: null };
  if (baseline.length === 0) return { ...means, verdict: 'new', difference: null };
  if (Math.min(baseline.length, current.length) < 2)
    return { ...means, verdict: 'undecided', difference: null };
  const test = equivalence(baseline, current, margin, alpha);
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

/** Confidence of the interval of a difference, from which equality is read. */
export const differenceConfidence = (rules: JudgementRules): number =>
  1 - (2 * LEVEL) / looksOf(rules).length;
