import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderForAll } from '../folder.js';
import { callCmgsim } from './call.js';

const directory = folderForAll({
  'fabrikam.yaml': [
    'name: fabrikam',
    'gateway: {deployment: scale-set, instances: 2, prefix: fabrikam, region: westeurope}',
    'connectionPoints: {firewall: {open: ["10124-10125"]}}',
    'clients: [{name: homeworkers, count: 12000}]',
    '',
  ].join('\n'),
});

const network = (...words: string[]) => callCmgsim('network', directory.path('fabrikam.yaml'), ...words);

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

  it('lists blocked names that block nothing, in every format that is read by people or programs', async () => {
    const misspelt = directory.path('misspelt.yaml');
    const hosts = (...names: string[]) => `{blockedHosts: [${names.map((name) => `"${name}"`).join(', ')}]}`;
    writeFileSync(
      misspelt,
      [
        'name: a',
        'gateway: {prefix: contoso, region: westeurope}',
        `connectionPoints: {firewall: ${hosts('contosso.blob.core.windows.net', '*.vault.azure.net')}}`,
        `clients: [{name: home, count: 1, firewall: ${hosts('login.microsoft.com', 'CONTOSO.blob.core.windows.net', '*.example.com')}}]`,
        '',
      ].join('\n'),
    );
    const ask = async (...words: string[]) =>
      (await callCmgsim('network', misspelt, '--check', ...words)).out;
    const said =
      'locks nothing that this deployment needs: contosso.blob.core.windows.net (connection point firewall), login.microsoft.com (client firewall (home)), *.example.com (client firewall (home))';
    expect((await ask()).replace(/\s+/g, ' ')).toContain(`b${said}`);
    expect(await ask('--format', 'markdown')).toContain(`B${said}`);
    expect(JSON.parse(await ask('--format', 'json')).check.blocksNothing).toEqual([
      { at: 'connection point firewall', host: 'contosso.blob.core.windows.net' },
      { at: 'client firewall (home)', host: 'login.microsoft.com' },
      { at: 'client firewall (home)', host: '*.example.com' },
    ]);
    expect(await callCmgsim('model', 'check', misspelt)).toMatchObject({ exitCode: 0, err: '' });
    expect((await network('--check')).out).not.toContain('locks nothing');
  });

  it('says which names are defaults: in the text, and beside a CSV on standard error', async () => {
    const nameless = directory.write(
      'nameless.yaml',
      'name: a\ngateway: {instances: 2}\nclients: [{count: 1}]\n',
    );
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
    const out = directory.path('deep', 'out');
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

describe('cmgsim network --check of a gateway that changes its size', () => {
  const scaled = (from: number, to: number, open: readonly (number | string)[], deployment = 'scale-set') => {
    const path = directory.path(`${deployment}-${from}-${to}-${open.join('-')}.yaml`);
    const model = {
      name: 'scaled',
      simulation: { start: '33h', warmup: '0s', duration: '40min' },
      gateway: { deployment, version: 2107, instances: from, prefix: 'fabrikam', region: 'westeurope' },
      connectionPoints: { count: 2, firewall: { open } },
      clients: [{ name: 'home', count: 100 }],
      events: [{ event: 'scale', at: '1990min', instances: to }],
    };
    writeFileSync(path, JSON.stringify(model));
    return path;
  };

  it.each<[what: string, path: () => string, exitCode: number, says: string]>([
    [
      'growth with the ports of one instance alone',
      () => scaled(1, 2, [443]),
      3,
      'with 2 instances, from Tue 09:10 on: instances 1-2 have no channel: the firewall closes port 10124 (HTTPS) (and so on)',
    ],
    [
      'growth without the port of the first instance',
      () => scaled(1, 2, [443, 10125]),
      3,
      'with 2 instances, from Tue 09:10 on: instance 1 has no channel: the firewall closes port 10124 (HTTPS)',
    ],
    [
      'growth of a classic gateway with the port of the fallback alone',
      () => scaled(1, 2, [443], 'classic'),
      3,
      'with 2 instances, from Tue 09:10 on: instances 1-2 have no channel: the firewall closes port 10140 (TCP-TLS); the firewall closes port 10124 (HTTPS)',
    ],
    [
      'growth with every port',
      () => scaled(1, 2, [443, 10124, 10125]),
      0,
      'with 2 instances, from Tue 09:10 on',
    ],
    [
      'shrinking to one without its port',
      () => scaled(2, 1, ['10124-10139']),
      3,
      'with 1 instance, from Tue 09:10 on: instance 1 has no channel: the firewall closes port 443 (HTTPS)',
    ],
    [
      'shrinking to one with its port',
      () => scaled(2, 1, [443, '10124-10139']),
      0,
      'with 2 instances, until Tue 09:10',
    ],
  ])('says of %s what a run finds, with the same exit code', async (_what, path, exitCode, says) => {
    const file = path();
    const check = await callCmgsim('network', file, '--check');
    expect(check).toMatchObject({ exitCode, err: '' });
    expect(check.out.replace(/\s+/g, ' ')).toContain(says);
    const run = await callCmgsim('run', file, '--quiet');
    expect(run.exitCode).toBe(exitCode);
    expect(run.out.includes('DISCONNECTED')).toBe(exitCode === 3);
  });

  it('carries the sizes in every format', async () => {
    const file = scaled(1, 2, [443, 10125]);
    const check = async (format: string) =>
      (await callCmgsim('network', file, '--check', '--format', format)).out;
    const json = JSON.parse(await check('json')).check;
    expect(json).toMatchObject({ state: 'broken', requestShare: 0.5, downloadShare: 0.5 });
    expect(json.phases).toMatchObject([
      { fromSeconds: 118_800, toSeconds: 119_400, sizes: [{ gateway: 'cmg', instances: 1 }], state: 'works' },
      { fromSeconds: 119_400, toSeconds: null, sizes: [{ gateway: 'cmg', instances: 2 }], state: 'broken' },
    ]);
    expect(await check('csv')).toMatch(
      /^channel,.*,instance 1,1,,,broken,no-channel,.*,2,119400,,Tue 09:10,$/m,
    );
    const local = await callCmgsim('network', file, '--check', '--set', 'site.timeZone=Asia/Kolkata');
    expect(local.out.replace(/\s+/g, ' ')).toContain('from Tue 14:40 on');
    expect(await check('markdown')).toContain(
      '| broken | with 2 instances, from Tue 09:10 on | instance 1 has no channel: the firewall closes port 10124 (HTTPS) | 50 % | 50 % |',
    );
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
    const out = directory.path('never');
    const call = await network(...words, '--out', out);
    expect(call).toMatchObject({ exitCode: 2, out: '' });
    expect(call.err).toContain(remedy);
    expect(existsSync(out)).toBe(false);
  });
});

describe('cmgsim network --out', () => {
  it('says where it may not write, with exit code 2', async () => {
    const call = await network('--out', directory.path('fabrikam.yaml'));
    expect(call).toMatchObject({ exitCode: 2, out: '' });
    expect(call.err).toContain(directory.path('fabrikam.yaml'));
  });
});
