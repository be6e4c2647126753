import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCmgsim } from './call.js';

let directory: string;
let file: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cmgsim-network-'));
  file = join(directory, 'fabrikam.yaml');
  writeFileSync(
    file,
    [
      'name: fabrikam',
      'gateway: {deployment: scale-set, instances: 2, prefix: fabrikam, region: westeurope}',
      'connectionPoints: {firewall: {open: ["10124-10125"]}}',
      'clients: [{name: homeworkers, count: 12000}]',
      '',
    ].join('\n'),
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

const network = (...words: string[]) => callCmgsim('network', file, ...words);

describe('cmgsim network', () => {
  it('prints ports, endpoints and HTTP of the model', async () => {
    const call = await network();
    expect(call).toMatchObject({ exitCode: 0, err: '' });
    expect(call.out).toContain('fabrikam: scale set, 2 instances');
    for (const title of ['Ports', 'Internet endpoints', 'HTTP verbs and headers'])
      expect(call.out).toMatch(new RegExp(`^${title}`, 'm'));
  });

  it.each([
    ['markdown', /^# Network of fabrikam/],
    ['csv', /^kind,gateway/],
    ['json', /^\{\n {2}"schema": "cmgsim\/network\/1"/],
  ])('prints %s', async (format, beginning) => {
    const call = await network('--format', format);
    expect(call.exitCode).toBe(0);
    expect(call.out).toMatch(beginning);
  });

  it('says which names are defaults: in the text, and beside a CSV on standard error', async () => {
    const nameless = join(directory, 'nameless.yaml');
    writeFileSync(nameless, 'name: a\ngateway: {instances: 2}\nclients: [{count: 1}]\n');
    const note =
      'the names are not yours yet: gateway.prefix (cmg), gateway.region (westeurope) are defaults';
    const ask = (...words: string[]) => callCmgsim('network', nameless, ...words);
    expect(await ask()).toMatchObject({ out: expect.stringContaining(note), err: '' });
    expect((await ask('--set', 'gateway.prefix=a', '--set', 'gateway.region=eastus')).out).not.toContain(
      'yours',
    );
    expect((await ask('--format', 'csv')).err).toContain(note);
    expect((await ask('--format', 'csv', '--quiet')).err).toBe('');
    expect(JSON.parse((await ask('--format', 'json')).out).unstated).toEqual([
      { path: 'gateway.prefix', value: 'cmg' },
      { path: 'gateway.region', value: 'westeurope' },
    ]);
  });

  it('has exit code 0 for a check that finds everything open', async () => {
    const call = await network('--check');
    expect(call.exitCode).toBe(0);
    expect(call.out).toContain('everything that this deployment needs is open');
  });

  it('has exit code 3 for a check that finds something broken, and prints it all the same', async () => {
    const call = await network('--check', '--set', 'gateway.instances=3');
    expect(call.exitCode).toBe(3);
    expect(call.out).toContain('33.3 % of requests');
  });

  it('has exit code 0 for one that is degraded alone', async () => {
    const call = await network(
      '--check',
      ...['--set', 'gateway.deployment=classic', '--set', 'connectionPoints.firewall.open=["10124-10125"]'],
    );
    expect(call.out).toContain('fell back to HTTPS');
    expect(call.exitCode).toBe(0);
  });

  it('prints what growth opens', async () => {
    const call = await network('--grow', '1..16', '--format', 'csv');
    expect(call.exitCode).toBe(0);
    expect(call.out.trimEnd().split('\n')).toHaveLength(1 + 1 + 3 + 14);
  });

  it('writes every format to files on demand, and says so unless quiet', async () => {
    const out = join(directory, 'deep', 'out');
    const call = await network('--check', '--grow', '2..3', '--out', out);
    const folder = join(out, 'fabrikam');
    expect(readdirSync(folder).sort()).toEqual([
      'network-check.csv',
      'network-growth.csv',
      'network-requirements.csv',
      'network.json',
      'network.md',
    ]);
    expect(call.err).toBe(`results are in ${folder}\n`);
    expect(JSON.parse(readFileSync(join(folder, 'network.json'), 'utf8')).check.state).toBe('works');
    expect((await network('--out', out, '--quiet')).err).toBe('');
  });
});

describe('cmgsim network refuses', () => {
  it.each([
    ['a range that is none', ['--grow', '1-16'], 'from..to'],
    ['a range beyond 16 instances', ['--grow', '1..17'], 'from..to'],
    ['a range that shrinks', ['--grow', '3..2'], 'from..to'],
    ['an unknown format', ['--format', 'yaml'], 'table, markdown, csv, json'],
    ['two tables in one CSV', ['--check', '--grow', '1..2', '--format', 'csv'], 'one table'],
    ['a model that cannot exist', ['--set', 'gateway.instances=17'], '17'],
  ])('%s, with exit code 2, a remedy and no output', async (_what, words, remedy) => {
    const out = join(directory, 'never');
    const call = await network(...words, '--out', out);
    expect(call).toMatchObject({ exitCode: 2, out: '' });
    expect(call.err).toContain(remedy);
    expect(existsSync(out)).toBe(false);
  });
});

describe('cmgsim network --out', () => {
  it('says where it may not write, with exit code 2', async () => {
    const call = await network('--out', file);
    expect(call).toMatchObject({ exitCode: 2, out: '' });
    expect(call.err).toContain(file);
  });
});
