import { jsonLines } from '../child-process.js';
import { atMost, within } from '../goal.js';
import { type ModelReplication, type ModelTask, simulateModel } from '../model-task.js';
import { growthModel } from '../models/growth.js';
import type { Part, Row, Series, Setting } from '../part.js';
import { pairedRatios, type Replication, speedOf, spread } from '../ratios.js';
import { referenceProcess } from '../references.js';

const CLIENTS = [1e3, 1e4, 1e5, 1e6];
/**
 * Minutes times clients that give 2.8 million requests, for warming up and once more for measuring: V8 goes on compiling for
 * a million, and as much of the few seconds of a run with few clients would be taken for the cost of their requests.
 */
const CLIENT_MINUTES = 1.2e7;
const INSTANCES = [1, 2, 4, 8, 16];
const HOURS = [1, 4, 24];
/** One instance carries them, within its limit. */
const CONSTANT_CLIENTS = 8000;
/** Microseconds that a request may cost, whatever the number of clients. */
const MOST_MICROSECONDS = 2;
/** Growth of memory that counts as none. */
const FLAT_MEMORY = 0.1;

/** Runs one process for each task in turn, as often as there are pairs: an array of runs for each task. */
function inTurn(tasks: readonly ModelTask[], what: string, setting: Setting): ModelReplication[][] {
  const runs = tasks.map((): ModelReplication[] => []);
  for (let run = 1; run <= setting.runs; run++) {
    setting.say(`${what}, run ${run} of ${setting.runs}`);
    tasks.forEach((task, index) => {
      runs[index]!.push(...simulateModel(task));
    });
  }
  return runs;
}

const microseconds = ({ measuredCpuSeconds, events }: ModelReplication): number =>
  (measuredCpuSeconds / events) * 1e6;

/** Cost a request of each task, against that of the first. */
function costRows(
  series: Series,
  sizes: readonly number[],
  runs: readonly ModelReplication[][],
  most: number | null,
): Row[] {
  const costs = runs.map((run) => run.map(microseconds));
  return sizes.map((size, index) => {
    const ours = spread(costs[index]!).median;
    const ratio = pairedRatios(costs[index]!.map((cost, run) => [cost, costs[0]![run]!]));
    return {
      what: size.toLocaleString('en-US'),
      ...(index === 0 ? {} : { against: `${sizes[0]!.toLocaleString('en-US')}` }),
      unit: 'µs',
      ours,
      reference: index === 0 ? null : spread(costs[0]!).median,
      ratio: index === 0 ? null : ratio,
      goal: most === null ? null : atMost(ours, most, 'µs'),
      point: { series, x: size, y: ours },
    };
  });
}

/** Cost of a request against the number of clients, every instance under the same load. */
export const clientsPart: Part = {
  name: 'clients',
  when: 'always',
  run: (setting) => {
    const sizes = setting.quick ? CLIENTS.slice(0, 2) : CLIENTS;
    const shorter = setting.quick ? 20 : 1;
    const tasks = sizes.map((clients) => {
      const seconds = (CLIENT_MINUTES * 60) / clients / shorter;
      return {
        model: growthModel(clients),
        replications: 1,
        warmupSeconds: seconds,
        durationSeconds: seconds,
      };
    });
    const runs = inTurn(tasks, 'cost against clients', setting);
    return [...costRows('clients', sizes, runs, MOST_MICROSECONDS), ...referenceGrowth(setting)];
  },
};

const REFERENCE_SCALES = [1, 1000] as const;

/** Cost of an event of W2 in C++ with a thousand times the stations and pending events: growth that no program escapes. */
function referenceGrowth({ references, quick, runs, say }: Setting): Row[] {
  if (references === null || quick) return [];
  return (['heap', 'calendar'] as const).map((queue): Row => {
    const pairs = Array.from({ length: runs }, (_, run): [number, number] => {
      say(`growth of W2 with the C++ ${queue}, run ${run + 1} of ${runs}`);
      const [small, large] = REFERENCE_SCALES.map((scale) => {
        const process = referenceProcess(references, 'w2', queue, 1_000_000, 3, scale);
        return 1e6 / speedOf(jsonLines<Replication>(process)).cpu;
      });
      return [large!, small!];
    });
    const [small, large] = REFERENCE_SCALES;
    return {
      what: `C++ ${queue}, W2: k=${large}`,
      against: `k=${small}`,
      unit: 'µs',
      ours: spread(pairs.map(([cost]) => cost)).median,
      reference: spread(pairs.map(([, cost]) => cost)).median,
      ratio: pairedRatios(pairs),
      goal: null,
    };
  });
}

/** Cost of a request against the number of instances, clients being the same. */
export const instancesPart: Part = {
  name: 'instances',
  when: 'always',
  run: (setting) => {
    const tasks = INSTANCES.map((instances) => ({
      model: growthModel(CONSTANT_CLIENTS, instances),
      replications: 1,
      warmupSeconds: setting.quick ? 600 : 3600,
      durationSeconds: setting.quick ? 600 : 4 * 3600,
    }));
    return costRows('instances', INSTANCES, inTurn(tasks, 'cost against instances', setting), null);
  },
};

/** Time and peak memory against the simulated duration. */
export const durationPart: Part = {
  name: 'duration',
  when: 'always',
  run: (setting) => {
    const hours = setting.quick ? HOURS.slice(0, 2) : HOURS;
    const tasks = hours.map((length) => ({
      model: growthModel(CONSTANT_CLIENTS),
      replications: 1,
      warmupSeconds: 3600,
      durationSeconds: length * 3600,
    }));
    const runs = inTurn(tasks, 'time and memory against duration', setting);
    return hours.flatMap((length, index) => durationRows(length, index, runs));
  },
};

function durationRows(hours: number, index: number, runs: readonly ModelReplication[][]): Row[] {
  const seconds = spread(runs[index]!.map(({ measuredCpuSeconds }) => measuredCpuSeconds)).median;
  const first = spread(runs[0]!.map(({ measuredCpuSeconds }) => measuredCpuSeconds)).median;
  const mebibytes = runs.map((run) => run.map(({ peakBytes }) => peakBytes / 2 ** 20));
  const memory = pairedRatios(mebibytes[index]!.map((size, run) => [size, mebibytes[0]![run]!]));
  const isFirst = index === 0;
  const against = isFirst ? {} : { against: `${HOURS[0]} h` };
  return [
    {
      what: `CPU time, ${hours} h`,
      ...against,
      unit: 's',
      ours: seconds,
      reference: isFirst ? null : first,
      ratio: isFirst
        ? null
        : pairedRatios(
            runs[index]!.map((one, run) => [one.measuredCpuSeconds, runs[0]![run]!.measuredCpuSeconds]),
          ),
      goal: null,
      point: { series: 'hours', x: hours, y: seconds },
    },
    {
      what: `peak memory, ${hours} h`,
      ...against,
      unit: 'MiB',
      ours: spread(mebibytes[index]!).median,
      reference: isFirst ? null : spread(mebibytes[0]!).median,
      ratio: isFirst ? null : memory,
      goal: isFirst ? null : within(memory.median, FLAT_MEMORY),
    },
  ];
}
