import { atMost } from '../goal.js';
import { simulateModel } from '../model-task.js';
import type { Part, Row } from '../part.js';

/** A day of a million clients with an update in it, once: minutes of CPU and peak memory of a whole process. */
export const millionPart: Part = {
  name: 'million',
  when: 'all',
  isLong: true,
  run: ({ quick, say }): Row[] => {
    say('a million clients, which takes long');
    const [result] = simulateModel({
      file: 'test/bench/models/million.yaml',
      replications: 1,
      ...(quick ? { warmupSeconds: 1, durationSeconds: 60 } : {}),
    });
    const { cpuSeconds, seconds, events, downloads, failed, busiest, peakBytes } = result!;
    say(`${events} requests (${failed} attempts failed), ${downloads} downloads, busiest ${busiest}`);
    const minutes = cpuSeconds / 60;
    const mebibytes = peakBytes / 2 ** 20;
    const alone = { reference: null, ratio: null };
    return [
      { what: 'CPU for a day', unit: 'min', ours: minutes, ...alone, goal: atMost(minutes, 15, 'min') },
      { what: 'wall clock for a day', unit: 'min', ours: seconds / 60, ...alone, goal: null },
      { what: 'requests', unit: 'M', ours: events / 1e6, ...alone, goal: null },
      { what: 'peak memory', unit: 'MiB', ours: mebibytes, ...alone, goal: atMost(mebibytes, 1024, 'MiB') },
    ];
  },
};
