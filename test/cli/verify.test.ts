import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { type Call, callCmgsim, callInterrupted } from './call.js';

let out = '';
let call: Call;
beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'cmgsim-'));
  call = await callCmgsim('verify', '--replications', '3', '--seed', '5', '--out', out);
}, 300_000);
afterAll(() => rmSync(out, { recursive: true }));

describe('cmgsim verify', () => {
  it('prints the table, says where the results are, and exits 0 when all agrees', () => {
    expect(call.out).toMatch(/^The simulation agrees with theory in all \d+ cases\./);
    expect(call.out).toMatch(/3 replications a case, seed 5\./);
    expect(call.err).toBe(`results are in ${join(out, 'verify')}\n`);
    expect(call.exitCode).toBe(EXIT.done);
  });

  it('writes the same as CSV and JSON', () => {
    const json = JSON.parse(readFileSync(join(out, 'verify', 'verify.json'), 'utf8'));
    const rows = readFileSync(join(out, 'verify', 'verify.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(json).toMatchObject({ seed: 5, replications: 3, agrees: true });
    expect(rows).toHaveLength(json.cases.length + 1);
  });

  it('says when it is interrupted, writes nothing, and exits with 130', async () => {
    const folder = join(out, 'interrupted');
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
    const refused = await callCmgsim('verify', '--out', join(out, 'verify', 'verify.csv'));
    expect(refused.exitCode).toBe(EXIT.badInput);
  });
});
