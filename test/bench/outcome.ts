import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Machine } from './machine.js';
import type { Row } from './part.js';

/** What a part yielded, and under which conditions. */
export interface PartOutcome {
  readonly name: string;
  readonly machine: Machine;
  /** Pairs of processes. */
  readonly runs: number;
  readonly rows: readonly Row[];
}

/** Puts new outcomes in the place of older ones of the same parts, in the order of `names`. */
export const merged = (
  names: readonly string[],
  older: readonly PartOutcome[],
  newer: readonly PartOutcome[],
): PartOutcome[] =>
  names.flatMap((name) =>
    [newer, older].flatMap((list) => list.filter((part) => part.name === name)).slice(0, 1),
  );

/** What was measured before and is kept in a folder; nothing when there is none. */
export function readOutcomes(folder: string): PartOutcome[] {
  const file = join(folder, 'bench.json');
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { parts: PartOutcome[] }).parts;
}

/** Writes bench.json and, one row a figure, bench.csv. */
export function writeOutcomes(folder: string, parts: readonly PartOutcome[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify({ parts }, null, 2)}\n`);
  writeFileSync(join(folder, 'bench.csv'), stringify(parts.flatMap(tidyRows), { header: true }));
}

const tidyRows = ({ name, machine, runs, rows }: PartOutcome) =>
  rows.map(({ what, against, unit, ours, reference, ratio, wallRatio, goal }) => ({
    part: name,
    what,
    against,
    unit,
    ours,
    reference,
    ratio_median: ratio?.median,
    ratio_min: ratio?.min,
    ratio_max: ratio?.max,
    wall_ratio_median: wallRatio?.median,
    goal: goal?.text,
    met: goal === null ? undefined : String(goal.met),
    runs,
    ...machine,
  }));
