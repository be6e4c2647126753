import { existsSync, readdirSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import type { Plan } from '../../src/study/plan/result.js';
import { folderForEach } from '../folder.js';
import { type Call, callCmgsim, callInterrupted } from './call.js';

const MODEL = `
name: small
simulation: {start: 9h, warmup: 1min, duration: 5min}
gateway: {instances: 1}
clients: [{name: home, count: 60, authentication: {certificate: 1}}]
`;

const EXPERIMENT = `
name: small-plan
question: How many instances does it take?
model: small.yaml
seed: 3
plan:
  candidates:
    gateway.instances: [3, 1, 17, 2]
  scenarios:
    - name: normal day
    - name: one lost
      set:
        gateway.vm.restart: 1h
        events: [{event: vm-restart, at: 9h, instance: 1}]
  objective: notification p50 <= 2 s, failed <= 1 %
  firstStage: 5
  frontierReplications: 2
`;

describe('cmgsim plan', () => {
  const folder = folderForEach({ 'small.yaml': MODEL });

  function plan(experiment: string, ...words: string[]): Promise<Call> {
    const file = folder.write('plan.yaml', experiment);
    return callCmgsim('plan', file, '--out', folder.path('results'), ...words);
  }
  const written = (name: string): string => folder.read('results', 'small-plan', name);
  const keptReplications = (): number =>
    readdirSync(folder.path('results', 'small-plan', 'deployments'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((name) => name.endsWith('.json')).length;
  const answer = (): Plan => JSON.parse(written('plan.json'));

  it('answers with the cheapest deployment that keeps the objective, its neighbours and the procedure', async () => {
    const { exitCode, out } = await plan(EXPERIMENT, '--quiet');
    expect(exitCode).toBe(EXIT.done);
    expect(out).toMatch(/^(normal day, )?measured: Mon \d\d:\d\d to \d\d:\d\d UTC/m);
    expect(out).toMatch(/^SELECTED {4}instances 2: USD 220\.52 a month\./m);
    expect(out).toMatch(/probability\s+of\s+correct\s+selection\s+of\s+at\s+least\s+95\s+%/);
    expect(out).toMatch(
      /^Runner-up {3}instances 3: keeps the objective too and costs USD 99\.28 more a month/m,
    );
    expect(out).toMatch(/^Cheaper {5}instances 1: would save USD 99\.28 a month but breaks/m);
    expect(out).toMatch(/Batur and Kim/);
    expect(out).toMatch(/^ {2}17 +.*17 is too large/m);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('writes the answer as JSON and as tidy CSV, and prints the one that is asked for', async () => {
    const { out: json } = await plan(EXPERIMENT, '--quiet', '--format', 'json');
    expect(json).toBe(written('plan.json'));
    const made = answer();
    expect(made).toMatchObject({
      outcome: 'selected',
      selected: 1,
      runnerUp: 2,
      nextCheaper: 0,
      undecided: [],
    });
    expect(made.candidates.map(({ values }) => values['gateway.instances'])).toEqual([1, 2, 3]);
    expect(made.candidates.map(({ state }) => state)).toEqual(['breaks', 'selected', 'runner-up']);
    const rows: Record<string, string>[] = parse(written('plan.csv'), { columns: true });
    expect(Object.keys(rows[0]!)).toContain('usd_per_month');
    expect(new Set(rows.map((row) => row.scenario))).toEqual(new Set(['normal day', 'one lost']));
    expect(rows.filter((row) => row.verdict === 'broken').every((row) => row.candidate === '0')).toBe(true);
  });

  it('counts the replications that it took', async () => {
    await plan(EXPERIMENT, '--quiet');
    const { replications, candidates } = answer();
    expect(replications.selection + replications.runnerUp).toBe(
      candidates.flatMap(({ scenarios }) => scenarios).reduce((sum, one) => sum + one.replications, 0),
    );
    expect(replications.equalAllocation).toBeGreaterThan(replications.selection);
  });

  it('gives the same bytes again, and others for another seed', async () => {
    const first = await plan(EXPERIMENT, '--quiet', '--format', 'csv');
    expect(await plan(EXPERIMENT, '--quiet', '--format', 'csv')).toEqual(first);
    expect((await plan(EXPERIMENT, '--quiet', '--format', 'csv', '--seed', '4')).out).not.toBe(first.out);
  });

  it('ranks the assumed parameters by whether they could change the decision', async () => {
    const tight = EXPERIMENT.replace('[3, 1, 17, 2]', '[1]')
      .replace(/ {4}- name: one lost[\s\S]*?(?= {2}objective)/, '')
      .replace('p50 <= 2 s', 'p50 <= 300ms');
    const { out } = await plan(tight, '--quiet', '--sensitivity', '--duration', '2min');
    expect(out).toMatch(/What matters among the unknown/);
    const { rows, withoutEffect } = answer().sensitivity!;
    expect(withoutEffect).toContain('clients.0.activities.compliance.reply');
    const rtt = rows.find(({ path }) => path === 'clients.0.access.rtt')!;
    expect(rtt.high).toEqual({ lognormal: { mean: '150ms', cv: 0.75 } });
    expect(rtt.atHigh[0]!.change.low).toBeGreaterThan(0);
    expect(rtt.changesDecision).not.toBe('no');
    expect(rows.map(({ changesDecision }) => changesDecision)).toContain('no');
    expect(rows.map(({ changesDecision }) => changesDecision)).toEqual(
      rows
        .map(({ changesDecision }) => changesDecision)
        .toSorted((a, b) => 'yes maybe no'.indexOf(a) - 'yes maybe no'.indexOf(b)),
    );
  });

  it('goes on after an interruption, to the same answer', async () => {
    const whole = await plan(EXPERIMENT, '--quiet', '--format', 'json');
    const words = [folder.path('plan.yaml'), '--out', folder.path('results'), '--quiet', '--format', 'json'];
    const { exitCode, out, err } = await callInterrupted(7, 'plan', ...words);
    expect([exitCode, out]).toEqual([EXIT.interrupted, '']);
    expect(err).toBe('interrupted: nothing is decided yet; --resume goes on from what was simulated\n');
    expect(keptReplications()).toBe(7);
    expect(await plan(EXPERIMENT, '--quiet', '--format', 'json', '--resume')).toEqual(whole);
  });

  it('chooses between named ways, each of several fields, as one that differ in proxy and connections', async () => {
    const ways = `way:
      slow proxy: {connectionPoints.proxy: {connectPorts: any, writeDelay: 400ms}, connectionPoints.channel.connections: 8}
      past the proxy: {}
      wrong: {connectionPoints.channel.protocol: tcp-tls}
    gateway.instances: [1, 2]`;
    const text = EXPERIMENT.replace('gateway.instances: [3, 1, 17, 2]', ways).replace(
      'p50 <= 2 s',
      'p50 <= 600ms',
    );
    const { exitCode, out } = await plan(text, '--quiet');
    expect(exitCode).toBe(EXIT.done);
    expect(out).toMatch(/^SELECTED {4}way past the proxy, instances 2: USD 220\.52 a month/m);
    expect(out).toMatch(/^ {2}slow proxy +2 +220\.52 +breaks +notification p50/m);
    expect(out).toMatch(/^ {2}wrong +1 .*(scale set|TCP-TLS)/m);
    const { candidates, selected } = answer();
    expect(candidates[selected!]!.values).toEqual({ way: 'past the proxy', 'gateway.instances': 2 });
    const misspelt = await plan(text.replace('channel.connections', 'channel.connection'), '--quiet');
    expect(misspelt.exitCode).toBe(EXIT.done);
    expect(misspelt.out).toMatch(/slow proxy +1 +.*unknown field/);
  });

  describe('with classic cloud services among the candidates', () => {
    const kinds = (way: string) =>
      EXPERIMENT.replace('gateway.instances: [3, 1, 17, 2]', `way: {${way}}\n    gateway.instances: [1, 2]`);
    const classic = (version: number) => `{gateway.deployment: classic, gateway.version: ${version}}`;

    it.each([2103, 2207, 2309])(
      'leaves them out by name, in one line, also on a site of version %i',
      async (version) => {
        const { exitCode, out } = await plan(kinds(`old: ${classic(version)}, new: {}`), '--quiet');
        expect(exitCode).toBe(EXIT.done);
        expect(out).toMatch(/^SELECTED {4}way new, instances 2:/m);
        expect(
          out
            .replace(/\n +/g, ' ')
            .match(/way old, instances 1 or 2: a classic cloud service cannot be bought/g),
        ).toHaveLength(1);
        const { candidates, impossible } = answer();
        expect(candidates.map(({ values }) => values.way)).toEqual(['new', 'new']);
        expect(impossible).toMatchObject([
          { values: { way: 'old', 'gateway.instances': 1 }, because: 'not for sale' },
          { values: { way: 'old', 'gateway.instances': 2 }, because: 'not for sale' },
        ]);
      },
    );

    it('lets no scenario turn a candidate into one', async () => {
      const turned = EXPERIMENT.replace('gateway.vm.restart: 1h', 'gateway.deployment: classic');
      const { exitCode, err } = await plan(turned, '--quiet');
      expect([exitCode, err]).toEqual([EXIT.badInput, expect.stringMatching(/there is nothing to buy/)]);
    });

    it('leaves out a site that has one beside what it would buy', async () => {
      const two = `gateways: [{name: new, prefix: new}, {name: old, prefix: old, deployment: classic}]`;
      folder.write('small.yaml', MODEL.replace('gateway: {instances: 1}', two));
      const { exitCode } = await plan(
        EXPERIMENT.replace('gateway.instances', 'gateways.0.instances'),
        '--quiet',
      );
      expect(exitCode).toBe(EXIT.badInput);
    });

    it.each([
      [
        'all of them',
        `a: ${classic(2103)}, b: ${classic(2309)}`,
        /plan\.yaml:\d+:\d+: plan\.candidates: there is nothing to buy: .*2024; write gateway\.deployment: scale-set/,
      ],
      [
        'some of them, and the others refused',
        `a: ${classic(2103)}, b: ${classic(2403)}`,
        /version 2403 refuses[\s\S]*there is nothing to buy/,
      ],
    ])('exits with 2 and says what to write when it is %s', async (_, way, message) => {
      const { exitCode, out, err } = await plan(kinds(way), '--quiet');
      expect([exitCode, out]).toEqual([EXIT.badInput, '']);
      expect(err).toMatch(message);
      expect(existsSync(folder.path('results'))).toBe(false);
    });
  });

  it('buys a VM size of your own, at its price and up to its clients, and calls it by its name', async () => {
    const size = (name: string, clients: number, price: number) =>
      `{name: ${name}, cores: 4, ram: 16GiB, nic: 2Gbps, clients: ${clients}, pricePerHour: ${price}}`;
    const text = EXPERIMENT.replace(
      '[3, 1, 17, 2]',
      `[2]\n    gateway.vmSize: [A2_v2, ${size('D4s_v5', 3000, 0.1)}, ${size('tiny', 29, 0.01)}]`,
    );
    const { exitCode, out } = await plan(text, '--quiet');
    expect(exitCode).toBe(EXIT.done);
    // Two instances of 730 hours at 0.1, an address at 0.005, a load balancer at 0.025 an hour and 11 GB at 0.005.
    expect(out).toMatch(/^SELECTED {4}instances 2, vmSize D4s_v5: USD 167\.96 a month/m);
    expect(out).toMatch(/tiny +60 clients, supported are 58 on its instances/);
    expect(out.match(/availability not checked/g)).toHaveLength(1);
    expect(out).toMatch(/^ +D4s_v5 in westeurope: availability not checked\.$/m);
    expect(answer().availability).toBe('D4s_v5 and A2_v2 in westeurope: availability not checked');
    const rows: Record<string, string>[] = parse(written('plan.csv'), { columns: true });
    expect(new Set(rows.map((row) => row['gateway.vmSize']))).toEqual(new Set(['A2_v2', 'D4s_v5']));
  });

  it('exits with 1 when no candidate keeps the objective', async () => {
    const { exitCode, out } = await plan(EXPERIMENT.replace('<= 2 s', '<= 50 ms'), '--quiet');
    expect(exitCode).toBe(EXIT.notMet);
    expect(out).toMatch(/^NONE {8}No candidate keeps the objective/m);
    expect(answer().outcome).toBe('none');
  });

  it('takes the objective of the model when the experiment has none', async () => {
    const { exitCode, err } = await plan(
      EXPERIMENT.replace(/ {2}objective:.*\n/, ''),
      '--quiet',
      '--set',
      'objective.notification.p50=2s',
    );
    expect([exitCode, err]).toEqual([EXIT.done, '']);
    expect(answer().scenarios[0]!.bounds.map(({ requests, measure }) => `${requests} ${measure}`)).toEqual([
      'notification p50',
    ]);
  });

  it('sets candidates aside that Microsoft does not support for these clients', async () => {
    const text = EXPERIMENT.replace('[3, 1, 17, 2]', '[2]\n    gateway.vmSize: [B2s, A2_v2]');
    expect((await plan(text, '--quiet')).out).toMatch(/60 clients, supported are 20 on its instances/);
    const forced = text.replace('  firstStage', '  unsupported: true\n  firstStage');
    await plan(forced, '--quiet');
    expect(answer().candidates).toHaveLength(2);
  });

  it.each([
    ['policy p95 < fast', /plan\.yaml:\d+:\d+: plan\.objective.*is not a bound/],
    ['polcy p95 <= 2s', /no request class "polcy"; write policy/],
    ['policy p59 <= 2s', /"p59" is not a measure; p59 cannot be a bound/],
    ['policy p95 <= 2 lightyears', /unknown unit/],
    ['heartbeat p99 <= 2 s', /heartbeat p99 cannot be judged in "normal day".*longer duration/],
  ])('exits with 2 for the objective "%s", and says what is wrong', async (objective, message) => {
    const { exitCode, out, err } = await plan(
      EXPERIMENT.replace(/objective: .*/, `objective: ${objective}`),
      '--quiet',
    );
    expect([exitCode, out]).toEqual([EXIT.badInput, '']);
    expect(err).toMatch(message);
    expect(existsSync(folder.path('results', 'small-plan', 'plan.json'))).toBe(false);
  });

  it.each([
    ['gateway.instances: [3', 'gateway.instancez: [3', /unknown field/],
    ['[3, 1, 17, 2]', '[17, 18]', /too large/],
    ['gateway.vm.restart', 'gateway.vm.restarts', /unknown field/],
    ['name: one lost', 'name: normal day', /named twice/],
    ['plan:', 'paln:', /unknown field.*write plan/],
    ['small.yaml', 'smal.yaml', /no such file/],
  ])('exits with 2 when %s is %s', async (right, wrong, message) => {
    const { exitCode, err } = await plan(EXPERIMENT.replace(right, wrong), '--quiet');
    expect(exitCode).toBe(EXIT.badInput);
    expect(err).toMatch(message);
  });
});
