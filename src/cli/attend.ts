import { Progress } from './progress.js';
import type { Session } from './session.js';
import { isWatched } from './terminal.js';

const REDRAW_MILLISECONDS = 200;
/** What a cell of the progress of a finished replication holds. */
export const FINISHED = 1000;

/** How far a piece of work is. */
interface Work {
  /** Thousandths done of each replication, in memory that workers share. */
  readonly cells: Int32Array;
  /** How many replications there are to be, as far as is known by now. */
  total(): number;
  /** How much work each cell stands for; all the same when left out. */
  readonly weights?: readonly number[];
  /** What the cells are; replications when left out. */
  readonly noun?: string;
}

/** What ends a piece of work early, and whom to tell of what it has done. */
export interface Attendance {
  readonly signal: AbortSignal;
  /** To be called when a simulation ends, before what it yields is kept. */
  onSimulated(): void;
}

/** Thousandths done of each of `count` replications, in memory that workers share. */
export function progressCells(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Attends to a long piece of work: draws its progress while someone watches, and turns the first Ctrl-C, or the
 * interruption of the session, into an abort of the signal (a second Ctrl-C ends the program as if nobody had
 * listened).
 */
export async function attend<Result>(
  session: Session,
  { quiet, progress }: { readonly quiet: boolean; readonly progress: Work },
  act: (attendance: Attendance) => Promise<Result>,
): Promise<Result> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  const signals = [interruption.signal, ...(session.interruption ? [session.interruption] : [])];
  const drawing = quiet || !isWatched() ? null : drawProgress(session, progress);
  process.once('SIGINT', interrupt);
  try {
    return await act({ signal: AbortSignal.any(signals), onSimulated: () => session.onSimulated?.() });
  } finally {
    process.off('SIGINT', interrupt);
    drawing?.stop();
  }
}

function drawProgress(session: Session, work: Work): { stop(): void } {
  const { cells, total, noun = 'replications' } = work;
  const bar = new Progress(session.err);
  const draw = () => {
    const finished = cells.filter((cell) => cell === FINISHED).length;
    bar.show(shareDone(work), total() === 1 ? 'simulated' : `${finished} of ${total()} ${noun}`);
  };
  draw();
  const timer = setInterval(draw, REDRAW_MILLISECONDS);
  return {
    stop: () => {
      clearInterval(timer);
      bar.clear();
    },
  };
}

function shareDone({ cells, total, weights }: Work): number {
  const weightOf = (index: number): number => weights?.[index] ?? 1;
  const done = cells.reduce((sum, cell, index) => sum + cell * weightOf(index), 0) / FINISHED;
  return done / (weights === undefined ? total() : weights.reduce((sum, weight) => sum + weight, 0));
}
