import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { CLASSIC_NOT_FOR_SALE } from '../../src/model/classic.js';
import { folderForAll } from '../folder.js';
import { callCmgsim } from './call.js';

const NOTE = /Classic cloud service: none new from 2203 on, refused from 2403 on/g;
const UNCHECKED = /availability not checked/g;

const model = (name: string, gateway: string) => `name: ${name}
simulation: {start: 9h, warmup: 1min, duration: 5min}
gateway: {prefix: ${name}, region: westus3, ${gateway}}
clients: [{name: home, count: 30, authentication: {certificate: 1}}]
`;
const OWN = '{name: D4s_v5, cores: 4, ram: 16GiB, nic: 2Gbps, clients: 9000, pricePerHour: 0.4}';
const experiment = (name: string, kind: string) => `name: ${name}\nquestion: Which?\nmodel: ${kind}\n`;

const home = folderForAll();
const file = (name: string): string => home.path(name);
beforeAll(() => {
  home.write('old.yaml', model('old', 'deployment: classic, version: 2103'));
  home.write('kept.yaml', model('kept', 'deployment: classic'));
  home.write('new.yaml', model('new', 'deployment: scale-set'));
  home.write('own.yaml', model('own', `vmSize: ${OWN}`));
  home.write(
    'compared.yaml',
    `${experiment('compared', 'old.yaml')}replications: 2\ncompare: [{name: a}, {name: b, model: new.yaml}]\n`,
  );
  const factors = '{gateway.deployment: [classic, scale-set], gateway.instances: [1, 2]}';
  home.write('swept.yaml', `${experiment('swept', 'kept.yaml')}sweep: {factors: ${factors}}\n`);
  const plan = (deployments: string) =>
    `plan: {candidates: {gateway.deployment: ${deployments}}, objective: failed <= 50 %, firstStage: 2, frontierReplications: 2}\n`;
  home.write('planned.yaml', experiment('planned', 'kept.yaml') + plan('[classic, scale-set]'));
  home.write('planned-new.yaml', experiment('planned-new', 'new.yaml') + plan('[scale-set]'));
});

const call = (command: string, name: string, ...words: string[]) =>
  callCmgsim(...command.split(' '), file(name), ...words);
const study = (command: string, name: string, ...words: string[]) =>
  call(command, name, '--out', file('results'), ...words);
const times = (text: string, pattern: RegExp): number =>
  text.replace(/\s+/g, ' ').match(pattern)?.length ?? 0;

describe('every output on a classic cloud service says in one line that none can be bought', () => {
  it.each([
    ['run', 'old.yaml'],
    ['run', 'kept.yaml'],
    ['compare', 'compared.yaml'],
    ['sweep', 'swept.yaml'],
    ['network', 'kept.yaml'],
    ['network --check', 'kept.yaml'],
    ['network --grow 1..3', 'kept.yaml'],
    ['network --format markdown', 'kept.yaml'],
    ['model check', 'kept.yaml'],
    ['model show', 'kept.yaml'],
  ])('%s %s', async (command, name) => {
    const set = command.startsWith('model') || command.startsWith('network') ? call : study;
    const { out } = await set(command, name);
    const lines = out.split('\n').filter((line) => times(line, NOTE) > 0);
    expect(lines).toHaveLength(1);
    expect(lines[0]!.length).toBeLessThanOrEqual(104);
  });

  it.each([
    ['run', 'kept.yaml'],
    ['compare', 'compared.yaml'],
    ['sweep', 'swept.yaml'],
  ])('%s %s as JSON, and beside CSV on standard error', async (command, name) => {
    expect(JSON.parse((await study(command, name, '--format', 'json', '--quiet')).out).notes).toEqual([
      expect.stringMatching(NOTE.source),
    ]);
    expect(times((await study(command, name, '--format', 'csv')).err, NOTE)).toBe(1);
  });

  it('network as JSON, and beside CSV on standard error', async () => {
    expect(JSON.parse((await call('network --format json', 'kept.yaml')).out).notes).toHaveLength(1);
    const csv = await call('network --format csv', 'kept.yaml');
    expect([times(csv.out, NOTE), times(csv.err, NOTE)]).toEqual([0, 1]);
  });

  it('plan, which takes none for a candidate', async () => {
    const { exitCode, out } = await study('plan', 'planned.yaml', '--quiet');
    expect(exitCode).toBe(0);
    expect(times(out, new RegExp(`deployment classic: ${CLASSIC_NOT_FOR_SALE}`, 'g'))).toBe(1);
  });

  it('names those it is about where it is not about all', async () => {
    expect((await study('compare', 'compared.yaml', '--quiet')).out).toMatch(/^a: Classic cloud service/m);
    expect((await study('sweep', 'swept.yaml', '--quiet')).out).toMatch(/^2 of 4 points: Classic cloud/m);
    const rows: Record<string, string>[] = parse(home.read('results/swept/sweep.csv'), {
      columns: true,
    });
    for (const { 'gateway.deployment': deployment, reason } of rows)
      expect(times(reason!, NOTE)).toBe(deployment === 'classic' ? 1 : 0);
  });

  it('and none on a scale set does', async () => {
    for (const command of ['run', 'network', 'model check', 'model show']) {
      const { out } = await (command === 'run' ? study : call)(command, 'new.yaml');
      expect(times(out, /classic cloud service:/gi)).toBe(0);
    }
  });
});

describe('a price or a verdict for a region says once that availability was not checked', () => {
  it.each([
    ['run', 'new.yaml', 'A2_v2 in westus3'],
    ['run', 'own.yaml', 'D4s_v5 in westus3'],
    ['compare', 'compared.yaml', 'A2_v2 in westus3'],
    ['sweep', 'swept.yaml', 'A2_v2 in westus3'],
    ['plan', 'planned-new.yaml', 'A2_v2 in westus3'],
  ])('%s %s, of %s', async (command, name, what) => {
    const { out } = await study(command, name, '--quiet');
    expect(times(out, UNCHECKED)).toBe(1);
    expect(out).toContain(`${what}: availability not checked`);
    const { out: json } = await study(command, name, '--quiet', '--format', 'json');
    expect(JSON.parse(json).availability).toBe(`${what}: availability not checked`);
    const { err, out: csv } = await study(command, name, '--format', 'csv');
    expect([times(csv, UNCHECKED), times(err, UNCHECKED)]).toEqual([0, 1]);
  });

  it('and of a classic cloud service it says that none can be bought instead', async () => {
    const { out } = await study('run', 'kept.yaml', '--quiet', '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({ availability: null, notes: [expect.any(String)] });
  });
});

describe('a VM size of your own', () => {
  it('is simulated, reported and billed, and the parts of the bill add up to the whole', async () => {
    const { out } = await study('run', 'own.yaml', '--quiet', '--format', 'json');
    const { instances, cost } = JSON.parse(out);
    expect(instances).toMatchObject([{ size: 'D4s_v5', clientLimit: 9000, support: 'supported' }]);
    const items: { what: string; amount: { value: number } }[] = cost.items;
    expect(items.find(({ what }) => what === 'vm-hours')!.amount.value).toBeCloseTo(730 * 0.4, 6);
    expect(items.reduce((sum, { amount }) => sum + amount.value, 0)).toBeCloseTo(cost.totalPerMonth.value, 9);
    expect((await study('run', 'own.yaml', '--quiet')).out).toMatch(/^own: 1 × D4s_v5, /);
  });

  it('behaves as one of the catalogue with the same figures does', async () => {
    const same = '{name: twin, cores: 2, ram: 4GiB, nic: 500Mbps, clients: 6000, pricePerHour: 0.136}';
    const figures = async (...words: string[]) => {
      const { out } = await study('run', 'new.yaml', '--quiet', '--format', 'json', ...words);
      const { requests, resources, cost, verdict } = JSON.parse(out);
      return { requests, resources, cost, verdict };
    };
    expect(
      JSON.parse(
        JSON.stringify(await figures('--set', `gateway.vmSize=${same}`)).replaceAll('twin', 'A2_v2'),
      ),
    ).toEqual(await figures());
  });
});
