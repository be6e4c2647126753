import { type CommandLine, jsonLines } from './child-process.js';
import type { Goal } from './goal.js';
import type { Row, Setting } from './part.js';
import { pairedRatios, type Replication, type Speed, speedOf, spread } from './ratios.js';

/** Two programs that do the same work, and how the comparison is shown. */
export interface Pairing {
  readonly what?: string;
  readonly against: string;
  readonly ours: CommandLine;
  readonly reference: CommandLine;
  /** From the median of the paired ratios. */
  readonly goal?: (ratio: number) => Goal;
}

/** Runs both programs in turn, a process each, and compares millions of events a second. */
export function runPairs({ what = '', against, ours, reference, goal }: Pairing, setting: Setting): Row {
  const pairs: (readonly [Speed, Speed])[] = [];
  for (let run = 1; run <= setting.runs; run++) {
    setting.say(`${what === '' ? '' : `${what} `}against ${against}, pair ${run} of ${setting.runs}`);
    pairs.push([speedOf(jsonLines<Replication>(ours)), speedOf(jsonLines<Replication>(reference))]);
  }
  const ratio = pairedRatios(pairs.map(([a, b]) => [a.cpu, b.cpu]));
  return {
    what,
    against,
    unit: 'M/s',
    ours: spread(pairs.map(([a]) => a.cpu)).median / 1e6,
    reference: spread(pairs.map(([, b]) => b.cpu)).median / 1e6,
    ratio,
    wallRatio: pairedRatios(pairs.map(([a, b]) => [a.wall, b.wall])),
    goal: goal?.(ratio.median) ?? null,
  };
}
