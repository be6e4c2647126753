import type { Plan } from '../../study/plan/result.js';
import type { Strain } from '../../study/sensitivity/sensitivity.js';
import { ratio } from '../../study/words/format.js';
import type { Page } from '../run/page.js';
import { largest, tornadoSection } from '../sensitivity.js';

/** Which assumption could change the selection. */
export function sensitivitySection({ sensitivity }: Plan, page: Page): string[] {
  if (sensitivity === null) return [];
  const { rows, withoutEffect, replications } = sensitivity;
  const remark = `Change: of the nearest limit of the deployment that it changes most, in shares of that limit, with its 95 % interval over ${replications} replications of common random numbers. ${rows.length} assumed parameters have an effect, ${withoutEffect.length} have none; all are in plan.json and sensitivity.csv. A parameter that changes the decision is what to measure first.`;
  return tornadoSection(rows, ({ atLow, atHigh }) => [changeText(atLow), changeText(atHigh)], remark, page);
}

const changeText = (strains: readonly Strain[]): string =>
  largest(
    strains,
    ({ change }) => Math.abs(change.value!),
    ({ change }) => ratio.metric(change),
  );
