import type { Plan, PlanCandidate } from '../../study/plan/result.js';
import { chosen, duration, money, NO_VALUE, share } from '../../study/words/format.js';
import type { Tone } from '../paint.js';
import type { Page } from '../run/page.js';
import { stateText } from '../state.js';
import { type Cell, type Column, table, wrapped } from '../table.js';
import { boundText, factorNames, formatOf, several, tightest, unsoldText, valueText } from './words.js';

const TONES: Readonly<Record<PlanCandidate['state'], Tone>> = {
  selected: 'good',
  'runner-up': 'strong',
  breaks: 'bad',
  undecided: 'warning',
  'not judged': 'quiet',
};

/** Every candidate in order of cost, with the bound that decides about it. */
export function candidateSection(plan: Plan, page: Page): string[] {
  const factors = factorNames(plan.factors);
  const columns: Column[] = [
    ...factors.map((title): Column => ({ title })),
    { title: `${plan.currency}/month`, align: 'right' },
    { title: 'answer' },
    { title: 'tightest bound' },
    { title: 'scenario', spare: 2 },
    { title: 'observed', align: 'right' },
    { title: 'runs', align: 'right', spare: 1 },
  ];
  const rows = plan.candidates.map((one): Cell[] => {
    const near = tightest(one)[0];
    const runs = one.scenarios.reduce((sum, { replications }) => sum + replications, 0);
    return [
      ...plan.factors.map((path) => valueText(one.values[path])),
      money(one.costPerMonth),
      { text: one.state, tone: TONES[one.state] },
      near === undefined ? NO_VALUE : boundText(near),
      near === undefined ? NO_VALUE : near.in.scenario,
      near === undefined ? NO_VALUE : page.metric(formatOf(near.measure), near.observed),
      runs === 0 ? NO_VALUE : String(runs),
    ];
  });
  const note =
    plan.pricesNote === null ? [] : wrapped(plan.pricesNote, '  ').map((line) => page.paint('quiet', line));
  return [...page.heading('Candidates', 'in order of cost'), ...table(page, columns, rows), ...note];
}

/** Every bound of the selected candidate in every scenario. */
export function selectedSection(plan: Plan, page: Page): string[] {
  if (plan.selected === null) return [];
  const columns: Column[] = [
    { title: 'scenario' },
    { title: 'bound' },
    { title: 'observed', align: 'right' },
    { title: 'verdict' },
    { title: 'runs', align: 'right' },
    { title: 'deployment' },
  ];
  const rows = plan.candidates[plan.selected]!.scenarios.flatMap((scenario) =>
    tightest({ ...plan.candidates[plan.selected!]!, scenarios: [scenario] })
      .slice(0, MOST_BOUNDS)
      .map((bound, index): Cell[] => [
        index === 0 ? scenario.scenario : '',
        boundText(bound),
        page.metric(formatOf(bound.measure), bound.observed),
        { text: bound.verdict ?? NO_VALUE, tone: bound.verdict === 'met' ? 'good' : 'warning' },
        index === 0 ? String(scenario.replications) : '',
        index === 0 ? deploymentText(scenario.verdict) : '',
      ]),
  );
  return [
    ...page.heading('The selected candidate', `its ${MOST_BOUNDS} tightest bounds a scenario`),
    ...table(page, columns, rows),
  ];
}

const MOST_BOUNDS = 3;

const deploymentText = ({ state, bottleneck }: PlanCandidate['scenarios'][number]['verdict']): string =>
  bottleneck === null ? stateText(state) : `${stateText(state)}, busiest ${bottleneck}`;

/** Candidates that no other beats in both cost and latency. */
export function frontierSection(plan: Plan, page: Page): string[] {
  const { frontierMeasure: measure } = plan;
  if (measure === null) return [];
  const columns: Column[] = [
    { title: `${plan.currency}/month`, align: 'right' },
    { title: `${measure.requests} ${measure.measure}`, align: 'right' },
    ...factorNames(plan.factors).map((title): Column => ({ title })),
    { title: 'answer' },
  ];
  const rows = plan.candidates
    .filter(({ onFrontier }) => onFrontier)
    .map((one): Cell[] => [
      money(one.costPerMonth),
      page.metric(duration, one.frontierSeconds!),
      ...plan.factors.map((path) => valueText(one.values[path])),
      { text: one.state, tone: TONES[one.state] },
    ]);
  return [...page.heading('Cost against latency', `in "${measure.scenario}"`), ...table(page, columns, rows)];
}

/** Combinations that cannot be, with the reason each; of those that nobody can buy the reason is one. */
export function impossibleSection(plan: Plan, page: Page): string[] {
  if (plan.impossible.length === 0) return [];
  const columns: Column[] = [
    ...factorNames(plan.factors).map((title): Column => ({ title })),
    { title: 'why it cannot be' },
  ];
  const rows = plan.impossible
    .filter(({ because }) => because !== 'not for sale')
    .map((one): Cell[] => [...plan.factors.map((path) => valueText(one.values[path])), one.reason]);
  return [
    ...page.heading('Left out'),
    ...table(page, columns, rows),
    ...unsoldText(plan).flatMap((text) => wrapped(text, '  ', '    ')),
  ];
}

/** How the answer was found, and what it took. */
export function procedureSection({ procedure, replications: spent, scenarios }: Plan, page: Page): string[] {
  const { name, reference, toleranceShare, firstStage, errorPerComparison } = procedure;
  const unjudged = scenarios.flatMap((one) =>
    one.unjudged.map(({ requests, measure }) => `${requests} ${measure} ("${one.name}")`),
  );
  return [
    ...page.heading('How it was found'),
    ...[
      `Replications: ${spent.selection} for the selection, where equal allocation would have taken ${spent.equalAllocation} (${share(spent.savedShare)} saved); ${spent.runnerUp} more for the runner-up, ${spent.frontier} for the frontier. All candidates see the same random numbers.`,
      `Procedure: ${name}; ${reference}. ${several(firstStage, 'replication')} in the first stage, an error of at most ${errorPerComparison.toPrecision(2)} in each comparison; a true value within ${chosen(share(toleranceShare))} of its limit may be called either way.`,
      ...(unjudged.length === 0
        ? []
        : [`Not judged, too few requests in this time: ${unjudged.join(', ')}.`]),
    ].flatMap((text) => wrapped(text).map((line) => page.paint('quiet', line))),
  ];
}
