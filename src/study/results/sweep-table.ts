import { measuresOf } from '../summary/measures.js';
import type { Summary } from '../summary/summary.js';
import type { PointResult } from '../sweep/point-result.js';
import { levelName } from '../words/level-name.js';
import type { Table, Value } from './table.js';

const VERDICT = [
  'state',
  'bottleneck',
  'bottleneck_kind',
  'headroom_share',
  'headroom_low',
  'headroom_high',
  'headroom_supported_share',
  'reason',
];
const FIGURE = ['request_class', 'measure', 'unit', 'value', 'low', 'high'];

/** One row a point and figure, with a column a factor; an impossible point is one row with its reason. A
 * point that can be has notes there, if any. */
export function sweepTable(results: readonly PointResult[]): Table {
  const factors = Object.keys(results[0]?.factors ?? {});
  return {
    columns: ['point', ...factors, ...VERDICT, ...FIGURE],
    rows: results.flatMap((result, index) => {
      const point: Value[] = [index, ...factors.map((path) => cellOf(result.factors[path]))];
      return rowsOf(result).map((row) => [...point, ...row]);
    }),
  };
}

function rowsOf(result: PointResult): Value[][] {
  if (result.state === 'impossible')
    return [['impossible', null, null, null, null, null, null, result.reason, ...FIGURE.map(() => null)]];
  const { verdict, bottleneckKind, notes } = result.summary;
  const { value, low, high } = verdict.headroom.full;
  const judged = [
    verdict.state,
    verdict.bottleneck,
    bottleneckKind,
    value,
    low,
    high,
    verdict.headroom.supported.value,
    notes.join(' ') || null,
  ];
  // Measures read requests, content and cost alone, all of which a point keeps.
  const summary = result.summary as unknown as Summary;
  return measuresOf([summary]).map((one) => {
    const metric = one.read(summary);
    return [...judged, one.requests, one.measure, one.unit, metric.value, metric.low, metric.high];
  });
}

function cellOf(factor: unknown): Value {
  const level = levelName(factor);
  return typeof level === 'number' || typeof level === 'string' ? level : JSON.stringify(level);
}
