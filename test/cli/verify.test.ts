import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { folderForAll } from '../folder.js';
import { type Call, callCmgsim, callInterrupted } from './call.js';

const results = folderForAll();
let call: Call;
beforeAll(async () => {
  call = await callCmgsim('verify', '--replications', '3', '--seed', '5', '--out', results.path());
}, 300_000);

describe('cmgsim verify', () => {
  it('prints the table, says where the results are, and exits 0 when all agrees', () => {
    expect(call.out).toMatch(/^The simulation agrees with theory in all \d+ cases\./);
    expect(call.out).toMatch(/3 replications a case, seed 5\./);
    expect(call.err).toBe(`results are in ${results.path('verify')}\n`);
    expect(call.exitCode).toBe(EXIT.done);
  });

  it('writes the same as CSV and JSON', () => {
    const json = JSON.parse(results.read('verify', 'verify.json'));
    const rows = results.read('verify', 'verify.csv').trim().split('\n');
    expect(json).toMatchObject({ seed: 5, replications: 3, agrees: true });
    expect(rows).toHaveLength(json.cases.length + 1);
  });

  it('says when it is interrupted, writes nothing, and exits with 130', async () => {
    const folder = results.path('interrupted');
    const {
      exitCode,
      err,
      out: printed,
    } = await callInterrupted(...([3, 'verify', '--replications', '2', '--out', folder] as const));
    expect([exitCode, printed]).toEqual([EXIT.interrupted, '']);
    expect(err).toBe('interrupted: the cases are judged together, so there is no result\n');
    expect(readdirSync(join(folder, 'verify'))).toEqual([]);
  });

  it('refuses a single replication and a directory that cannot be', async () => {
    expect((await callCmgsim('verify', '--replications', '1')).exitCode).toBe(EXIT.badInput);
    const refused = await callCmgsim('verify', '--out', results.path('verify', 'verify.csv'));
    expect(refused.exitCode).toBe(EXIT.badInput);
  });
});
