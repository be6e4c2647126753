import { painter } from '../../src/cli/painter.js';
import { type Cell, type Column, table } from '../../src/report/table.js';
import type { PartOutcome } from './outcome.js';
import type { Row } from './part.js';

const COLUMNS: readonly Column[] = [
  { title: 'part' },
  { title: 'what / against' },
  { title: 'ours', align: 'right' },
  { title: 'reference', align: 'right' },
  { title: 'ratio [min..max]', align: 'right' },
  { title: 'goal', align: 'right' },
  { title: 'met' },
];

/** Three significant digits, without an exponent. */
export function figure(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

function texts(part: string, { what, against, unit, ours, reference, ratio, goal }: Row): string[] {
  const range = ratio === null ? '' : `${figure(ratio.median)} [${figure(ratio.min)}..${figure(ratio.max)}]`;
  const met = goal === null ? '' : goal.met ? 'yes' : 'no';
  const compared = against === undefined ? what : `${what} / ${against}`;
  const own = ours === null ? '' : `${figure(ours)} ${unit}`;
  return [part, compared, own, reference === null ? '' : figure(reference), range, goal?.text ?? '', met];
}

const rowsOf = (parts: readonly PartOutcome[]): string[][] =>
  parts.flatMap(({ name, rows }) => rows.map((row) => texts(name, row)));

/** A load average from which others must have used the machine: the suite runs one process at a time. */
const BUSY = 2;

function condition({ machine, runs }: PartOutcome): string {
  const { date, node, cpu, cores, loadAverage } = machine;
  const pairs = runs === 1 ? 'a single paired run' : `medians of ${runs} paired runs`;
  const busy = loadAverage >= BUSY ? ' · a busy machine, figures are rough' : '';
  return `${date} · Node ${node.slice(1)} · ${cpu}, ${cores} cores · ${pairs}${busy}`;
}

/** Where and when it was measured: one line for all parts that share it. */
function conditions(parts: readonly PartOutcome[]): string[] {
  const groups = new Map<string, string[]>();
  for (const part of parts) {
    const key = condition(part);
    groups.set(key, [...(groups.get(key) ?? []), part.name]);
  }
  return [...groups].map(([key, names]) => (groups.size === 1 ? key : `${key}: ${names.join(', ')}`));
}

/** Lines for a terminal. */
export function terminalTable(parts: readonly PartOutcome[], colour: boolean): string[] {
  const tone = { yes: 'good', no: 'bad', '': 'quiet' } as const;
  const rows = rowsOf(parts).map((row): Cell[] => {
    const met = row.at(-1)! as keyof typeof tone;
    return [...row.slice(0, -1), { text: met, tone: tone[met] }];
  });
  return [...conditions(parts), ...table({ paint: painter(colour), mark: () => '' }, COLUMNS, rows)];
}

/** The same for a document. */
export function markdownTable(parts: readonly PartOutcome[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    ...conditions(parts).map((text) => `${text}.`),
    '',
    line(COLUMNS.map(({ title }) => title)),
    `|${COLUMNS.map(({ align }) => (align === 'right' ? '---:|' : '---|')).join('')}`,
    ...rowsOf(parts).map(line),
  ];
}
