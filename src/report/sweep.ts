import type { Metric } from '../study/summary/schema/figures.js';
import type { PointResult } from '../study/sweep/point-result.js';
import type { Sweep } from '../study/sweep/sweep.js';
import { count, NO_VALUE } from '../study/words/format.js';
import { levelName } from '../study/words/level-name.js';
import { resourceKind } from '../study/words/resource-kinds.js';
import { measuredText } from './measured.js';
import type { Paint, Tone } from './paint.js';
import { availabilityLines, notesSection } from './run/notes.js';
import { Page } from './run/page.js';
import { type Cell, type Column, table, wrapped } from './table.js';
import { gridWindowLines } from './windows.js';

const WIDEST_MAP = 12;

/**
 * A sweep for people: over two factors a map, a cell a point; over others a list of points. Each says whether the
 * deployment holds, how much more load fits and what limits it. No line is longer than 100 columns.
 */
export function sweepReport(sweep: Sweep, options: { readonly paint: Paint }): string {
  const { points: results, ...told } = sweep;
  const page = new Page(options.paint);
  const factors = Object.keys(results[0]?.factors ?? {});
  const [rows, columns] = factors;
  const width = columns === undefined ? 0 : levels(results, columns).length;
  const isMap = factors.length === 2 && width <= WIDEST_MAP && results.length > width;
  const lines = [
    ...head(results, told, page),
    ...(isMap ? map(results, rows!, columns!, page) : list(results, factors, page)),
    ...legend(results, isMap).map((line) => page.paint('quiet', line)),
    ...availabilityLines(told, page),
  ];
  return `${[...lines, ...page.footnotes()].join('\n')}\n`;
}

function head(results: readonly PointResult[], told: Omit<Sweep, 'points'>, page: Page): string[] {
  const possible = results.filter((one) => one.state !== 'impossible');
  const [measured] = possible;
  const windows = possible.map(({ summary }) => summary);
  const time = measured === undefined ? '' : `${measuredText({ ...measured.summary, ...told })} · `;
  const times =
    told.replications === 1 ? '1 replication' : `${count(told.replications)} replications of each`;
  const run = `${results.length} points · ${time}${times} · seed ${told.seed}`;
  const missing = told.planned - results.length;
  return [
    ...wrapped(`${told.name}: ${told.question}`).map((line) => page.paint('strong', line)),
    ...wrapped(run).map((line) => page.paint('quiet', line)),
    ...(measured === undefined ? [] : gridWindowLines(windows, measured.summary.durationSeconds, page)),
    ...(missing > 0
      ? [page.paint('warning', `interrupted: ${missing} of ${told.planned} points not finished`)]
      : []),
    ...notesSection(told, page),
  ];
}

/** Levels of a factor in the order in which they appear. */
const levels = (results: readonly PointResult[], path: string): unknown[] => [
  ...new Map(results.map(({ factors }) => [written(factors[path]), factors[path]])).values(),
];

function map(results: readonly PointResult[], down: string, across: string, page: Page): string[] {
  const found = new Map(results.map((one) => [key(one.factors[down], one.factors[across]), one]));
  const columns: Column[] = [
    { title: '', align: 'right' },
    ...levels(results, across).map((level): Column => ({ title: written(level), align: 'right' })),
  ];
  const body = levels(results, down).map((level): Cell[] => [
    written(level),
    ...levels(results, across).map((other) => cell(found.get(key(level, other)))),
  ]);
  return [...page.heading('Map', `${down} down, ${across} across`), ...table(page, columns, body)];
}

const key = (down: unknown, across: unknown): string => JSON.stringify([down, across]);

/** `310 C`: 310 % more load fits until the CPU of an instance is full; `full P`; `!` beyond what is supported. */
function cell(result: PointResult | undefined): Cell {
  if (result === undefined) return '';
  if (result.state === 'impossible') return { text: 'x', tone: 'quiet' };
  const { verdict, bottleneckKind } = result.summary;
  const letter = bottleneckKind === null ? '' : ` ${resourceKind(bottleneckKind).letter}`;
  const over = isOver(result) ? '!' : '';
  if (result.state === 'disconnected') return { text: 'cut', tone: 'bad' };
  if (result.state === 'failing') return { text: `fails${letter}`, tone: 'bad' };
  if (result.state === 'idle') return { text: 'idle', tone: 'quiet' };
  if (result.state === 'saturated') return { text: `full${letter}${over}`, tone: 'bad' };
  const tone: Tone = over === '' ? 'good' : 'warning';
  return { text: `${percentText(verdict.headroom.full)}${letter}${over}`, tone };
}

/** Headroom in %, with the half-width of its interval from several replications: `309±1`. */
function percentText({ value, low, high }: Metric): string {
  if (value === null) return NO_VALUE;
  const percent = count(Math.round(value * 100));
  if (low === null || high === null) return percent;
  const half = Math.max(high - value, value - low);
  return `${percent}±${count(Math.max(0, Math.ceil(half * 100 - 1e-9)))}`;
}

const isOver = (result: PointResult): boolean =>
  result.state !== 'impossible' && result.summary.verdict.headroom.supported.value === 0;

function list(results: readonly PointResult[], factors: readonly string[], page: Page): string[] {
  const columns: Column[] = [
    ...factors.map((path): Column => ({ title: path, align: 'right' })),
    { title: 'headroom', align: 'right' },
    { title: 'limit, or reason' },
  ];
  const rows = results.map((one): Cell[] => [
    ...factors.map((path) => written(one.factors[path])),
    cell(one),
    one.state === 'impossible' ? one.reason : (one.summary.verdict.bottleneck ?? 'none'),
  ]);
  return [...page.heading('Points'), ...table(page, columns, rows)];
}

function legend(results: readonly PointResult[], isMap: boolean): string[] {
  const kinds = [
    ...new Set(
      results.flatMap((one) => (one.state === 'impossible' ? [] : (one.summary.bottleneckKind ?? []))),
    ),
  ];
  const letters = kinds.map((kind) => `${resourceKind(kind).letter} ${kind}`).join(', ');
  const text = `A number is the share, in %, by which the load can grow until the limit is full${results.some(hasInterval) ? ' (± its 95 % interval)' : ''}; full: it cannot carry this load; fails: more than 1 % of the requests of a class do; cut: an instance has no channel; idle: nothing was asked; x: impossible; !: at or beyond a documented limit of clients, served but not supported. What limits: ${letters || 'nothing'}.`;
  const reasons = isMap
    ? results.flatMap((one) => (one.state === 'impossible' ? [one.reason] : [])).slice(0, 1)
    : [];
  return ['', ...wrapped(text), ...reasons.flatMap((reason) => wrapped(`x: ${reason}`))];
}

const hasInterval = (one: PointResult): boolean => one.state !== 'impossible' && one.summary.replications > 1;

function written(factor: unknown): string {
  const level = levelName(factor);
  if (typeof level === 'number') return level.toLocaleString('en-US');
  return typeof level === 'string' ? level : JSON.stringify(level);
}
