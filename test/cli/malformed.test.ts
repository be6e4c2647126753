import { readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workingFolder } from '../folder.js';
import { callCmgsim } from './call.js';
import { good, MALFORMED } from './malformed-models.js';

workingFolder();

describe('a malformed model', () => {
  it.each(MALFORMED)('%s', async (_, model, line) => {
    writeFileSync('model.yaml', model);
    for (const command of [['model', 'check'], ['run']]) {
      const call = await callCmgsim(...command, 'model.yaml');
      expect(call).toEqual({ exitCode: 2, out: '', err: `model.yaml:${line}\n` });
    }
    expect(readdirSync('.')).toEqual(['model.yaml']);
  });

  it('gets one line a problem, in order of place', async () => {
    writeFileSync('model.yaml', good('dns: {lookup: 5}\nentra: {available: 2}\n', '[{count: -1}]'));
    const { err } = await callCmgsim('model', 'check', 'model.yaml');
    expect(err.split('\n').map((line) => line.split(': ')[0])).toEqual([
      'model.yaml:3:19',
      'model.yaml:4:15',
      'model.yaml:5:20',
      '',
    ]);
  });
});
