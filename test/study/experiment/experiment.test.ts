import { describe, expect, it } from 'vitest';
import { filesBeside, openExperiment, shippedFile, shippedNames } from '../../../src/host/library.js';
import { formatProblem, type ModelProblem } from '../../../src/model/problem.js';
import { openComparison } from '../../../src/study/experiment/deployment.js';
import { readExperiment } from '../../../src/study/experiment/experiment.js';
import { openCandidates } from '../../../src/study/plan/candidates.js';
import { openRegression } from '../../../src/study/regress/cases.js';

const HEAD = 'name: test\nquestion: What differs?\nmodel: lab\n';
const COMPARE = 'compare:\n  - {name: a}\n  - {name: b, set: {gateway.instances: 1}}\n';

function problemsOf(text: string, kind: 'compare' | 'sweep' = 'compare', overrides: string[] = []): string[] {
  const opened = readExperiment(text, 'x.yaml', kind, filesBeside('x.yaml'));
  if ('problems' in opened) return opened.problems.map(formatProblem);
  if (kind === 'sweep') return [];
  const made = openComparison(opened, overrides);
  return 'problems' in made ? made.problems.map(formatProblem) : [];
}

describe('an experiment file', () => {
  it('is read with its quantities in seconds', () => {
    const text = `${HEAD}duration: 30min\nwarmup: 0\nseed: spring\nreplications: 4\n${COMPARE}`;
    const opened = readExperiment(text, 'x.yaml', 'compare', filesBeside('x.yaml'));
    expect(opened).toMatchObject({
      experiment: {
        duration: 1800,
        warmup: 0,
        seed: 'spring',
        replications: 4,
        set: {},
        compare: [{ name: 'a', set: {} }, { name: 'b' }],
      },
    });
  });

  it.each([
    [
      '',
      'x.yaml:1:1: the file is empty; start with "name:", "question:", "model:" and one of compare, sweep',
    ],
    [HEAD, 'x.yaml:1:1: nothing is asked; add one of compare:, sweep:'],
    [`${HEAD}modle: lab\n${COMPARE}`, 'x.yaml:4:1: modle: unknown field; write model'],
    [
      `${HEAD}duration: 30\n${COMPARE}`,
      'x.yaml:4:11: duration: 30 has no unit; a duration needs one; write 30ms, 30s or 30min',
    ],
    [
      `${HEAD}replications: 0\n${COMPARE}`,
      'x.yaml:4:15: replications: 0 is too small; write a whole number of at least 1',
    ],
    [
      `${HEAD}compare:\n  - {name: a}\n  - {name: a}\n`,
      'x.yaml:6:12: compare.1.name: "a" is named twice; give each its own name',
    ],
    [
      `name: test\nquestion: What?\n${COMPARE}`,
      'x.yaml:4:5: compare.0: has no model; add model: here, or once at the top for all',
    ],
    [
      `${HEAD}sweep: {factors: {gateway.instances: [1]}}\n${COMPARE}`,
      'compare and sweep stand in one experiment',
    ],
    [`${HEAD}compare: [{name: a}]\n`, 'x.yaml:4:1: compare: the list is too short; write at least 2 items'],
    [
      `name: test\nquestion: What?\nmodel: labb\n${COMPARE}`,
      'x.yaml:3:8: model: labb: there is no such file',
    ],
    [
      `${HEAD}set: {gateway.instances: 17}\n${COMPARE}`,
      'x.yaml:4:26: gateway.instances: 17 is too large; write a whole number from 1 to 16',
    ],
    [
      `${HEAD}compare:\n  - {name: a}\n  - {name: b, set: {gateway.instanses: 2}}\n`,
      'x.yaml:6:40: gateway.instanses: unknown field; write instances',
    ],
  ])('says where %j is wrong and what would be right', (text, message) => {
    const problems = problemsOf(text);
    expect(problems[0]).toContain(message);
  });

  it('is refused by the command of another kind', () => {
    expect(problemsOf(`${HEAD}sweep: {factors: {gateway.instances: [1]}}\n`)).toEqual([
      'x.yaml:4:1: sweep: this experiment is not for cmgsim compare; write cmgsim sweep',
    ]);
  });

  it.each([
    ['{from: 1, to: 16}', 'sweep.factors.f.step: is missing'],
    ['{from: 10ms, to: 1s, step: 10ms}', 'differ in their units'],
    ['{from: few, to: many, step: 1}', 'are not all numbers'],
    ['{from: 5, to: 1, step: 1}', 'the range has no values'],
    ['{from: 0, to: 1, step: 0}', 'the range has no values'],
    ['[]', 'the list is empty'],
    ['7', '7 is not allowed'],
  ])('refuses the factor %s', (factor, message) => {
    expect(problemsOf(`${HEAD}sweep: {factors: {f: ${factor}}}\n`, 'sweep')[0]).toContain(message);
  });

  it('lets the command line override what it sets', () => {
    const opened = readExperiment(`${HEAD}${COMPARE}`, 'x.yaml', 'compare', filesBeside('x.yaml'));
    if ('problems' in opened) throw new Error('a good experiment is refused');
    const made = openComparison(opened, ['clients.lab.count=7', 'gateway.vmSize=A4_v2']);
    if ('problems' in made) throw new Error(made.problems.map(formatProblem).join('\n'));
    expect(made.deployments.map(({ model }) => model.clients[0]!.count)).toEqual([7, 7]);
    expect(made.deployments[1]!.overrides).toEqual([
      'gateway.instances=1',
      'clients.lab.count=7',
      'gateway.vmSize=A4_v2',
    ]);
    const refused = openComparison(opened, ['gateway.instances=17']);
    expect('problems' in refused && refused.problems.map(formatProblem)).toEqual([
      '--set gateway.instances=17: 17 is too large; write a whole number from 1 to 16',
    ]);
  });
});

function openIn(kind: 'compare' | 'plan' | 'regress', file: string) {
  if (kind === 'compare') return openedIn(openExperiment(file, kind), (opened) => openComparison(opened, []));
  if (kind === 'plan') return openedIn(openExperiment(file, kind), (opened) => openCandidates(opened, []));
  return openedIn(openExperiment(file, kind), openRegression);
}

function openedIn<Opened extends object, Made>(opened: Opened | Problems, open: (opened: Opened) => Made) {
  return 'problems' in opened ? (opened as Problems) : open(opened);
}
type Problems = { readonly problems: readonly ModelProblem[] };

describe('the shipped comparisons', () => {
  it.each(shippedNames('experiments'))('%s loads, and opens with what it shows', async (name) => {
    const file = shippedFile('experiments', name)!;
    const { readFileSync } = await import('node:fs');
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^# What it shows: /);
    const kind =
      (['sweep', 'plan', 'regress'] as const).find((one) => text.includes(`\n${one}:`)) ?? 'compare';
    const opened = openExperiment(file, kind);
    expect('problems' in opened ? opened.problems.map(formatProblem) : []).toEqual([]);
    if ('problems' in opened) return;
    expect(opened.experiment.name).toBe(name);
    // A sweep of one replication would print numbers without intervals.
    if (kind === 'sweep') return void expect(opened.experiment.replications).toBeGreaterThanOrEqual(3);
    const made = openIn(kind, file);
    expect('problems' in made ? made.problems.map(formatProblem) : []).toEqual([]);
  });
});

describe('shipped plans', () => {
  const plans = shippedNames('experiments').filter(
    (name) => 'experiment' in openExperiment(shippedFile('experiments', name)!, 'plan'),
  );

  it('are there', () => {
    expect(plans.length).toBeGreaterThan(1);
  });

  it.each(plans)('buy nothing that nobody can buy: %s', (name) => {
    const opened = openExperiment(shippedFile('experiments', name)!, 'plan');
    if ('problems' in opened) throw new Error(name);
    const candidates = openCandidates(opened, []);
    expect(
      'problems' in candidates
        ? candidates.problems
        : candidates.impossible.filter(({ because }) => because === 'not for sale'),
    ).toEqual([]);
  });
});
