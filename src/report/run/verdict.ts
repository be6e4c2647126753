import { objectiveAnswer } from '../../study/objective/objective.js';
import { LEAST_FOR_INTERVALS, sumOf } from '../../study/summary/metric.js';
import type { Metric } from '../../study/summary/schema/figures.js';
import type { Summary } from '../../study/summary/summary.js';
import { windowWords } from '../../study/window/window-words.js';
import { chosen, count, duration, share } from '../../study/words/format.js';
import { clientsText } from '../clients.js';
import { groupBy } from '../group.js';
import { measuredText } from '../measured.js';
import type { Tone } from '../paint.js';
import { objectiveWord, STATE_WORDS } from '../state.js';
import { type Cell, table, wrapped } from '../table.js';
import { windowText } from '../windows.js';
import type { Page } from './page.js';

/** What was simulated, in two lines. */
export function headerSection(summary: Summary, page: Page): string[] {
  const { model, instances, connectionPoints, clients, replications } = summary;
  const deployment = [
    ...[...groupBy(instances, ({ size }) => size)].map(([size, of]) => `${of.length} × ${size}`),
    several(connectionPoints.length, 'connection point'),
    clientsText(clients.count, clients.inAll),
  ].join(', ');
  const run = [measuredText(summary), replicationsText(replications), `seed ${summary.seed}`].join(' · ');
  const missing = summary.replicationsPlanned - replications;
  return [
    ...toned(page, 'strong', wrapped(`${model.name}: ${deployment}`)),
    ...toned(page, 'quiet', wrapped(run)),
    ...windowLines(summary, page),
    ...precisionLines(summary, page),
    ...(model.overrides.length > 0
      ? toned(page, 'warning', wrapped(overridesText(model.overrides), 'with ', '     '))
      : []),
    ...(missing > 0
      ? toned(
          page,
          'warning',
          wrapped(`interrupted: ${several(missing, 'planned replication')} not finished`),
        )
      : []),
  ];
}

/** When in the week that was, and how much of its peak. */
function windowLines(summary: Summary, page: Page): string[] {
  const { window } = summary;
  if (window === undefined) return [];
  const words = windowWords({ ...summary, window }, summary.durationSeconds);
  const { holdsPeak, outside } = words;
  return [
    ...toned(page, holdsPeak ? 'quiet' : 'warning', wrapped(windowText(words))),
    ...(outside === null ? [] : toned(page, 'warning', wrapped(outside))),
  ];
}

/** A price list is named, not spelled out. */
function overridesText(overrides: readonly string[]): string {
  const isListed = overrides.some((text) => text.startsWith('prices.list='));
  return overrides
    .filter((text) => !(isListed && text.startsWith('prices.')) || text.startsWith('prices.list='))
    .join(', ');
}

/** How many replications, and what stands beside their figures. */
function replicationsText(replications: number): string {
  if (replications === 1) return '1 replication';
  const intervals = replications < LEAST_FOR_INTERVALS ? 'no intervals (fewer than five)' : '± 95 %';
  return `${count(replications)} replications, counts summed, ${intervals}`;
}

function precisionLines({ precision, replications }: Summary, page: Page): string[] {
  if (precision === null) return [];
  const { aim, reached, widest, met, notJudged } = precision;
  const aside = notJudged.length === 0 ? '' : `, too few observations for ${notJudged.join(', ')}`;
  const text =
    reached === null
      ? 'no figure whose precision could be judged'
      : met
        ? `precise to ${share(reached)} (${widest}), as ${chosen(share(aim))} was asked for`
        : `after ${count(replications)} replications precise to ${share(reached)} only (${widest}), not to the ${chosen(share(aim))} asked for`;
  return toned(page, met ? 'quiet' : 'warning', wrapped(text + aside));
}

const LABEL = 14;

/** Does it hold, what is full first, how much more would fit, and why. */
export function verdictSection(summary: Summary, page: Page): string[] {
  const { verdict, objective, resources } = summary;
  const { word, tone, sentence } = STATE_WORDS[verdict.state];
  const labelled = (label: string, look: Tone, text: string): string[] => {
    const [first = '', ...rest] = wrapped(text, ' '.repeat(LABEL));
    return [page.paint(look, label) + first.slice(label.length), ...rest];
  };
  const beside = verdict.state === 'holds' ? objectiveWord(objective) : '';
  const { bottleneck, headroom } = verdict;
  const busy = bottleneck === null ? '' : share.metric(resources[bottleneck]!.peakUtilisation);
  return [
    '',
    ...(beside === ''
      ? labelled(word, tone, sentenceOf(summary) ?? sentence)
      : [page.paint(beside.endsWith('MISSED') ? 'bad' : 'warning', word + beside)]),
    ...(bottleneck === null
      ? []
      : labelled('Bottleneck', 'quiet', `${bottleneck}: ${busy} used in its busiest hour`)),
    ...headroomTexts(headroom).flatMap((text, index) =>
      index === 0 ? labelled('Headroom', 'quiet', text) : wrapped(text, ' '.repeat(LABEL)),
    ),
    ...verdict.reasons.flatMap((reason, index) =>
      index === 0
        ? labelled(verdict.state === 'holds' ? 'Note' : 'Because', 'quiet', reason)
        : wrapped(reason, ' '.repeat(LABEL)),
    ),
    ...adviceTexts(verdict).flatMap((text, index) =>
      index === 0 ? labelled('What to do', 'strong', text) : wrapped(text, ' '.repeat(LABEL)),
    ),
  ];
}

/** The changes that would help most with the words that repeat them, and how sure that is; or what was tried in vain. */
function adviceTexts({ advice, tried }: Summary['verdict']): string[] {
  if (advice.length === 0)
    return tried.length === 0 ? [] : [`nothing that was tried once helps by itself: ${tried.join('; ')}.`];
  const each = advice.flatMap(({ what, set, state, leaves, brings, cost }) => {
    const rest = leaves.length === 0 ? '' : ` (${leaves.join(', ')})`;
    const then = state === 'holds' ? 'then it holds' : `then ${STATE_WORDS[state].word}${rest}`;
    return [`${what}: ${[...brings, then, cost].join(', ')}`, ...set.map((text) => `    --set '${text}'`)];
  });
  const which = advice.length === 1 ? 'This was tried' : 'Each was tried';
  return [...each, `${which} once, with the same random numbers: a hint without an interval.`];
}

/** What the first line says of a state where more is known than its usual sentence says. */
function sentenceOf({ verdict: { state, episodes }, objective, requests }: Summary): string | null {
  if (state === 'disconnected' && episodes.every((one) => one.state !== state || !one.lasts))
    return 'An instance had no channel to the site for a time: what clients sent it failed.';
  if (state !== 'holds') return null;
  const failed = Object.values(requests).reduce((sum, one) => sum + sumOf(one.failed), 0);
  const ended = Object.values(requests).reduce((sum, one) => sum + one.completed, failed);
  if (failed > TOLERATED * ended) return 'So few requests ended that it is not shown to fail; see the note.';
  return objectiveAnswer(objective) === 'met' ? 'It carries this load and keeps its objective.' : null;
}

/** As of the verdict: more than this share of failures is failing, where it is shown. */
const TOLERATED = 0.01;

/** Headroom is two numbers: until it is no longer supported, and until something is full. The smaller first. */
function headroomTexts({ supported, full }: Summary['verdict']['headroom']): string[] {
  const texts = [
    {
      metric: supported,
      until: 'until it is no longer supported',
      gone: 'none: it is at a documented limit, or over one',
    },
    { metric: full, until: 'until it is full', gone: 'none: it is full, or was' },
  ].filter(({ metric }) => metric.value !== null);
  return texts
    .sort((a, b) => a.metric.value! - b.metric.value!)
    .map(({ metric, until, gone }) => growth(metric, until, gone));
}

/** Headroom from which on it is written as a multiple of the load. */
const MANIFOLD = 9;

/** Headroom with its interval, which is not symmetric: `217 % (195 to 240 %)`. */
function growth({ value, low, high }: Metric, until: string, gone: string): string {
  if (value === null) return 'unknown';
  if (value === 0) return gone;
  if (value >= MANIFOLD) {
    const manifold = (share: number): string => count(Math.floor(share + 1));
    const ends =
      low === null || high === null || manifold(low) === manifold(high)
        ? ''
        : ` (${manifold(low)} to ${manifold(high)})`;
    return `${manifold(value)} times this load ${until}${ends}`;
  }
  if (low === null || high === null || share(low) === share(high))
    return `${share(value)} more load ${until}`;
  return `${share(value)} (${share(low).replace(' %', '')} to ${share(high)}) more load ${until}`;
}

const MOST_BOUNDS = 8;

type Bound = Summary['objective'][number];

const ORDER: readonly Bound['result'][] = ['missed', 'not shown', 'met'];
const TONES: Readonly<Record<Bound['result'], Tone>> = {
  missed: 'bad',
  'not shown': 'warning',
  met: 'good',
  'left out': 'quiet',
};

/** How near a bound is to being missed; what has no value comes first. */
const strain = ({ observed, limit }: Bound): number =>
  observed.value === null ? Number.MAX_VALUE : limit > 0 ? observed.value / limit : observed.value;

/** The service-level objective: the bounds that are missed first, then those that are not shown or nearest to being missed. */
export function objectiveSection({ objective }: Summary, page: Page): string[] {
  const judged = objective.filter(({ result }) => result !== 'left out');
  if (judged.length === 0) return [];
  const shown = [...judged]
    .sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result) || strain(b) - strain(a))
    .slice(0, MOST_BOUNDS);
  const columns = [
    { title: 'requests' },
    { title: 'measure' },
    { title: 'limit', align: 'right' },
    { title: 'observed', align: 'right' },
    { title: 'within it', align: 'right' },
    { title: 'result' },
  ] as const;
  const rows = shown.map((bound) => boundRow(bound, page));
  const remark = shown.length < judged.length ? `the tightest ${shown.length} of ${judged.length}` : '';
  return [...page.heading('Objective', remark), ...table(page, columns, rows), ...leftOut(objective, page)];
}

function boundRow({ requests, measure, limit, observed, within, ...judged }: Bound, page: Page): Cell[] {
  const isTime = measure !== 'failed';
  return [
    requests,
    measure,
    `<= ${chosen((isTime ? duration : share)(limit))}`,
    isTime ? page.percentile(observed) : page.metric(share, observed),
    within === null ? '' : page.metric(share, within),
    { text: resultText(judged), tone: TONES[judged.result] },
  ];
}

/** `not shown: ~24 replications`, which would decide it. */
function resultText({
  result,
  reason,
  replicationsNeeded,
}: Pick<Bound, 'result' | 'reason' | 'replicationsNeeded'>): string {
  if (result !== 'not shown') return result;
  return replicationsNeeded === null
    ? `not shown: ${reason}`
    : `not shown: ~${count(replicationsNeeded)} replications`;
}

/** Bounds of `all` on classes that are too rare to be decided. */
function leftOut(objective: Summary['objective'], page: Page): string[] {
  const names = objective
    .filter(({ result }) => result === 'left out')
    .map(({ requests, measure }) => `${requests} ${measure}`);
  if (names.length === 0) return [];
  const text = `left out, as these replications cannot decide them: ${names.join(', ')}`;
  return toned(page, 'quiet', wrapped(text, '  ', '    '));
}

const several = (number: number, noun: string): string =>
  `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
const toned = (page: Page, tone: Tone, lines: readonly string[]): string[] =>
  lines.map((line) => page.paint(tone, line));
