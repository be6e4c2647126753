import { keepFiles } from '../../host/files.js';
import { openThreads } from '../../host/threads.js';
import { BUSIEST_REMEDY } from '../../report/windows.js';
import type { Message, StudyOptions } from '../../study/context.js';
import type { Keeper } from '../../study/simulate/keeper.js';
import { EXIT } from '../exit-codes.js';
import { drawProgress } from '../progress.js';
import { orRefuse } from '../refuse.js';
import type { Session } from '../session.js';
import { isWatched } from '../terminal.js';

/** Options that say how a study is worked on, not what it answers. */
interface WorkOptions {
  readonly workers?: number;
  readonly quiet?: true;
  readonly resume?: true;
}

/**
 * Asks a study on the threads of this machine: its messages and, while someone watches, its progress go to standard error;
 * the first Ctrl-C, or the interruption of the session, becomes its signal (a second Ctrl-C ends the program as if nobody
 * had listened).
 */
export async function askStudy<Answer>(
  session: Session,
  { workers, quiet, resume }: WorkOptions,
  keeper: Keeper,
  ask: (options: StudyOptions) => Promise<Answer>,
): Promise<Answer> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  const signals = [interruption.signal, ...(session.interruption ? [session.interruption] : [])];
  const executor = openThreads(workers);
  process.once('SIGINT', interrupt);
  try {
    return await ask({
      executor,
      keeper,
      resume: resume ?? false,
      signal: AbortSignal.any(signals),
      onWork: (work) => (quiet || !isWatched() ? () => undefined : drawProgress(session.err, work)),
      onMessage: (message) => tell(session, message, quiet ?? false),
      onSimulated: () => session.onSimulated?.(),
      now: () => performance.now() / 1000,
    });
  } finally {
    process.off('SIGINT', interrupt);
    await executor.close();
  }
}

const REMEDIES = { window: BUSIEST_REMEDY, warmup: 'write --warmup' } as const;

/** Writes a message of a study to standard error; of an interruption the shell is told, too. */
export function tell(session: Session, { kind, text, goesOn, remedy }: Message, quiet: boolean): void {
  if (kind !== 'interrupted') {
    const mended = remedy === undefined ? '' : `: ${REMEDIES[remedy]}`;
    if (kind === 'warning' || !quiet) session.err(`${text}${mended}\n`);
    return;
  }
  session.err(`interrupted: ${text}${goesOn ? `; --resume goes on ${goesOn}` : ''}\n`);
  if (session.exitCode === EXIT.done) session.exitCode = EXIT.interrupted;
}

/** Keeps finished work in files; where the host refuses one the user is told, and the study goes on. */
export function keepOrTell(session: Session, command: string, out: string, directory: string): Keeper {
  const files = keepFiles(directory);
  const keep: Keeper['keep'] = async (...what) =>
    void (await orRefuse(session, command, out, () => files.keep(...what)));
  return { ...files, keep };
}
