import { existsSync, readdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { type Summary, summarySchema } from '../../src/study/summary/summary.js';
import { folderForEach } from '../folder.js';
import { callCmgsim } from './call.js';

const MODEL = `name: tiny
simulation: {duration: 20min, warmup: 2min}
gateway: {instances: 2}
connectionPoints: {count: 1}
clients:
  - {name: homeworkers, count: 40}
`;

const home = folderForEach({ 'tiny.yaml': MODEL });

const run = (...words: string[]) =>
  callCmgsim('run', home.path('tiny.yaml'), '--out', home.path('results'), ...words);
const written = (name: string): string => home.read('results', 'tiny', name);
const summaryOf = (text: string): Summary => summarySchema.parse(JSON.parse(text));
const withoutSimulation = (text: string) => ({ ...summaryOf(text), simulation: null });

describe('cmgsim run', () => {
  it('writes the results and prints a report', async () => {
    const { exitCode, out: printed, err } = await run();
    expect(exitCode).toBe(EXIT.done);
    expect(printed).toMatch(/^tiny: 2 × A2_v2, 1 connection point, 40 clients\n20 min measured after 2 min/);
    expect(printed).toContain('\nHOLDS ');
    expect(err).toBe(`results are in ${home.path('results', 'tiny')}\n`);
    expect(readdirSync(home.path('results', 'tiny'))).toContain('summary.json');
    const summary = summaryOf(written('summary.json'));
    expect(summary).toMatchObject({
      model: { name: 'tiny', overrides: [] },
      seed: 1,
      replications: 1,
      durationSeconds: 1200,
    });
    expect(summary.model.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('prints what it wrote, as JSON or CSV', async () => {
    const json = await run('--format', 'json');
    expect(json.out).toBe(written('summary.json'));
    const csv = await run('--format', 'csv');
    expect(csv.out).toBe(written('requests.csv'));
    expect(csv.out.split('\n')[0]).toMatch(/^request_class,TotalRequests,/);
  });

  it('gives the same summary for the same seed, and another one for another', async () => {
    const [first, again, other] = [
      await run('--format', 'json', '--seed', '7'),
      await run('--format', 'json', '--seed', '7'),
      await run('--format', 'json', '--seed', 'seven'),
    ];
    expect(withoutSimulation(again.out)).toEqual(withoutSimulation(first.out));
    expect(withoutSimulation(other.out).requests).not.toEqual(withoutSimulation(first.out).requests);
    expect([summaryOf(first.out).seed, summaryOf(other.out).seed]).toEqual([7, 'seven']);
  });

  it('gives intervals with several replications, over the time asked for', async () => {
    const { out: printed } = await run(
      '--format',
      'json',
      '--replications',
      '5',
      '--duration',
      '10min',
      '--warmup',
      '0',
    );
    const summary = summaryOf(printed);
    expect(summary).toMatchObject({ replications: 5, durationSeconds: 600, warmupSeconds: 0 });
    const { value, low, high } = summary.requests.policy!.latencySeconds.mean;
    expect(low!).toBeLessThan(value!);
    expect(high!).toBeGreaterThan(value!);
  });

  it('conserves requests and stage times in what it writes', async () => {
    await run();
    const { requests } = summaryOf(written('summary.json'));
    expect(Object.keys(requests).length).toBeGreaterThan(2);
    for (const one of Object.values(requests)) {
      const failed = Object.values(one.failed).reduce((sum, count) => sum + count, 0);
      expect(one.offered).toBe(one.completed + failed + one.inFlight);
      const stages = Object.values(one.stages).reduce(
        (sum, stage) => sum + (stage.meanSeconds.value ?? 0),
        0,
      );
      if (one.latencySeconds.mean.value !== null) {
        expect(Math.abs(stages / one.latencySeconds.mean.value - 1)).toBeLessThan(1e-9);
      }
    }
  });

  it('records overrides, and is silent on standard error when asked to be quiet', async () => {
    const { err } = await run('--quiet', '--set', 'gateway.instances=1');
    expect(err).toBe('');
    const { model: recorded, instances } = summaryOf(written('summary.json'));
    expect(recorded.overrides).toEqual(['gateway.instances=1']);
    expect(instances).toHaveLength(1);
  });

  it('replicates to a precision, or says what it reached instead', async () => {
    const loose = await run('--precision', '90%', '--format', 'json');
    expect(summaryOf(loose.out)).toMatchObject({ replications: 20, precision: { aim: 0.9, met: true } });
    const strict = await run('--precision', '0.1%', '--max-replications', '22');
    expect(strict.exitCode).toBe(EXIT.done);
    expect(strict.out).toMatch(
      /\nafter 22 replications precise to [\d.]+ % only \(\S+ (mean|p95)\), not to the 0\.1 %/,
    );
  });

  it('exits with 1 when the objective is missed, and still writes the results', async () => {
    const { exitCode, out: printed } = await run('--set', 'objective.policy.p50=1ms');
    expect(exitCode).toBe(EXIT.notMet);
    expect(printed).toContain('\nHOLDS, OBJECTIVE MISSED\n');
    expect(printed).toMatch(/policy +p50 +<= 1 ms +\d+ ±\d+ ms +0 \(0 to \d\.\d+\) % +missed/);
    expect(existsSync(home.path('results', 'tiny', 'summary.json'))).toBe(true);
  });

  it('replicates until the objective is decided, ten times at first, and as often as asked where that is said', async () => {
    const met = await run('--set', 'objective.policy.p50=1h');
    expect([met.exitCode, summaryOf(written('summary.json')).replications]).toEqual([EXIT.done, 10]);
    // About 14 policy requests in a replication: 3,688 without a failure would take hundreds of replications.
    const open = await run('--set', 'objective.policy.failed=0.1%', '--max-replications', '12');
    expect([open.exitCode, summaryOf(written('summary.json')).replications]).toEqual([EXIT.notMet, 10]);
    expect(open.out).toContain('\nHOLDS, OBJECTIVE NOT SHOWN\n');
    expect(open.out).toMatch(
      /not shown to be met: policy failed; about \d{3} replications\s+would\s+decide\s+it/,
    );
    const single = await run('--set', 'objective.policy.p50=1h', '--replications', '1');
    expect([single.exitCode, summaryOf(written('summary.json')).replications]).toEqual([EXIT.notMet, 1]);
    expect(single.out).toContain('one replication decides nothing');
  });

  it('exits with 3 when the deployment cannot carry the load', async () => {
    const { exitCode, out: printed } = await run('--set', 'connectionPoints.dynamicPorts=10');
    expect(exitCode).toBe(EXIT.cannotCarry);
    expect(printed).toMatch(/\nFAILS .*\nBottleneck +\S+ports: .*\nBecause +Failed: notification/);
    expect(summaryOf(written('summary.json')).verdict.state).toBe('failing');
  });

  it('says what to do where it is not well, with the same bytes for any number of workers, and not with --no-advice', async () => {
    const words = ['--set', 'connectionPoints.dynamicPorts=10', '--replications', '2', '--format', 'json'];
    const [one, two, without] = [
      await run(...words, '--workers', '1'),
      await run(...words, '--workers', '2'),
      await run(...words, '--no-advice'),
    ];
    expect(withoutSimulation(two.out)).toEqual(withoutSimulation(one.out));
    const { advice, reasons } = summaryOf(one.out).verdict;
    expect(advice[0]).toMatchObject({
      what: expect.stringMatching(/^a second connection point/),
      state: 'failing',
    });
    expect(summaryOf(without.out).verdict).toMatchObject({ advice: [], reasons });
    const { out: printed } = await run('--set', 'connectionPoints.dynamicPorts=10');
    expect(printed).toMatch(/\nWhat to do {4}a second connection point/);
    expect(printed).toMatch(/(Each|This) was tried once, with the same random numbers/);
  });

  it('exits with 3 when an instance cannot connect', async () => {
    const { exitCode, out: printed } = await run('--set', 'connectionPoints.proxy.connectPorts=[443]');
    expect(exitCode).toBe(EXIT.cannotCarry);
    expect(printed).toContain('\nDISCONNECTED ');
  });

  it.each([
    [['--replications', '0'], /whole number from 1/],
    [['--replications', 'many'], /whole number from 1/],
    [['--duration', '90'], /has no unit.*write 90ms, 90s or 90min/],
    [['--duration', '0'], /nothing can be measured/],
    [['--duration', '1000d'], /^--duration: 1440000 intervals are too many.*simulation.interval: 15min/],
    [['--warmup', '5 lightyears'], /unknown unit/],
    [['--format', 'xml'], /table, json, csv/],
    [['--seed', ''], /a number or a word/],
    [['--set', 'gateway.instances=17'], /17/],
    [['--precision', '0'], /write 5%/],
    [['--precision', '5%', '--replications', '3'], /cannot be used with/],
    [['--surprise'], /unknown option/],
  ])('exits with 2 and one message for %j, and writes nothing', async (words, message) => {
    const { exitCode, out: printed, err } = await run(...words);
    expect([exitCode, printed]).toEqual([EXIT.badInput, '']);
    expect(err).toMatch(message);
    expect(existsSync(home.path('results'))).toBe(false);
  });

  it('exits with 2 before simulating when the output directory cannot be made', async () => {
    home.write('results', 'a file');
    const { exitCode, out: printed, err } = await run();
    expect([exitCode, printed]).toEqual([EXIT.badInput, '']);
    expect(err).toMatch(
      /^cmgsim run: results cannot be written to .*(ENOTDIR|EEXIST).*; choose another --out\n$/,
    );
    expect(home.read('results')).toBe('a file');
  });

  it('still prints the result when it cannot be written in the end', async () => {
    await run();
    rmSync(home.path('results', 'tiny', 'latency.csv'));
    const { mkdirSync } = await import('node:fs');
    mkdirSync(home.path('results', 'tiny', 'latency.csv', 'in-the-way'), { recursive: true });
    const { exitCode, out: printed, err } = await run('--seed', '2');
    expect(exitCode).toBe(EXIT.badInput);
    expect(printed).toContain('HOLDS');
    expect(err).toMatch(/^cmgsim run: results cannot be written/);
  });
});
