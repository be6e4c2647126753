import { jsonLines, ourProcess } from '../child-process.js';
import { atMost } from '../goal.js';
import type { Part, Row } from '../part.js';
import { pairedRatios, spread } from '../ratios.js';

/** Times as much that a flow may cost among 50,000 as among 100: log 50,000 / log 100 = 2.3, half as much again for the caches. */
const LOGARITHMIC = 3.5;

interface PieceTime {
  readonly name: string;
  readonly nanoseconds: number;
}

/** Single pieces by tinybench: a histogram's record, a sample of each distribution, a flow on a shared link. */
export const piecesPart: Part = {
  name: 'pieces',
  when: 'always',
  run: ({ runs, quick, say }): Row[] => {
    const times = Array.from({ length: runs }, (_, run) => {
      say(`pieces, process ${run + 1} of ${runs}`);
      return jsonLines<PieceTime>(ourProcess('pieces', quick ? 20 : 200));
    });
    const rows = times[0]!.map(({ name }, index) => ({
      what: name,
      unit: 'ns',
      ours: spread(times.map((run) => run[index]!.nanoseconds)).median,
      reference: null,
      ratio: null,
      goal: null,
    }));
    return [...rows.slice(0, -1), comparedFlows(times, rows)];
  },
};

/** The last piece, a flow among many, against the one before, among few. */
function comparedFlows(times: readonly PieceTime[][], rows: readonly Row[]): Row {
  const [few, many] = rows.slice(-2);
  const ratio = pairedRatios(times.map((run) => [run.at(-1)!.nanoseconds, run.at(-2)!.nanoseconds]));
  return {
    ...many!,
    against: few!.what,
    reference: few!.ours,
    ratio,
    goal: atMost(ratio.median, LOGARITHMIC),
  };
}
