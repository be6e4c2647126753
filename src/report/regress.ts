import { duration, type Format, NO_VALUE, perSecond, plain, share, usd } from '../study/format.js';
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

const TONES: Partial<Record<RegressionVerdict, Tone>> = { better: 'good', worse: 'bad', gone: 'bad' };
const COLUMNS: readonly Column[] = [
  { title: 'model' },
  { title: 'figure' },
  { title: 'baseline', align: 'right' },
  { title: 'now', align: 'right' },
  { title: 'difference', align: 'right' },
  { title: 'verdict' },
];
/** What is worth a line of its own. */
const TOLD: readonly RegressionVerdict[] = ['worse', 'gone', 'better', 'undecided', 'new'];

/** A regression run for people: how many figures hold, then every one that does not. At most 100 columns. */
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
  const text = (value: number | null): string => (value === null ? NO_VALUE : format(value));
  const { difference } = one;
  const percent =
    difference === null || one.baseline === null || one.baseline === 0
      ? text(difference?.value ?? null)
      : `${(100 * difference.value) / one.baseline > 0 ? '+' : ''}${((100 * difference.value) / one.baseline).toFixed(1)} %`;
  return [
    one.case,
    one.figure,
    text(one.baseline),
    text(one.current),
    percent,
    { text: one.verdict, tone: TONES[one.verdict] ?? 'quiet' },
  ];
}

function formatOf(figure: string): Format {
  if (figure.endsWith(' failed')) return share;
  if (figure.endsWith(' throughput')) return perSecond;
  return figure.endsWith(' cost') ? usd : duration;
}
