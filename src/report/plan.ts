import { stringify } from 'csv-stringify/sync';
import type { Plan } from '../study/plan/result.js';
import { levelName } from '../study/words/level-name.js';
import type { Paint } from './paint.js';
import { answerSection, headerSection } from './plan/answer.js';
import { sensitivitySection } from './plan/sensitivity.js';
import {
  candidateSection,
  frontierSection,
  impossibleSection,
  procedureSection,
  selectedSection,
} from './plan/tables.js';
import { Page } from './run/page.js';

/** A plan as a person reads it, in lines of at most 100 columns. */
export function planReport(plan: Plan, options: { readonly paint: Paint }): string {
  const page = new Page(options.paint);
  const sections = [
    headerSection,
    answerSection,
    candidateSection,
    selectedSection,
    frontierSection,
    impossibleSection,
    sensitivitySection,
    procedureSection,
  ];
  const lines = sections.flatMap((section) => section(plan, page));
  return `${[...lines, ...page.footnotes()].join('\n')}\n`;
}

/** The text of `plan.json`. */
export const planJson = (plan: Plan): string => `${JSON.stringify(plan, null, 2)}\n`;

/** The text of `plan.csv`: one row a bound of a candidate in a scenario, candidates without a simulation in one row. */
export function planCsv(plan: Plan): string {
  const columns = [
    'candidate',
    ...plan.factors,
    `${plan.currency.toLowerCase()}_per_month`,
    'state',
    'on_frontier',
    'frontier_seconds',
    'frontier_seconds_low',
    'frontier_seconds_high',
    'scenario',
    'deployment_state',
    'replications',
    'requests',
    'measure',
    'unit',
    'limit',
    'observed',
    'observed_low',
    'observed_high',
    'verdict',
  ];
  const rows = plan.candidates.flatMap((one, index) => {
    const head = [
      index,
      ...plan.factors.map((path) => levelName(one.values[path])),
      one.costPerMonth,
      one.state,
      one.onFrontier,
      one.frontierSeconds?.value ?? null,
      one.frontierSeconds?.low ?? null,
      one.frontierSeconds?.high ?? null,
    ];
    const seen = one.scenarios.flatMap((scenario) =>
      scenario.bounds.map(({ requests, measure, limit, observed, verdict }) => [
        ...head,
        scenario.scenario,
        scenario.verdict.state,
        scenario.replications,
        requests,
        measure,
        measure === 'failed' ? 'share' : 'seconds',
        limit,
        observed.value,
        observed.low,
        observed.high,
        verdict,
      ]),
    );
    return seen.length > 0 ? seen : [[...head, ...Array(columns.length - head.length).fill(null)]];
  });
  return stringify(rows, { header: true, columns, cast: { boolean: (value) => (value ? 'true' : 'false') } });
}
