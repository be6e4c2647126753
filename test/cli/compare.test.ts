import { existsSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { type Comparison, comparisonSchema } from '../../src/study/compare/comparison.js';
import { folderForAll, folderForEach } from '../folder.js';
import { type Call, callCmgsim, callInterrupted } from './call.js';

const model = (name: string, instances: number) => `name: ${name}
simulation: {duration: 10min, warmup: 1min}
gateway: {instances: ${instances}}
clients: [{name: homeworkers, count: 40}]
`;
const EXPERIMENT = `name: experiment
question: Does a slower gateway matter?
model: one.yaml
replications: 3
seed: 4
compare:
  - {name: as-it-is}
  - {name: slower, set: {gateway.vm.request: 30ms}}
`;

const home = folderForEach({
  'one.yaml': model('one', 1),
  'two.yaml': model('two', 2),
  'experiment.yaml': EXPERIMENT,
});

const file = (name: string): string => home.path(name);
const compare = (...words: string[]) => callCmgsim('compare', ...words, '--out', file('results'));
const comparisonOf = (text: string): Comparison => comparisonSchema.parse(JSON.parse(text));
const written = (folder: string, name: string): string => home.read('results', folder, name);

/** Clients that are always online ask for as much at any time. */
const MEASURED = 'measured: Mon 00:00 to 00:10 UTC, the busiest 10 min of the week\n';

describe('cmgsim compare', () => {
  it('holds models against the first, and writes what it found', async () => {
    const { exitCode, out, err } = await compare(file('one.yaml'), file('two.yaml'), '--replications', '3');
    expect([exitCode, err]).toEqual([EXIT.done, `${MEASURED}results are in ${file('results/one-vs-two')}\n`]);
    expect(out).toMatch(
      /^one-vs-two\n10 min measured after 1 min of warm-up \(stated\) · 3 replications of each · seed 1\n/,
    );
    expect(out).toMatch(/\ntwo against one ─/);
    const found = comparisonOf(written('one-vs-two', 'comparison.json'));
    expect(found).toMatchObject({ replications: 3, question: null });
    expect(written('one-vs-two', 'comparison.csv').split('\n')[0]).toMatch(
      /^deployment,base,request_class,measure,unit,base_value,base_low,base_high,value,value_low,value_high,difference,difference_low,/,
    );
  });

  it('prints what it wrote, as JSON or CSV', async () => {
    const json = await compare(file('experiment.yaml'), '--format', 'json', '--quiet');
    expect([json.err, json.out]).toEqual(['', written('experiment', 'comparison.json')]);
    const csv = await compare(file('experiment.yaml'), '--format', 'csv');
    expect(csv.out).toBe(written('experiment', 'comparison.csv'));
  });

  it('does what the experiment says, and lets the command line override it', async () => {
    const said = comparisonOf((await compare(file('experiment.yaml'), '--format', 'json')).out);
    expect(said).toMatchObject({ name: 'experiment', seed: 4, replications: 3, durationSeconds: 600 });
    const policy = said.differences.find(
      ({ requests, measure }) => requests === 'policy' && measure === 'mean',
    )!;
    expect(policy).toMatchObject({ deployment: 'slower', verdict: 'worse' });
    const words = ['--seed', '9', '--replications', '2', '--duration', '5min', '--set', 'gateway.vm.reply=0'];
    const other = comparisonOf((await compare(file('experiment.yaml'), '--format', 'json', ...words)).out);
    expect(other).toMatchObject({ seed: 9, replications: 2, durationSeconds: 300 });
    expect(other.deployments[1]!.overrides).toEqual(['gateway.vm.request="30ms"', 'gateway.vm.reply=0']);
  });

  describe('with its sensitivity', () => {
    const own = folderForAll({ 'one.yaml': model('one', 1), 'experiment.yaml': EXPERIMENT });
    const study = (folder: string) => [
      'compare',
      own.path('experiment.yaml'),
      ...['--sensitivity', '--format', 'json', '--duration', '1min', '--replications', '2'],
      ...['--out', own.path(folder)],
    ];
    let whole: Call;
    beforeAll(async () => {
      whole = await callCmgsim(...study('whole'));
    });

    it('ranks the assumed parameters by whether they could change the decision', async () => {
      expect(whole.exitCode).toBe(EXIT.done);
      const { sensitivity } = comparisonOf(own.read('whole', 'experiment', 'comparison.json'));
      const { rows, withoutEffect, requests, measure } = sensitivity!;
      expect([requests, measure]).toEqual(['policy', 'mean']);
      // The VM's time of a request is stated by the slower deployment, and assumed in the base alone.
      const ownTime = rows.find(({ path }) => path === 'gateway.vm.request')!;
      expect(ownTime.atHigh[0]!.change.value!).toBeLessThan(0);
      expect(withoutEffect.length).toBeGreaterThan(0);
      const table = own.read('whole', 'experiment', 'sensitivity.csv').trim().split('\n');
      expect(table[0]).toMatch(
        /^rank,parameter,assumed,end,parameter_value,deployment,figure,unit,value,low,high,/,
      );
      expect(table.filter((line) => line.includes(',gateway.vm.request,'))).toHaveLength(2);
    });

    it('goes on after an interruption, to the same bytes, and prints a table that fits', async () => {
      const cut = await callInterrupted(12, ...study('cut'));
      expect(cut.exitCode).toBe(EXIT.interrupted);
      expect(comparisonOf(cut.out)).toMatchObject({ replications: 2, sensitivity: null });
      const { out: table } = await callCmgsim(...study('cut'), '--resume', '--format', 'table', '--quiet');
      for (const name of ['comparison.json', 'sensitivity.csv'])
        expect(own.read('cut', 'experiment', name)).toBe(own.read('whole', 'experiment', name));
      expect(own.read('cut', 'experiment', 'comparison.json')).toBe(whole.out);
      expect(table).toMatch(/What matters among the unknown/);
      for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    });
  });

  it('exits with 3 when none of the deployments carries the load', async () => {
    const starved = ['--set', 'connectionPoints.dynamicPorts=5'];
    expect((await compare(file('experiment.yaml'), ...starved)).exitCode).toBe(EXIT.cannotCarry);
  });

  it('exits with 1 when none of them keeps its objective', async () => {
    const strict = ['--set', 'objective.policy.p50=1ms'];
    expect((await compare(file('experiment.yaml'), ...strict)).exitCode).toBe(EXIT.notMet);
  });

  it.each([
    [['one.yaml'], /one\.yaml is a model; a comparison needs two or more/],
    [['nothing.yaml'], /there is no such file and no shipped experiment/],
    [['one.yaml', 'nothing.yaml'], /there is no such file and no shipped model/],
    [['one.yaml', 'one.yaml'], /have the same name/],
    [['experiment.yaml', '--replications', '1'], /a paired comparison needs two or more/],
    [['experiment.yaml', '--set', 'gateway.instances=17'], /--set gateway.instances=17: 17 is too large/],
  ])('exits with 2 for %j, and writes nothing', async ([first, ...words], message) => {
    const second = words[0]?.endsWith('.yaml') ? [file(words[0])] : words;
    const { exitCode, out, err } = await compare(file(first!), ...second);
    expect([exitCode, out]).toEqual([EXIT.badInput, '']);
    expect(err).toMatch(message);
    expect(existsSync(file('results'))).toBe(false);
  });

  it('keeps finished replications when it is interrupted, and resumes to the same bytes', async () => {
    const words = [file('experiment.yaml'), '--replications', '5', '--format', 'json'];
    const cut = await callInterrupted(5, 'compare', ...words, '--out', file('results'));
    expect(cut.exitCode).toBe(EXIT.interrupted);
    expect(cut.err).toContain(
      'interrupted: 2 of 5 replications were finished by all; --resume goes on from there\n',
    );
    expect(comparisonOf(cut.out)).toMatchObject({ replications: 2, replicationsPlanned: 5 });
    const kept = (name: string) =>
      readdirSync(home.path('results/experiment/deployments', name, 'replications'));
    expect([kept('as-it-is'), kept('slower')]).toEqual([
      ['0.json', '1.json', '2.json'],
      ['0.json', '1.json'],
    ]);
    const resumed = await compare(...words, '--resume');
    expect(resumed.err).toMatch(/\n5 of 10 replications are kept from before\n/);
    expect(resumed.exitCode).toBe(EXIT.done);
    expect(resumed.out).toBe((await compare(...words)).out);
  });
});
