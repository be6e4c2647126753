import type { Comparison, DifferenceSummary } from '../study/compare/comparison.js';
import { FAILED } from '../study/summary/metric.js';
import {
  count,
  duration,
  type Format,
  money,
  NO_VALUE,
  perSecond,
  plain,
  ratio,
  share,
} from '../study/words/format.js';
import { deploymentsSection, headSection } from './compare/head.js';
import { sensitivitySection } from './compare/sensitivity.js';
import type { Paint, Tone } from './paint.js';
import { Page } from './run/page.js';
import { type Cell, type Column, table, wrapped } from './table.js';

const FORMATS: Readonly<Record<string, Format>> = { seconds: duration, share, 'per second': perSecond };
const TONES: Readonly<Record<string, Tone>> = { better: 'good', worse: 'bad' };

/**
 * A comparison for people: the deployments, then for each what differs from the first, with intervals that hold
 * together, and in one paragraph where no difference was shown. No line is longer than 100 columns.
 */
export function compareReport(comparison: Comparison, options: { readonly paint: Paint }): string {
  const page = new Page(options.paint);
  const [base, ...others] = comparison.deployments;
  const lines = [
    ...headSection(comparison, page),
    ...deploymentsSection(comparison, page),
    ...others.flatMap(({ name }) =>
      differencesSection(
        base!.name,
        name,
        comparison.differences.filter(({ deployment }) => deployment === name),
        page,
      ),
    ),
    ...sensitivitySection(comparison, page),
    ...methodSection(comparison, page),
  ];
  return `${[...lines, ...page.footnotes()].join('\n')}\n`;
}

/** Fewer than that share of the requests were ever answered. */
const isFailed = ({ reason }: DifferenceSummary): boolean => reason === FAILED;

function differencesSection(
  base: string,
  name: string,
  differences: readonly DifferenceSummary[],
  page: Page,
): string[] {
  const having = (verdict: DifferenceSummary['verdict']) =>
    differences.filter((one) => one.verdict === verdict);
  const found = differences.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  const same = having('no difference shown');
  const without = having(null);
  return [
    ...page.heading(`${name} against ${base}`, counted(having('better').length, having('worse').length)),
    ...(found.length === 0
      ? ['  No difference is shown in any figure.']
      : table(page, columns(base, name), found.map(row))),
    ...paragraph(page, 'No difference shown', same),
    ...paragraph(page, 'Never answered on a side, so without a time to compare', without.filter(isFailed)),
    ...paragraph(
      page,
      'Too few requests to compare',
      without.filter((one) => !isFailed(one)),
    ),
  ];
}

const counted = (better: number, worse: number): string => `${better} figures better, ${worse} worse`;

const columns = (base: string, name: string): Column[] => [
  { title: 'requests' },
  { title: 'measure' },
  { title: shortened(base), align: 'right' },
  { title: shortened(name), align: 'right' },
  { title: 'difference', align: 'right' },
  { title: 'share', align: 'right', spare: 1 },
  { title: 'verdict' },
  { title: 'ratio', align: 'right', spare: 2 },
];

const NAME_WIDTH = 12;
const shortened = (name: string): string =>
  name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 1)}…` : name;

function row(one: DifferenceSummary): Cell[] {
  const format = FORMATS[one.unit] ?? money;
  const value = one.difference.value ?? 0;
  const sign = value > 0 ? '+' : '';
  return [
    one.requests,
    FORMATS[one.unit] === undefined ? `${one.measure}, ${one.unit}` : one.measure,
    format.metric(one.base),
    format.metric(one.value),
    `${sign}${format.metric(one.difference)}`,
    one.relative.value === null ? NO_VALUE : `${sign}${ratio.metric(one.relative)}`,
    { text: one.verdict ?? '', tone: TONES[one.verdict ?? ''] ?? 'quiet' },
    one.varianceRatio === null ? NO_VALUE : ratioText(one.varianceRatio),
  ];
}

/** A variance ratio, of which only the size matters: `2,834`, `955k`, `4.2M`. */
function ratioText(ratio: number): string {
  if (ratio < 1e5) return plain(ratio);
  return ratio < 1e6 ? `${Math.round(ratio / 1e3)}k` : `${(ratio / 1e6).toPrecision(2)}M`;
}

/** Several figures in one sentence: `policy mean, p95; state p50`. */
function paragraph(page: Page, title: string, figures: readonly DifferenceSummary[]): string[] {
  if (figures.length === 0) return [];
  const byRequests = new Map<string, string[]>();
  for (const { requests, measure } of figures) {
    byRequests.set(requests, [...(byRequests.get(requests) ?? []), measure]);
  }
  const text = [...byRequests].map(([requests, measures]) => `${requests} ${measures.join(', ')}`).join('; ');
  return wrapped(`${title}: ${text}.`, '  ', '    ').map((line) => page.paint('quiet', line));
}

function methodSection({ differences, replications }: Comparison, page: Page): string[] {
  const ratios = differences
    .flatMap(({ varianceRatio }) => (varianceRatio === null ? [] : [varianceRatio]))
    .sort((a, b) => a - b);
  const median = ratios[Math.floor((ratios.length - 1) / 2)];
  const needed = median === undefined ? 0 : Math.ceil(median * replications);
  const gain =
    median === undefined
      ? ''
      : ` Ratio: of the variance of a difference of independent runs to that of the paired ones. For the same intervals, independent streams would have needed ${count(needed)} replications of the median figure instead of ${replications} (ratio ${plain(median)}).`;
  return [
    '',
    ...wrapped(
      `Paired over ${replications} replications with common random numbers; the intervals hold together with 95 % confidence (Bonferroni), the verdicts with an error of at most 5 % over all (Holm).${gain}`,
    ).map((line) => page.paint('quiet', line)),
  ];
}
