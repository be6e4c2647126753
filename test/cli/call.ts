import { EXIT, type ExitCode } from '../../src/cli/exit-codes.js';
import { runCommandLine } from '../../src/cli/program.js';
import type { Session } from '../../src/cli/session.js';

export interface Call {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line inside this process and returns what it said. */
export const callCmgsim = (...words: string[]): Promise<Call> => call(words, {});

/** The same, interrupted at the moment at which so many simulations have ended, whatever the speed of the machine. */
export function callInterrupted(simulations: number, ...words: string[]): Promise<Call> {
  const interruption = new AbortController();
  let left = simulations;
  if (left === 0) interruption.abort();
  const onSimulated = () => {
    if (--left === 0) interruption.abort();
  };
  return call(words, { interruption: interruption.signal, onSimulated });
}

async function call(words: readonly string[], more: Partial<Session>): Promise<Call> {
  const said = { out: '', err: '' };
  const exitCode = await runCommandLine(words, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    exitCode: EXIT.done,
    ...more,
  });
  return { exitCode, ...said };
}
