import {
  hasRegressed,
  type RegressionFigure,
  type RegressionVerdict,
  undecidedCases,
} from '../study/regress/judgement.js';
import {
  chosen,
  duration,
  type Format,
  money,
  NO_VALUE,
  perSecond,
  plain,
  ratio,
  share,
  times,
} from '../study/words/format.js';
import { groupBy } from './group.js';
import type { Paint, Tone } from './paint.js';
import { notesSection } from './run/notes.js';
import { Page } from './run/page.js';
import { type Cell, type Column, table, wrapped } from './table.js';

/** What a regression run is told of besides its figures. */
export interface SpeedComparison {
  readonly baseline: number;
  readonly current: number;
  readonly slower: boolean;
}

type Difference = NonNullable<RegressionFigure['difference']>;

const TONES: Partial<Record<RegressionVerdict, Tone>> = { better: 'good', worse: 'bad', gone: 'bad' };
const COLUMNS: readonly Column[] = [
  { title: 'figure' },
  { title: 'baseline', align: 'right' },
  { title: 'now', align: 'right' },
  { title: 'difference', align: 'right' },
  { title: 'verdict' },
];
/** What is worth a line of its own. */
const TOLD: readonly RegressionVerdict[] = ['worse', 'gone', 'better', 'undecided', 'new'];

/**
 * A regression run for people: the verdict, how many figures hold, then case by case every one that does not, both
 * sides with their 95 % intervals and the difference with the one from which equality is read. At most 100 columns.
 */
export function regressReport(
  figures: readonly RegressionFigure[],
  speed: SpeedComparison,
  options: { readonly paint: Paint; readonly confidence: number; readonly notes: readonly string[] },
): string {
  const page = new Page(options.paint);
  const having = (verdict: RegressionVerdict) => figures.filter((one) => one.verdict === verdict);
  const counts = (['identical', 'equal', ...TOLD] as const)
    .map((verdict) => [verdict, having(verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  const told = groupBy(TOLD.flatMap(having), (one) => one.case);
  const speedText = `${plain(speed.current)} calibration loops, baseline ${plain(speed.baseline)}`;
  const remark = `± of baseline and now: 95 %; of the difference: ${chosen(share(options.confidence))}, from which equality is read.`;
  const lines = [
    ...wrapped(verdictText(figures)).map((line) => page.paint(toneOf(figures), line)),
    `${figures.length} figures of ${new Set(figures.map((one) => one.case)).size} models: ${counts.join(', ')}`,
    `speed: ${speedText}${speed.slower ? ' - slower than its margin' : ''}`,
    ...notesSection(options, page),
    ...[...told].flatMap(([name, some]) => [...page.heading(name), ...table(page, COLUMNS, some.map(row))]),
    ...(told.size === 0 ? [] : ['', ...wrapped(remark).map((line) => page.paint('quiet', line))]),
  ];
  return `${[...lines, ...page.footnotes()].join('\n')}\n`;
}

/** The answer in one sentence, what could not be told included. */
function verdictText(figures: readonly RegressionFigure[]): string {
  const number = (...verdicts: RegressionVerdict[]) =>
    figures.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const [worse, gone, undecided] = [number('worse'), number('gone'), number('undecided')];
  const doubt = `${undecided} of ${figures.length} figures differ and could not be told from equal or worse`;
  if (worse + gone > 0) {
    const parts = [...(worse > 0 ? [`${worse} worse`] : []), ...(gone > 0 ? [`${gone} gone`] : [])];
    return `WORSE: of ${figures.length} figures ${parts.join(', ')}${undecided > 0 ? `; ${doubt}` : ''}.`;
  }
  if (undecided > 0) return `UNDECIDED: nothing is shown to be worse, but ${doubt}.`;
  if (number('better', 'new') > 0) return 'NOT WORSE: every figure is equal, better or new.';
  return `EQUAL: all ${figures.length} figures, within their intervals.`;
}

function toneOf(figures: readonly RegressionFigure[]): Tone {
  if (hasRegressed(figures)) return 'bad';
  return undecidedCases(figures).size > 0 ? 'warning' : 'good';
}

function row(one: RegressionFigure): Cell[] {
  const format = formatOf(one.figure);
  const { difference } = one;
  return [
    one.figure,
    format.metric(one.baseline),
    format.metric(one.current),
    difference === null ? NO_VALUE : differenceText(difference, one.baseline.value ?? 0, format),
    { text: one.verdict, tone: TONES[one.verdict] ?? 'quiet' },
  ];
}

/** `+5.00 ±1.20 %` of the baseline, in the unit of the figure where that is zero. */
function differenceText(difference: Difference, baseline: number, format: Format): string {
  const sign = difference.value > 0 ? '+' : '';
  const shown = baseline === 0 ? difference : times(difference, 1 / Math.abs(baseline));
  return `${sign}${(baseline === 0 ? format : ratio).metric(shown)}`;
}

function formatOf(figure: string): Format {
  if (figure.endsWith(' failed')) return share;
  if (figure.endsWith(' throughput')) return perSecond;
  return figure.endsWith(' cost') ? money : duration;
}
