import type { Comparison, DifferenceSummary } from '../compare/comparison.js';
import { type Table, tableOf } from './table.js';

/** One row a figure of a deployment, held against the base. */
export function comparisonTable({ deployments, differences }: Comparison): Table {
  const base = deployments[0]?.name ?? '';
  return tableOf<DifferenceSummary>(
    [
      ['deployment', ({ deployment }) => deployment],
      ['base', () => base],
      ['request_class', ({ requests }) => requests],
      ['measure', ({ measure }) => measure],
      ['unit', ({ unit }) => unit],
      ['base_value', (one) => one.base.value],
      ['base_low', (one) => one.base.low],
      ['base_high', (one) => one.base.high],
      ['value', ({ value }) => value.value],
      ['value_low', ({ value }) => value.low],
      ['value_high', ({ value }) => value.high],
      ['difference', ({ difference }) => difference.value],
      ['difference_low', ({ difference }) => difference.low],
      ['difference_high', ({ difference }) => difference.high],
      ['relative_difference_share', ({ relative }) => relative.value],
      ['relative_difference_low', ({ relative }) => relative.low],
      ['relative_difference_high', ({ relative }) => relative.high],
      ['p_value', ({ pValue }) => pValue],
      ['verdict', ({ verdict }) => verdict],
      ['variance_ratio', ({ varianceRatio }) => varianceRatio],
      ['independent_replications', ({ independentReplications }) => independentReplications],
      ['reason', ({ reason }) => reason ?? null],
    ],
    differences,
  );
}
