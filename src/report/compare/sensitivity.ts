import type { Comparison, ShownDifference } from '../../study/compare/comparison.js';
import { duration } from '../../study/words/format.js';
import type { Page } from '../run/page.js';
import { largest, tornadoSection } from '../sensitivity.js';

/** Which assumption could change which deployment waits less. */
export function sensitivitySection({ sensitivity }: Comparison, page: Page): string[] {
  if (sensitivity === null) return [];
  const { requests, measure, rows, withoutEffect, replications } = sensitivity;
  const remark = `Change: of the difference of ${requests} ${measure} to the base, of the deployment that it changes most, with its 95 % interval over ${replications} replications of common random numbers. The decision changes when that difference has another sign (yes) or is not shown any more (maybe). ${rows.length} assumed parameters have an effect, ${withoutEffect.length} have none; all are in comparison.json and sensitivity.csv. A parameter that changes the decision is what to measure first.`;
  return tornadoSection(rows, ({ atLow, atHigh }) => [changeText(atLow), changeText(atHigh)], remark, page);
}

const changeText = (shown: readonly ShownDifference[]): string =>
  largest(
    shown,
    ({ change }) => Math.abs(change.value!),
    ({ change }) => `${change.value! > 0 ? '+' : ''}${duration.metric(change)}`,
  );
