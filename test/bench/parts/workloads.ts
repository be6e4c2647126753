import { jsonLines, ourProcess } from '../child-process.js';
import { atLeast } from '../goal.js';
import { type Pairing, runPairs } from '../pairs.js';
import type { Part, Row, Setting } from '../part.js';
import { pairedRatios, type Replication, spread } from '../ratios.js';
import { referenceProcess } from '../references.js';

const REPLICATIONS = 8;
/** Of a hundred times the stations or more, where each takes seconds. */
const LARGE_REPLICATIONS = 3;

interface Size {
  readonly jobs: number;
  readonly scale: number;
}

const jobsOf = (jobs: number, { quick }: Setting) => (quick ? jobs / 20 : jobs);

const replicationsOf = ({ scale }: Size) => (scale < 100 ? REPLICATIONS : LARGE_REPLICATIONS);

const ours = (name: 'w1' | 'w2', size: Size) =>
  ourProcess('workload', name, 'default', size.jobs, replicationsOf(size), size.scale);

function againstReference(
  name: 'w1' | 'w2',
  queue: 'heap' | 'calendar',
  size: Size,
  goal: number | null,
  setting: Setting,
): Row[] {
  if (setting.references === null) return [];
  const { jobs, scale } = size;
  const pairing: Pairing = {
    what: name === 'w1' ? 'M/M/1' : `k=${scale}`,
    against: `C++ ${queue}`,
    ours: ours(name, size),
    reference: referenceProcess(setting.references, name, queue, jobs, replicationsOf(size), scale),
    ...(goal === null ? {} : { goal: (ratio: number) => atLeast(ratio, goal) }),
  };
  return [runPairs(pairing, setting)];
}

/** Least speed of the eighth replication in terms of the first: not slower, within the noise of a machine. */
const NO_SLOWER = 0.92;

/** Whether a process that has simulated before is as fast as a fresh one. */
function eighthReplication(name: 'w1' | 'w2', size: Size, setting: Setting): Row {
  const pairs = Array.from({ length: setting.runs }, (_, run): [number, number] => {
    setting.say(`eighth replication, process ${run + 1} of ${setting.runs}`);
    const replications = jsonLines<Replication>(ours(name, size));
    const speed = ({ events, cpuSeconds }: Replication) => events / cpuSeconds / 1e6;
    return [speed(replications[REPLICATIONS - 1]!), speed(replications[0]!)];
  });
  const ratio = pairedRatios(pairs);
  return {
    what: 'eighth replication',
    against: 'first',
    unit: 'M/s',
    ours: spread(pairs.map(([eighth]) => eighth)).median,
    reference: spread(pairs.map(([, first]) => first)).median,
    ratio,
    goal: atLeast(ratio.median, NO_SLOWER),
  };
}

/** W1, an M/M/1 queue: random numbers, histogram and dispatch, with about two events pending. */
export const w1Part: Part = {
  name: 'w1',
  when: 'always',
  run: (setting) => {
    const size = { jobs: jobsOf(1_000_000, setting), scale: 1 };
    return [...againstReference('w1', 'heap', size, 0.5, setting), eighthReplication('w1', size, setting)];
  },
};

/** W2, a small gateway of stations: the event queue, with about 110 events pending for each unit of scale. */
export const w2Part: Part = {
  name: 'w2',
  when: 'always',
  run: (setting) => {
    const size = { jobs: jobsOf(500_000, setting), scale: 1 };
    const large = (scale: number) => ({ jobs: jobsOf(1_000_000, setting), scale });
    return [
      ...againstReference('w2', 'heap', size, 0.85, setting),
      ...againstReference('w2', 'calendar', size, 0.55, setting),
      ...againstReference('w2', 'heap', large(10), null, setting),
      ...againstReference('w2', 'heap', large(100), 1, setting),
      ...(setting.quick ? [] : againstReference('w2', 'heap', large(1000), 0.85, setting)),
      eighthReplication('w2', size, setting),
    ];
  },
};
