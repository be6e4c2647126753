import type { ComparisonSensitivity } from '../compare/comparison.js';
import type { Sensitivity } from '../sensitivity/sensitivity.js';
import type { Table, Value } from './table.js';

const COLUMNS = [
  'rank',
  'parameter',
  'assumed',
  'end',
  'parameter_value',
  'deployment',
  'figure',
  'unit',
  'value',
  'low',
  'high',
  'change',
  'change_low',
  'change_high',
  'changes_decision',
];

/** One row a parameter, end of its range and deployment; parameters without effect have one row with nothing else. */
export function sensitivityTable(sensitivity: Sensitivity | ComparisonSensitivity): Table {
  const varied =
    'measure' in sensitivity ? differenceRows(sensitivity) : strainRows(sensitivity as Sensitivity);
  const without = sensitivity.withoutEffect.map((path): Value[] => [
    null,
    path,
    ...Array<null>(COLUMNS.length - 3).fill(null),
    'no',
  ]);
  return { columns: COLUMNS, rows: [...varied, ...without] };
}

function differenceRows({ rows, requests, measure }: ComparisonSensitivity): Value[][] {
  return rows.flatMap((row, rank) =>
    (['low', 'high'] as const).flatMap((end) =>
      (end === 'low' ? row.atLow : row.atHigh).map(({ deployment, difference, change }): Value[] => [
        ...[rank + 1, row.path, written(row.assumed), end, written(row[end]), deployment],
        ...[
          `${requests} ${measure} difference`,
          'seconds',
          difference.value,
          difference.low,
          difference.high,
        ],
        ...[change.value, change.low, change.high, row.changesDecision],
      ]),
    ),
  );
}

function strainRows({ rows }: Sensitivity): Value[][] {
  return rows.flatMap((row, rank) =>
    (['low', 'high'] as const).flatMap((end) =>
      (end === 'low' ? row.atLow : row.atHigh).map(({ role, strain, change }): Value[] => [
        ...[rank + 1, row.path, written(row.assumed), end, written(row[end]), role],
        ...['nearest limit', 'share of the limit', strain.value, strain.low, strain.high],
        ...[change.value, change.low, change.high, row.changesDecision],
      ]),
    ),
  );
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
