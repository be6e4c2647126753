import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/gateway/simulation/observation.js';
import { meanInterval } from '../../../src/measure/interval.js';
import { relativeHalfWidth } from '../../../src/measure/precision.js';
import { loadModel } from '../../../src/model/load.js';
import type { Model } from '../../../src/model/schema.js';
import { precisionReached, roundsToPrecision } from '../../../src/study/run/precision.js';
import { simulateReplications } from '../../../src/study/simulate/replications.js';
import { runInRounds } from '../../../src/study/simulate/rounds.js';
import { observation } from '../../report/fixture.js';

const TINY = `name: tiny
simulation: {duration: 30min, warmup: 0}
gateway: {instances: 1}
clients: [{count: 60, startup: []}]
`;

function tiny(): Model {
  const loaded = loadModel(TINY, 'tiny.yaml');
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
}

const rounds: number[] = [];
const toPrecision = (relative: number, maxReplications: number, finished: Observation[] = []) => {
  rounds.length = 0;
  return runInRounds(tiny(), {
    seed: 1,
    finished,
    rounds: roundsToPrecision({ relative, maxReplications }),
    onRound: (replications) => rounds.push(replications),
  });
};

describe('replicating to a precision', () => {
  it('stops at the first round that is precise enough, with what as many replications give anyway', async () => {
    const { observations, planned } = await toPrecision(0.2, 60);
    expect(planned).toBe(observations.length);
    expect(rounds.at(-1)).toBe(planned);
    expect(rounds[0]).toBe(20);
    const reached = precisionReached(observations, { relative: 0.2, maxReplications: 60 });
    expect(reached.met).toBe(true);
    expect(observations).toEqual(await simulateReplications(tiny(), { seed: 1, replications: planned }));
  });

  it('gives up at the most replications and says what was reached, and by which figure', async () => {
    const aim = { relative: 0.001, maxReplications: 12 };
    const { observations } = await toPrecision(aim.relative, aim.maxReplications);
    expect(observations).toHaveLength(12);
    const { met, reached, widest } = precisionReached(observations, aim);
    expect(met).toBe(false);
    const [name, measure] = widest!.split(' ') as [string, 'mean' | 'p95'];
    const metric = meanInterval(observations.map((one) => one.requests[name]!.latency[measure]!));
    expect(reached).toBeCloseTo(relativeHalfWidth(metric)!, 12);
  });

  it('leaves figures aside that a replication lacks, and names them', () => {
    const [first, second] = [observation(), observation({ replication: 1 })];
    const { token: _, ...requests } = second.requests;
    const { notJudged, widest } = precisionReached([first, { ...second, requests }], {
      relative: 0.05,
      maxReplications: 9,
    });
    expect(notJudged).toEqual(['token mean', 'token p95']);
    expect(widest).not.toContain('token');
  });

  it('ends when there is nothing to judge', async () => {
    const empty = Array.from({ length: 20 }, (_, replication) => ({
      ...observation({ replication }),
      requests: {},
    }));
    const { observations } = await toPrecision(0.05, 40, empty);
    expect(observations).toHaveLength(20);
    expect(precisionReached(empty, { relative: 0.05, maxReplications: 40 })).toMatchObject({
      reached: null,
      met: false,
    });
  });
});
