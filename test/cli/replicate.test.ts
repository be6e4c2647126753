import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { summarySchema } from '../../src/study/summary/summary.js';
import { folderForEach } from '../folder.js';
import { callCmgsim, callInterrupted } from './call.js';

const MODEL = `name: tiny
simulation: {duration: 5min, warmup: 1min}
gateway: {instances: 2}
clients: [{name: homeworkers, count: 40}]
`;

const home = folderForEach({ 'tiny.yaml': MODEL });

const words = (out: string, ...more: string[]) => [
  'run',
  home.path('tiny.yaml'),
  '--out',
  home.path(out),
  ...['--replications', '5', ...more],
];
const run = (out: string, ...more: string[]) => callCmgsim(...words(out, ...more));

/** Every file that a run wrote, apart from the one that says how long it took. */
function written(out: string): Record<string, string> {
  const folder = home.path(out, 'tiny');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.includes('.') && name !== 'timing.json',
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

describe('the replications of a run', () => {
  it('are kept as far as they are finished when it is interrupted, and resumed to the same bytes', async () => {
    const cut = await callInterrupted(2, ...words('cut'));
    expect(cut.exitCode).toBe(EXIT.interrupted);
    expect(cut.err).toMatch(/^interrupted: 2 of 5 replications were finished; --resume goes on from there$/m);
    expect(cut.out).toMatch(/^interrupted: 3 planned replications not finished$/m);
    const { replications, replicationsPlanned } = summarySchema.parse(
      JSON.parse(home.read('cut', 'tiny', 'summary.json')),
    );
    expect([replications, replicationsPlanned]).toEqual([2, 5]);

    const resumed = await run('cut', '--resume');
    expect(resumed.exitCode).toBe(EXIT.done);
    expect(resumed.err).toContain('kept from before: 2 replications\n');
    await run('whole');
    expect(written('cut')).toEqual(written('whole'));
  });

  it('give nothing but a message when not even one was finished', async () => {
    expect(await callInterrupted(0, ...words('none'))).toEqual({
      exitCode: EXIT.interrupted,
      out: '',
      err: 'interrupted: no replication was finished, there is no result\n',
    });
    expect(existsSync(home.path('none', 'tiny', 'summary.json'))).toBe(false);
  });

  it('are taken over from no other seed', async () => {
    await run('a');
    const { err } = await run('a', '--resume', '--seed', '2');
    expect(err).toContain('kept from before: 0 replications\n');
    await run('b', '--seed', '2');
    expect(written('a')).toEqual(written('b'));
  });

  it('extend a study that had fewer', async () => {
    await run('a', '--replications', '3');
    const { err } = await run('a', '--resume');
    expect(err).toContain('kept from before: 3 replications\n');
    await run('b');
    expect(written('a')).toEqual(written('b'));
  });

  it('go on after an interruption in a later round of a precision', async () => {
    const aim = ['--precision', '0.1%', '--max-replications', '22'];
    const whole = ['run', home.path('tiny.yaml'), '--out', home.path('whole'), ...aim];
    const cut = ['run', home.path('tiny.yaml'), '--out', home.path('cut'), ...aim];
    const { exitCode, err } = await callInterrupted(21, ...cut);
    expect(exitCode).toBe(EXIT.interrupted);
    expect(err).toMatch(/^interrupted: 21 of 22 replications were finished/m);
    await callCmgsim(...cut, '--resume');
    await callCmgsim(...whole);
    expect(written('cut')).toEqual(written('whole'));
  });
});
