import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { buildProgram, runProgram, startProgram } from '../built.js';

const MODEL = `name: tiny
simulation: {duration: 20min, warmup: 2min}
gateway: {instances: 2}
connectionPoints: {count: 1}
clients:
  - {name: homeworkers, count: 40}
`;

let home = '';
let model = '';
beforeAll(buildProgram, 120_000);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cmgsim-'));
  model = join(home, 'tiny.yaml');
  writeFileSync(model, MODEL);
});
afterEach(() => rmSync(home, { recursive: true }));

/** Every file that a run wrote, apart from what it says of the program's own speed. */
function written(out: string): Record<string, string> {
  const folder = join(home, out, 'tiny');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.'),
  );
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return [name, name === 'summary.json' ? text.slice(0, text.indexOf('"simulation"')) : text];
    }),
  );
}

const words = (out: string, ...more: string[]) => [
  'run',
  model,
  '--out',
  join(home, out),
  '--replications',
  '6',
  ...more,
];
const keptFiles = (out: string): string[] => {
  const folder = join(home, out, 'tiny', 'replications');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
};

describe('worker threads', () => {
  it('give the same bytes whatever their number', async () => {
    for (const workers of ['1', '2', '5']) {
      expect(await runProgram(...words(workers, '--workers', workers))).toMatchObject({
        exitCode: EXIT.done,
      });
    }
    expect(Object.keys(written('1'))).toContain('replications/5.json');
    expect(written('2')).toEqual(written('1'));
    expect(written('5')).toEqual(written('1'));
  });

  it('are left at once on Ctrl-C, and what was finished is kept and resumed to the same bytes', async () => {
    const long = ['--duration', '30h', '--workers', '1'];
    const { process: child, ended } = startProgram(...words('cut', ...long));
    while (keptFiles('cut').length < 2) await pause(20);
    const before = performance.now();
    child.kill('SIGINT');
    const { exitCode, out, err } = await ended;
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(exitCode).toBe(EXIT.interrupted);
    expect(err).toMatch(/^interrupted: [2-5] of 6 replications were finished; --resume goes on from there$/m);
    expect(out).toMatch(/^interrupted: \d planned replications? not finished$/m);

    const finished = keptFiles('cut').length;
    const resumed = await runProgram(...words('cut', ...long, '--resume'));
    expect(resumed.exitCode).toBe(EXIT.done);
    expect(resumed.err).toContain(`kept from before: ${finished} replications\n`);
    await runProgram(...words('whole', ...long));
    expect(written('cut')).toEqual(written('whole'));
  }, 240_000);

  it('end with nothing but a message when not even one replication was finished', async () => {
    const { process: child, ended } = startProgram(...words('none', '--duration', '900d', '--workers', '1'));
    while (!existsSync(join(home, 'none', 'tiny'))) await pause(20);
    await pause(1000);
    child.kill('SIGINT');
    expect(await ended).toEqual({
      exitCode: EXIT.interrupted,
      out: '',
      err: 'interrupted: no replication was finished, there is no result\n',
    });
    expect(readdirSync(join(home, 'none', 'tiny'))).toEqual([]);
  });

  it('take over nothing of another seed, model or length', async () => {
    await runProgram(...words('a'));
    const { err } = await runProgram(...words('a', '--resume', '--seed', '2'));
    expect(err).toContain('kept from before: 0 replications\n');
    await runProgram(...words('b', '--seed', '2'));
    expect(written('a')).toEqual(written('b'));
  });

  it('extend a study that had fewer replications', async () => {
    await runProgram(...words('a', '--replications', '3'));
    const { err } = await runProgram(...words('a', '--resume'));
    expect(err).toContain('kept from before: 3 replications\n');
    await runProgram(...words('b'));
    expect(written('a')).toEqual(written('b'));
  });
});
