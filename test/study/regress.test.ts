import { describe, expect, it } from 'vitest';
import { regressReport } from '../../src/report/regress.js';
import { baselineText } from '../../src/study/regress/baseline.js';
import { regressionCases } from '../../src/study/regress/cases.js';
import { hasRegressed, judgeRegression, simulateCases } from '../../src/study/regress.js';

const verdict = (figure: string, before: (number | null)[], now: (number | null)[]) =>
  judgeRegression({ model: { [figure]: before } }, { model: { [figure]: now } })[0]!.verdict;

describe('judging a regression', () => {
  it('calls the same numbers identical, without statistics', () => {
    expect(verdict('policy mean', [1, 2], [1, 2])).toBe('identical');
    expect(verdict('policy p99', [null, null], [null, null])).toBe('identical');
  });

  it('calls a shown difference beyond the margin better or worse, by what the figure is', () => {
    const before = [1, 1.01, 0.99, 1];
    const more = before.map((value) => value * 1.2);
    expect(verdict('policy mean', before, more)).toBe('worse');
    expect(verdict('policy mean', more, before)).toBe('better');
    expect(verdict('policy throughput', before, more)).toBe('better');
    expect(verdict('policy throughput', more, before)).toBe('worse');
    expect(verdict('all cost', before, more)).toBe('worse');
  });

  it('calls a difference within the margin equal, and one that replications cannot tell undecided', () => {
    expect(verdict('policy mean', [1, 1.01, 0.99, 1], [1.01, 1.02, 1, 1.005])).toBe('equal');
    expect(verdict('policy mean', [1, 2, 0.5, 1.5], [1.6, 0.7, 1.4, 2])).toBe('undecided');
  });

  it('misses nothing where neither side can give a figure', () => {
    expect(verdict('policy p99', [], [null, null])).toBe('identical');
    expect(verdict('policy p99', [null], [null, null])).toBe('identical');
  });

  it('takes a figure that is gone as a regression, and a new one not', () => {
    const gone = judgeRegression({ model: { 'policy mean': [1, 1] } }, { model: {} });
    expect(gone[0]!.verdict).toBe('gone');
    expect(hasRegressed(gone)).toBe(true);
    const added = judgeRegression({}, { model: { 'policy mean': [1, 1] } });
    expect(added[0]!.verdict).toBe('new');
    expect(hasRegressed(added)).toBe(false);
  });
});

describe('the regression set', () => {
  it('covers every shipped model and reads them all', () => {
    expect(regressionCases().map(({ name }) => name)).toEqual([
      'scale-set',
      'classic-tcp-tls',
      'classic-behind-proxy',
      'lab',
      'sixteen-instances',
      'update-day',
      'content-50k',
    ]);
  });

  it('gives the same figures twice, and a baseline that reads back as it was written', async () => {
    const lab = regressionCases()
      .filter(({ name }) => name === 'lab')
      .map((one) => ({ ...one, replications: 2, durationSeconds: 7200 }));
    const simulate = () =>
      simulateCases(lab, { workers: 1, signal: new AbortController().signal, progress: new Int32Array(2) });
    const [first, second] = [await simulate(), await simulate()];
    expect(first).toEqual(second);
    expect(Object.keys(first!.lab!)).toContain('notification mean');
    const text = baselineText({
      schema: 'cmgsim/baseline/1',
      cmgsim: '0',
      seed: 1,
      speedRatio: 2,
      cases: first!,
    });
    expect(JSON.parse(text)).toMatchObject({ cases: first });
  });
});

describe('the report of a regression', () => {
  it('says how many figures hold, shows those that do not, and stays within 100 columns', () => {
    const figures = judgeRegression(
      {
        'a-model-with-quite-a-long-name': {
          'hardware-inventory throughput': [10, 10, 10.1],
          'policy mean': [1, 1],
        },
      },
      {
        'a-model-with-quite-a-long-name': {
          'hardware-inventory throughput': [8, 8.05, 8.1],
          'policy mean': [1, 1],
        },
      },
    );
    const text = regressReport(figures, { baseline: 2, current: 4, slower: true }, { colour: false });
    expect(text).toContain('2 figures of 1 models: 1 identical, 1 worse');
    expect(text).toMatch(/10\.0 ±\d\.\d\/s +-19\.\d ±\d\.\d %/);
    expect(text).toContain('slower than its margin');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});
