import type { RegressionFigure } from '../regress/judgement.js';
import type { Table } from './table.js';

/** The rows of `regression.csv`: a figure each. */
export const regressionTable = (figures: readonly RegressionFigure[]): Table => ({
  columns: [
    'model',
    'figure',
    'verdict',
    'replications',
    'baseline',
    'baseline_low',
    'baseline_high',
    'current',
    'current_low',
    'current_high',
    'difference',
    'difference_low',
    'difference_high',
  ],
  rows: figures.map(({ difference, ...one }) => [
    one.case,
    one.figure,
    one.verdict,
    one.replications,
    one.baseline.value,
    one.baseline.low,
    one.baseline.high,
    one.current.value,
    one.current.low,
    one.current.high,
    difference?.value ?? null,
    difference?.low ?? null,
    difference?.high ?? null,
  ]),
});
