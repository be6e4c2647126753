import type { Plan } from '../../study/plan/result.js';
import { chosen, share } from '../../study/words/format.js';
import { measuredText } from '../measured.js';
import type { Tone } from '../paint.js';
import type { Page } from '../run/page.js';
import { wrapped } from '../table.js';
import { windowLines } from '../windows.js';
import { boundText, candidateText, formatOf, moneyText, several, tightest } from './words.js';

const LABEL = 12;

/** The question, and what was simulated to answer it. */
export function headerSection(plan: Plan, page: Page): string[] {
  const { candidates, scenarios, seed } = plan;
  const facts = [
    `${several(candidates.length, 'candidate')}, ${several(scenarios.length, 'scenario')}`,
    measuredText(plan),
    `seed ${seed}`,
  ];
  return [
    ...wrapped(`${plan.name}: ${plan.question}`).map((line) => page.paint('strong', line)),
    ...wrapped(facts.join(' · ')).map((line) => page.paint('quiet', line)),
    ...windowLines(
      plan.windows.map(({ scenario, ...one }) => ({ name: scenario, ...one })),
      plan.durationSeconds,
      page,
    ),
  ];
}

/** What to buy, how sure that is, and what stands next to it. */
export function answerSection(plan: Plan, page: Page): string[] {
  const labelled = (label: string, tone: Tone, text: string): string[] => {
    const [first = '', ...rest] = wrapped(text, ' '.repeat(LABEL));
    return [page.paint(tone, label) + first.slice(label.length), ...rest];
  };
  return [
    '',
    ...verdict(plan).flatMap(([label, tone, text]) => labelled(label, tone, text)),
    ...availability(plan).flatMap(([label, tone, text]) => labelled(label, tone, text)),
    ...neighbours(plan).flatMap(([label, tone, text]) => labelled(label, tone, text)),
  ];
}

type Line = readonly [label: string, tone: Tone, text: string];

function verdict(plan: Plan): Line[] {
  const chosenOne = plan.selected === null ? null : plan.candidates[plan.selected]!;
  const { probability, maxReplications } = plan.procedure;
  if (plan.outcome === 'none')
    return [['NONE', 'bad', `No candidate keeps the objective in ${every(plan)}. ${nearestMiss(plan)}`]];
  const open = plan.undecided.map((index) => plan.candidates[index]!);
  const doubt = open.map((one): string => {
    const near = tightest(one).find(({ verdict }) => verdict === null);
    const what = near === undefined ? '' : `: ${seenText(near)}`;
    return `${candidateText(plan, one)} (${moneyText(plan, one.costPerMonth)} a month) could not be told from its limits in ${several(maxReplications, 'replication')}${what}`;
  });
  if (chosenOne === null)
    return [
      ['UNDECIDED', 'warning', `No candidate was shown to keep the objective in ${every(plan)}.`],
      ...doubt.map((text): Line => ['', 'quiet', `${text}. ${MORE}`]),
    ];
  const what = `${candidateText(plan, chosenOne)}: ${moneyText(plan, chosenOne.costPerMonth)} a month.`;
  if (plan.outcome === 'undecided')
    return [
      ['UNDECIDED', 'warning', `The cheapest candidate shown to keep the objective is ${what}`],
      ...doubt.map((text): Line => ['Cheaper', 'warning', `${text}. ${MORE}`]),
    ];
  const sure = `It is the cheapest of ${several(plan.candidates.length, 'candidate')} that keeps the objective in ${every(plan)}, with a probability of correct selection of at least ${chosen(share(probability))}.`;
  return [['SELECTED', 'good', `${what} ${sure}`]];
}

/** Whether what is to be bought is on offer there, or all that could be where nothing is selected. */
function availability({ selected, candidates, availability: ofAll }: Plan): Line[] {
  const text = selected === null ? ofAll : candidates[selected]!.availability;
  return text === null ? [] : [['', 'quiet', `${text}.`]];
}

const MORE = 'More replications (maxReplications), a longer duration or a larger tolerance would decide it';

const every = ({ scenarios }: Plan): string =>
  scenarios.length === 1 ? `"${scenarios[0]!.name}"` : `all ${scenarios.length} scenarios`;

function neighbours(plan: Plan): Line[] {
  if (plan.selected === null) return [];
  const own = plan.candidates[plan.selected]!;
  const lines: Line[] = [];
  if (plan.runnerUp === null) {
    const open = plan.candidates.slice(plan.selected).find(({ state }) => state === 'undecided');
    const why =
      open === undefined
        ? 'none: no dearer candidate keeps the objective'
        : `none is shown to keep the objective; ${candidateText(plan, open)} could not be told from its limits`;
    lines.push(['Runner-up', 'quiet', why]);
  } else {
    const other = plan.candidates[plan.runnerUp]!;
    const more = other.costPerMonth - own.costPerMonth;
    const cost = more > 0 ? `costs ${moneyText(plan, more)} more a month` : 'costs the same';
    lines.push(['Runner-up', 'quiet', `${candidateText(plan, other)}: keeps the objective too and ${cost}`]);
  }
  if (plan.nextCheaper !== null) {
    const other = plan.candidates[plan.nextCheaper]!;
    const saving = moneyText(plan, own.costPerMonth - other.costPerMonth);
    const near = tightest(other)[0];
    const why = near === undefined ? '' : `: ${seenText(near)}`;
    lines.push([
      'Cheaper',
      'quiet',
      `${candidateText(plan, other)}: would save ${saving} a month but breaks the objective${why}`,
    ]);
  }
  return lines;
}

function nearestMiss(plan: Plan): string {
  const dearest = plan.candidates.at(-1)!;
  const near = tightest(dearest)[0];
  return near === undefined
    ? ''
    : `The dearest, ${candidateText(plan, dearest)}, breaks it: ${seenText(near)}.`;
}

const seenText = (bound: ReturnType<typeof tightest>[number]): string =>
  `${boundText(bound)} in "${bound.in.scenario}", observed ${formatOf(bound.measure).metric(bound.observed)}`;
