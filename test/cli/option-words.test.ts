import { describe, expect, it } from 'vitest';
import { refusalText } from '../../src/cli/refusal-text.js';
import type { Session } from '../../src/cli/session.js';
import { tell } from '../../src/cli/work/study.js';
import type { Message } from '../../src/study/context.js';
import { callCmgsim } from './call.js';

describe('what a study says, on the command line', () => {
  const told = (message: Message, quiet = false): string => {
    const written: string[] = [];
    const err = (text: string): void => void written.push(text);
    tell({ err } as Session, message, quiet);
    return written.join('');
  };

  it('has the option that mends it', () => {
    expect(told({ kind: 'window', text: 'half of the peak only', remedy: 'window' })).toBe(
      'half of the peak only: --window busiest measures it\n',
    );
    expect(told({ kind: 'warning', text: 'no steady state', remedy: 'warmup' }, true)).toBe(
      'no steady state: write --warmup\n',
    );
    expect(told({ kind: 'window', text: 'the busiest hour' })).toBe('the busiest hour\n');
  });

  it('names the option that is refused', () => {
    expect(refusalText({ field: 'durationSeconds', reason: 'too short' })).toBe('--duration: too short');
    expect(refusalText({ field: 'window', reason: 'no such zone' })).toBe('--window: no such zone');
  });

  it('names it before anything is simulated', async () => {
    const alone = await callCmgsim('compare', 'lab', 'scale-set', '--replications', '1');
    expect([alone.exitCode, alone.err]).toEqual([
      2,
      'cmgsim compare: --replications: a paired comparison needs two or more replications, and takes 10 where nothing is said\n',
    ]);
    const limit = await callCmgsim('run', 'lab', '--replications', '2', '--max-replications', '3');
    expect([limit.exitCode, limit.err]).toEqual([
      2,
      '--max-replications: it limits what a precision or an objective repeats; a fixed number is asked for as replications\n',
    ]);
  });
});
