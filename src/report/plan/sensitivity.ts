import { NO_VALUE, share } from '../../study/format.js';
import type { Plan } from '../../study/plan/result.js';
import type { SensitivityRow, Strain } from '../../study/sensitivity.js';
import type { Tone } from '../paint.js';
import type { Page } from '../run/page.js';
import { type Cell, type Column, table, wrapped } from '../table.js';
import { valueText } from './words.js';

const MOST_ROWS = 12;
const TONES: Readonly<Record<SensitivityRow['changesDecision'], Tone>> = {
  yes: 'bad',
  maybe: 'warning',
  no: 'quiet',
};

/** The tornado table: which assumption could change the decision, the most important first. */
export function sensitivitySection({ sensitivity }: Plan, page: Page): string[] {
  if (sensitivity === null) return [];
  const { rows, withoutEffect, replications } = sensitivity;
  const columns: Column[] = [
    { title: 'assumed parameter' },
    { title: 'low' },
    { title: 'change', align: 'right' },
    { title: 'high' },
    { title: 'change', align: 'right' },
    { title: 'decision changes' },
  ];
  const shown = rows
    .slice(0, MOST_ROWS)
    .map((row): Cell[] => [
      row.path,
      valueText(endText(row.low)),
      changeText(row.atLow),
      valueText(endText(row.high)),
      changeText(row.atHigh),
      { text: row.changesDecision, tone: TONES[row.changesDecision] },
    ]);
  const remark = `Change: of the nearest limit of the deployment that it changes most, in shares of that limit, with its 95 % interval over ${replications} replications of common random numbers. ${rows.length} assumed parameters have an effect, ${withoutEffect.length} have none; all are in plan.json. A parameter that changes the decision is what to measure first.`;
  return [
    ...page.heading('What matters among the unknown', `the first ${shown.length} of ${rows.length}`),
    ...table(page, columns, shown),
    ...wrapped(remark).map((line) => page.paint('quiet', line)),
  ];
}

/** A distribution by its mean. */
function endText(end: unknown): unknown {
  if (typeof end !== 'object' || end === null) return end;
  const parameters = Object.values(end)[0];
  return typeof parameters === 'object' && parameters !== null && 'mean' in parameters
    ? parameters.mean
    : end;
}

function changeText(strains: readonly Strain[]): string {
  const [most] = strains.toSorted((a, b) => Math.abs(b.change.value!) - Math.abs(a.change.value!));
  return most === undefined ? NO_VALUE : share.metric(most.change);
}
