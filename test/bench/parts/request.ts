import { atMost } from '../goal.js';
import { simulateModel } from '../model-task.js';
import type { Part, Row, Setting } from '../part.js';
import { pairedRatios, speedOf, spread } from '../ratios.js';

/** Simulated seconds that are enough for a smoke test: scale-set begins before its clients do. */
const QUICK_SECONDS = { 'scale-set': 5400, 'sixteen-instances': 60 };

/** Microseconds of CPU, second and later replications, for each model in turn. */
function microsecondsARequest(name: keyof typeof QUICK_SECONDS, { quick }: Setting): number {
  const replications = simulateModel({
    file: `models/${name}.yaml`,
    replications: quick ? 2 : 4,
    warmupSeconds: 1,
    ...(quick ? { durationSeconds: QUICK_SECONDS[name] } : {}),
  });
  return 1e6 / speedOf(replications).cpu;
}

/** What a relayed request costs through the full model, setting up included. */
export const requestPart: Part = {
  name: 'request',
  when: 'always',
  run: (setting): Row[] => {
    const pairs: [number, number][] = [];
    for (let run = 1; run <= setting.runs; run++) {
      setting.say(`CPU a request, pair ${run} of ${setting.runs}`);
      pairs.push([
        microsecondsARequest('sixteen-instances', setting),
        microsecondsARequest('scale-set', setting),
      ]);
    }
    const large = spread(pairs.map(([cost]) => cost)).median;
    const small = spread(pairs.map(([, cost]) => cost)).median;
    const ratio = pairedRatios(pairs);
    return [
      {
        what: 'scale-set',
        unit: 'µs',
        ours: small,
        reference: null,
        ratio: null,
        goal: atMost(small, 2, 'µs'),
      },
      {
        what: 'sixteen-instances',
        against: 'scale-set',
        unit: 'µs',
        ours: large,
        reference: small,
        ratio,
        goal: atMost(ratio.median, 1.5),
      },
    ];
  },
};
