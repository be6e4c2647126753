import { EXIT, type ExitCode } from './exit-codes.js';

/** One call of the program: where its words go, and what it will tell the shell. */
export interface Session {
  /** Results: standard output. */
  out(text: string): void;
  /** Progress and messages: standard error. */
  err(text: string): void;
  exitCode: ExitCode;
  /** Interrupts long work as Ctrl-C does, for who calls the program from within a process. */
  readonly interruption?: AbortSignal | undefined;
  /** Told at once of each simulation that ends. */
  readonly onSimulated?: (() => void) | undefined;
}

/** A session on the terminal of this process. */
export function terminalSession(): Session {
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    exitCode: EXIT.done,
  };
}
