import { EXIT, type ExitCode } from '../../src/cli/exit-codes.js';
import { runCommandLine } from '../../src/cli/program.js';

export interface Call {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line inside this process and returns what it said. */
export async function callCmgsim(...words: string[]): Promise<Call> {
  const said = { out: '', err: '' };
  const exitCode = await runCommandLine(words, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    exitCode: EXIT.done,
  });
  return { exitCode, ...said };
}
