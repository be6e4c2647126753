import { describe, expect, it } from 'vitest';
import { filesBeside, openExperiment, shippedFile, shippedNames } from '../../../src/host/library.js';
import { formatProblem } from '../../../src/model/problem.js';
import { unpainted } from '../../../src/report/paint.js';
import { regressReport } from '../../../src/report/regress.js';
import { contextOf } from '../../../src/study/context.js';
import { readExperiment } from '../../../src/study/experiment/experiment.js';
import { baselineText } from '../../../src/study/regress/baseline.js';
import { openRegression } from '../../../src/study/regress/cases.js';
import {
  type Figures,
  hasRegressed,
  joinFigures,
  judgeRegression as judgeBy,
  looksOf,
  undecidedCases,
} from '../../../src/study/regress/judgement.js';
import { simulateCases } from '../../../src/study/regress/simulate-cases.js';

const RULES = { margin: 0.05, replications: 4, maxReplications: 4 };
const judgeRegression = (before: Figures, now: Figures) => judgeBy(before, now, RULES);
const confidence = 0.9;

function problemsOf(section: string): string[] {
  const text = `name: r\nquestion: Worse?\nmodel: lab\nregress:\n${section}`;
  const opened = readExperiment(text, 'r.yaml', 'regress', filesBeside('r.yaml'));
  if ('problems' in opened) return opened.problems.map(formatProblem);
  const set = openRegression(opened);
  return 'problems' in set ? set.problems.map(formatProblem) : [];
}

function shippedSet() {
  const opened = openExperiment(shippedFile('experiments', 'regression')!, 'regress');
  if ('problems' in opened) throw new Error(opened.problems.map(formatProblem).join());
  const set = openRegression(opened);
  if ('problems' in set) throw new Error(set.problems.map(formatProblem).join());
  return set;
}

describe('the cases of a regression set', () => {
  it('measure the busiest time where their model gives no start, and stay where it gives one', () => {
    const hours = "'clients.0.hours': {from: 9h, to: 10h, days: [wed], spread: 0h}";
    const text = (start: string) =>
      `name: r\nquestion: Worse?\nmodel: lab\nduration: 30min\nwarmup: 10min\nregress:\n  cases: [{name: a, set: {${hours}${start}}}]`;
    const startOf = (start: string): number => {
      const opened = readExperiment(text(start), 'r.yaml', 'regress', filesBeside('r.yaml'));
      const set = 'problems' in opened ? opened : openRegression(opened);
      if ('problems' in set) throw new Error(set.problems.map(formatProblem).join());
      return set.cases[0]!.deployment.model.simulation.start / 3600;
    };
    expect(startOf(", 'simulation.start': 60h")).toBe(60);
    expect(startOf('') + 10 / 60).toBeCloseTo(48 + 9, 9);
  });
});

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

describe('looking again after more replications', () => {
  const more = { ...RULES, maxReplications: 16 };
  const noisy = (mean: number, count: number) =>
    Array.from({ length: count }, (_, i) => mean * (1 + 0.3 * Math.sin(7 * i + mean)));

  it('doubles replications up to the most', () => {
    expect(looksOf(more)).toEqual([4, 8, 16]);
    expect(looksOf({ replications: 4, maxReplications: 6 })).toEqual([4, 6]);
    expect(looksOf(RULES)).toEqual([4]);
  });

  it('holds the replications simulated now against as many of the baseline', () => {
    const baseline = { model: { 'policy mean': noisy(1, 16) } };
    const same = judgeBy(baseline, { model: { 'policy mean': noisy(1, 4) } }, more);
    expect(same[0]).toMatchObject({ verdict: 'identical', replications: 4 });
  });

  it('decides what few replications could not tell', () => {
    const baseline = { model: { 'policy mean': noisy(1, 16) } };
    const now = noisy(1, 16).map((value, i) => value * (i % 2 === 0 ? 1.4 : 1.02));
    const judged = (count: number) =>
      judgeBy(baseline, { model: { 'policy mean': now.slice(0, count) } }, more);
    expect(judged(4)[0]!.verdict).toBe('undecided');
    expect([...undecidedCases(judged(4))]).toEqual(['model']);
    expect(judged(16)[0]).toMatchObject({ verdict: 'worse', replications: 16 });
  });

  it('needs more evidence at each look, so that all looks together err as stated', () => {
    const [before, now] = [noisy(1, 4), noisy(1, 4).map((value, i) => value + 0.1 + 0.03 * i)];
    const width = (rules: typeof more) => {
      const { low, high } = judgeBy(
        { m: { 'policy mean': before } },
        { m: { 'policy mean': now } },
        rules,
      )[0]!.difference!;
      return high - low;
    };
    expect(width(more)).toBeGreaterThan(width(RULES));
  });
});

describe('the regression set', () => {
  it('covers every shipped model and reads them all', () => {
    expect(
      shippedSet()
        .cases.map(({ name }) => name)
        .sort(),
    ).toEqual(shippedNames('models'));
  });

  it.each([
    ['  cases: []\n', 'r.yaml:5:3: regress.cases: the list is empty; write at least one item'],
    ['  cases:\n    - {name: a}\n    - {name: a}\n', 'r.yaml:7:14: regress.cases.1.name: "a" is named twice'],
    [
      '  cases:\n    - {name: a, model: lba}\n',
      'r.yaml:6:24: regress.cases.0.model: lba: there is no such file',
    ],
    [
      '  cases:\n    - {name: a, set: {gateway.instanses: 2}}\n',
      'r.yaml:6:42: gateway.instanses: unknown field',
    ],
    ['  margin: 0%\n  cases: [{name: a}]\n', 'r.yaml:5:11: regress.margin'],
    ['  maxReplications: 3\n  cases: [{name: a}]\nreplications: 8\n', '3 is less than the 8 replications'],
    ['  cases: [{name: a}]\nwarmup: auto\n', 'r.yaml:6:9: warmup: a baseline needs the same warm-up'],
  ])('says where %j is wrong and what would be right', (section, message) => {
    expect(problemsOf(section)[0]).toContain(message);
  });

  it('gives the same figures twice, and a baseline that reads back as it was written', async () => {
    const set = shippedSet();
    const cases = set.cases
      .filter(({ name }) => name === 'lab')
      .map((one) => ({ ...one, durationSeconds: 7200 }));
    const simulate = (from = 0, to = 2) => simulateCases(set, { cases, from, to }, contextOf({}));
    const [first, second] = [await simulate(), await simulate()];
    expect(first).toEqual(second);
    const [one, other] = [await simulate(0, 1), await simulate(1, 2)];
    expect(joinFigures(one!, other!)).toEqual(first);
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
    const text = regressReport(
      figures,
      { baseline: 2, current: 4, slower: true },
      { paint: unpainted, confidence, notes: [] },
    );
    expect(text).toContain('2 figures of 1 models: 1 identical, 1 worse');
    expect(text).toMatch(/^WORSE: of 2 figures 1 worse\.\n/);
    expect(text).toMatch(/10\.0 ±\d\.\d\/s +8\.05 ±\d\.\d+\/s +-19\.\d ±\d\.\d %/);
    expect(text).toContain('slower than its margin');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('tells in its first line what could not be told, and when all is equal', () => {
    const told = (before: number[], now: number[]) =>
      regressReport(
        judgeRegression({ m: { 'policy mean': before } }, { m: { 'policy mean': now } }),
        { baseline: 2, current: 2, slower: false },
        { paint: unpainted, confidence, notes: [] },
      ).split('\n')[0];
    expect(told([1, 2, 0.5, 1.5], [1.6, 0.7, 1.4, 2])).toMatch(
      /^UNDECIDED: nothing is shown to be worse, but 1 of 1/,
    );
    expect(told([1, 1], [1, 1])).toBe('EQUAL: all 1 figures, within their intervals.');
    expect(told([1.2, 1.21, 1.2, 1.21], [1, 1.01, 1.02, 1])).toMatch(/^NOT WORSE/);
  });
});
