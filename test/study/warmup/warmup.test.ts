import { describe, expect, it } from 'vitest';
import { loadModel } from '../../../src/model/load.js';
import { endOfTransient, findWarmup } from '../../../src/study/warmup/warmup.js';
import { testRandom } from '../../measure/random.js';

/** Five pilots whose mean latency decays from ten times its level, and whose number of requests grows to it. */
function pilots(decay: number, requests: (i: number) => number) {
  const random = testRandom('pilots');
  return Array.from({ length: 5 }, () => {
    const completedRequests = Array.from({ length: 300 }, (_, i) => requests(i));
    const meanLatencySeconds = completedRequests.map((count, i) =>
      count === 0 ? null : 1 + 9 * Math.exp(-i / decay) + 0.1 * random.normal(),
    );
    return {
      intervals: { startSeconds: [], bytes: [], resources: {}, completedRequests, meanLatencySeconds },
    };
  });
}

const model = (text: string) => {
  const loaded = loadModel(`name: tiny\n${text}`, 'tiny.yaml');
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
};
const options = { seed: 1, signal: new AbortController().signal };

describe('the end of a transient', () => {
  it('is where the bias is lost in the noise of the averaged series', () => {
    const cut = endOfTransient(pilots(10, () => 20))!;
    // 9 exp(-i / 10) is 0.45 after 30 intervals and 0.004 after 77; the noise of five pilots is 0.045.
    expect(cut).toBeGreaterThanOrEqual(30);
    expect(cut).toBeLessThanOrEqual(77);
  });

  it('is that of the slower of waiting times and numbers of requests', () => {
    const slowly = endOfTransient(pilots(2, (i) => Math.min(20, 1 + Math.floor(i / 5))))!;
    expect(slowly).toBeGreaterThanOrEqual(75);
  });

  it('takes intervals together where some have no request', () => {
    expect(endOfTransient(pilots(10, (i) => (i % 3 === 0 ? 20 : 0)))).not.toBeNull();
    expect(endOfTransient(pilots(10, (i) => (i % 100 === 0 ? 20 : 0)))).toBeNull();
  });

  it('is not told where there is no steady state', () => {
    expect(endOfTransient(pilots(1000, () => 20))).toBeNull();
    expect(endOfTransient(pilots(1, (i) => i + 1))).toBeNull();
  });
});

describe('finding the warm-up of a model', () => {
  it('answers in whole minutes, the same again, whatever interval the model has', async () => {
    const text = (interval: string) =>
      `simulation: {start: 9h, interval: ${interval}}\ngateway: {}\nclients: [{name: home, count: 100}]\n`;
    const found = await findWarmup(model(text('1min')), options);
    expect(found!.seconds! % 60).toBe(0);
    expect(found!.seconds!).toBeGreaterThan(0);
    expect(found!.seconds!).toBeLessThanOrEqual(found!.pilotSeconds / 2);
    expect(await findWarmup(model(text('7s')), options)).toEqual(found);
  });

  it('finds none where nothing is asked', async () => {
    const idle = model('gateway: {}\nclients: [{name: home, count: 0}]\n');
    expect(await findWarmup(idle, options)).toEqual({ seconds: null, pilotSeconds: 4 * 3600 });
  });

  it('gives null when it is interrupted', async () => {
    const aborted = { ...options, signal: AbortSignal.abort() };
    expect(await findWarmup(model('gateway: {}\nclients: [{name: home, count: 10}]\n'), aborted)).toBeNull();
  });
});
