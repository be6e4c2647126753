import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/program.js';
import { callCmgsim } from './call.js';

describe('the command line', () => {
  it('prints its version', async () => {
    expect(await callCmgsim('--version')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
  });

  it('prints help on demand', async () => {
    expect(await callCmgsim('--help')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Usage: cmgsim'),
    });
  });

  it.each([
    ['modle'],
    ['--versoin'],
    ['model', 'chekc'],
    ['model', 'check'],
    ['model', 'check', '--sett'],
    [],
  ])('answers %j with exit 2 and words on standard error', async (...words) => {
    const call = await callCmgsim(...words);
    expect(call).toMatchObject({ exitCode: 2, out: '' });
    expect(call.err).not.toBe('');
  });

  it('suggests what was meant', async () => {
    expect((await callCmgsim('--versoin')).err).toContain('--version');
  });

  it('turns a fault of its own into a message, not a crash', async () => {
    let err = '';
    const session = {
      out: () => {
        throw new Error('boom');
      },
      err: (text: string) => {
        err += text;
      },
      exitCode: 0 as const,
    };
    expect(await runCommandLine(['--version'], session)).toBe(70);
    expect(err).toContain('boom');
  });
});
