import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { openModel } from '../../src/cli/model-file.js';
import { workingFolder } from '../folder.js';
import { callCmgsim } from './call.js';

const silent = () => ({ out: () => {}, err: () => {}, exitCode: EXIT.done });
workingFolder({
  'good.yaml': 'name: good\ngateway: {}\nclients: [{count: 10}]\n',
  'bad.yaml': 'name: bad\ngateway: {instances: 17}\nclients: [{count: 10}]\n',
  'measured/table.yaml':
    'name: t\ngateway: {}\nclients: [{count: 1}]\ndns: {lookup: {empirical: {csv: rtt.csv, column: rtt, unit: ms}}}\n',
  'measured/rtt.csv': 'site,rtt\nA,12\nB, 30\n',
});

describe('cmgsim model check', () => {
  it('says ok to a good model', async () => {
    expect(await callCmgsim('model', 'check', 'good.yaml')).toEqual({
      exitCode: 0,
      out: 'good.yaml: ok\n',
      err: '',
    });
  });

  it('checks all files that are named and remembers that one was bad', async () => {
    expect(await callCmgsim('model', 'check', 'bad.yaml', 'good.yaml')).toEqual({
      exitCode: 2,
      out: 'good.yaml: ok\n',
      err: 'bad.yaml:2:22: gateway.instances: 17 is too large; write a whole number from 1 to 16\n',
    });
  });

  it('applies every --set before it checks', async () => {
    const call = await callCmgsim(
      'model',
      'check',
      'bad.yaml',
      '--set',
      'gateway.instances=3',
      '--set',
      'clients.0.count=x',
    );
    expect(call).toEqual({
      exitCode: 2,
      out: '',
      err: '--set clients.0.count=x: expected a whole number from 0 to 10000000, found "x"; write a whole number from 0 to 10000000\n',
    });
  });

  it.each(['nowhere.yaml', 'measured', 'no-such-model'])(
    'says that there is no model %s',
    async (reference) => {
      const call = await callCmgsim('model', 'check', reference);
      expect(call).toMatchObject({
        exitCode: 2,
        out: '',
        err: expect.stringContaining(`${reference}: there is no such file`),
      });
    },
  );
});

describe('openModel', () => {
  it('finds tables beside the model', () => {
    expect(openModel('measured/table.yaml', [], silent())?.model.dns.lookup).toEqual({
      kind: 'empirical',
      values: [0.012, 0.03],
    });
  });

  it('identifies a model by its text and its tables', () => {
    const digest = () => openModel('measured/table.yaml', [], silent())?.sha256;
    const before = digest();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(digest()).toBe(before);
    writeFileSync('measured/rtt.csv', 'site,rtt\nA,12\nB,31\n');
    expect(digest()).not.toBe(before);
  });
});

describe('cmgsim model show', () => {
  it('prints the complete model as YAML with origins', async () => {
    const { exitCode, out } = await callCmgsim('model', 'show', 'good.yaml', '--set', 'gateway.instances=4');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^name: good +# yours: line 1$/m);
    expect(out).toMatch(/^ {2}instances: 4 +# yours: --set gateway.instances=4$/m);
    expect(out).toMatch(/^ {2}maintenance: 60s +# doc: domain-facts 3$/m);
  });

  it('prints one JSON object a field', async () => {
    const { out } = await callCmgsim('model', 'show', 'good.yaml', '--format', 'json');
    const { model, fields } = JSON.parse(out) as { model: string; fields: Record<string, unknown>[] };
    expect(model).toBe('good');
    expect(fields).toContainEqual({
      path: 'connectionPoints.rtt',
      value: '20ms',
      origin: 'assumed',
      source: 'domain-facts 9',
      range: ['1ms', '100ms'],
      description: 'Round trip between connection point and gateway',
    });
  });

  it('names a table, it does not print it', async () => {
    const { out } = await callCmgsim('model', 'show', 'measured/table.yaml');
    expect(out).toContain('lookup: {empirical: {csv: rtt.csv, column: rtt, unit: ms}}');
  });

  it('prints nothing of a bad model', async () => {
    expect(await callCmgsim('model', 'show', 'bad.yaml')).toMatchObject({ exitCode: 2, out: '' });
  });

  it('refuses a format that it does not have', async () => {
    expect(await callCmgsim('model', 'show', 'good.yaml', '--format', 'xml')).toMatchObject({
      exitCode: 2,
      out: '',
    });
  });
});

describe('cmgsim model schema', () => {
  it('prints a JSON Schema', async () => {
    const { exitCode, out } = await callCmgsim('model', 'schema');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      $schema: expect.stringContaining('json-schema.org'),
      type: 'object',
    });
  });

  it.each([
    ['summary', 'cmgsim/summary/5'],
    ['timing', 'cmgsim/timing/1'],
    ['network', 'cmgsim/network/1'],
    ['demand', 'cmgsim/demand/2'],
  ])('prints that of %s.json', async (of, title) => {
    const { exitCode, out } = await callCmgsim('model', 'schema', '--of', of);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title, type: 'object' });
  });
});
