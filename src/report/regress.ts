import { duration, type Format, NO_VALUE, perSecond, plain, share, times, usd } from '../study/format.js';
import type { RegressionFigure, RegressionVerdict } from '../study/regress.js';
import { painter, type Tone } from './paint.js';
import { Page } from './run/page.js';
import { type Cell, type Column, table } from './table.js';

/** What a regression run is told of besides its figures. */
export interface SpeedComparison {
  readonly baseline: number;
  readonly current: number;
  readonly slower: boolean;
}

type Difference = NonNullable<RegressionFigure['difference']>;

const TONES: Partial<Record<RegressionVerdict, Tone>> = { better: 'good', worse: 'bad', gone: 'bad' };
const COLUMNS: readonly Column[] = [
  { title: 'model' },
  { title: 'figure' },
  { title: 'baseline', align: 'right' },
  { title: 'difference', align: 'right' },
  { title: 'verdict' },
];
/** What is worth a line of its own. */
const TOLD: readonly RegressionVerdict[] = ['worse', 'gone', 'better', 'undecided', 'new'];

/**
 * A regression run for people: how many figures hold, then every one that does not, with the interval of 95 % of the
 * baseline (of what is new) and of 90 % of the difference, from which the equivalence is read. At most 100 columns.
 */
export function regressReport(
  figures: readonly RegressionFigure[],
  speed: SpeedComparison,
  options: { readonly colour: boolean },
): string {
  const page = new Page(painter(options.colour));
  const having = (verdict: RegressionVerdict) => figures.filter((one) => one.verdict === verdict);
  const counts = (['identical', 'equal', ...TOLD] as const)
    .map((verdict) => [verdict, having(verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  const told = TOLD.flatMap(having);
  const speedText = `${plain(speed.current)} calibration loops, baseline ${plain(speed.baseline)}`;
  const lines = [
    `${figures.length} figures of ${new Set(figures.map((one) => one.case)).size} models: ${counts.join(', ')}`,
    `speed: ${speedText}${speed.slower ? ' - slower than its margin' : ''}`,
    ...(told.length === 0 ? [] : ['', ...table(page, COLUMNS, told.map(row))]),
  ];
  return `${[...lines, ...page.footnotes()].join('\n')}\n`;
}

function row(one: RegressionFigure): Cell[] {
  const format = formatOf(one.figure);
  const { difference } = one;
  const known = one.verdict === 'new' ? one.current : one.baseline;
  return [
    one.case,
    one.figure,
    format.metric(known),
    difference === null ? NO_VALUE : differenceText(difference, one.baseline.value ?? 0, format),
    { text: one.verdict, tone: TONES[one.verdict] ?? 'quiet' },
  ];
}

/** `+5.00 ±1.20 %` of the baseline, in the unit of the figure where that is zero. */
function differenceText(difference: Difference, baseline: number, format: Format): string {
  const sign = difference.value > 0 ? '+' : '';
  const shown = baseline === 0 ? difference : times(difference, 1 / Math.abs(baseline));
  return `${sign}${(baseline === 0 ? format : share).metric(shown)}`;
}

function formatOf(figure: string): Format {
  if (figure.endsWith(' failed')) return share;
  if (figure.endsWith(' throughput')) return perSecond;
  return figure.endsWith(' cost') ? usd : duration;
}
