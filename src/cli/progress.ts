import { performance } from 'node:perf_hooks';
import { bar } from '../report/bar.js';
import { FINISHED, type Work } from '../study/simulate/work.js';
import { chosen, duration } from '../study/words/format.js';

const WIDTH = 30;
const REDRAW_MILLISECONDS = 200;
/** Clears the line and puts the cursor at its start. */
const CLEAR = '\r\u001b[K';

/** A progress bar on one line of a terminal, with the time that is left at the speed so far. */
class Progress {
  private readonly start = performance.now();

  constructor(private readonly write: (text: string) => void) {}

  /** Draws the share of the work that is done, 0..1, and a remark. */
  show(share: number, remark: string): void {
    this.write(`${CLEAR}${bar(share, WIDTH)} ${Math.floor(share * 100)} %  ${remark}${this.timeLeft(share)}`);
  }

  /** Takes the bar away. */
  clear(): void {
    this.write(CLEAR);
  }

  private timeLeft(share: number): string {
    const seconds = (performance.now() - this.start) / 1000;
    if (seconds < 1 || share <= 0 || share >= 1) return '';
    return `, ${chosen(duration(Math.ceil((seconds / share) * (1 - share))))} left`;
  }
}

/**
 * Draws how far a work is until what it returns is called.
 * @param write standard error
 */
export function drawProgress(write: (text: string) => void, work: Work): () => void {
  const { cells, total, noun = 'replications' } = work;
  const bar = new Progress(write);
  const draw = () => {
    const finished = cells.filter((cell) => cell === FINISHED).length;
    bar.show(shareDone(work), total() === 1 ? 'simulated' : `${finished} of ${total()} ${noun}`);
  };
  draw();
  const timer = setInterval(draw, REDRAW_MILLISECONDS);
  return () => {
    clearInterval(timer);
    bar.clear();
  };
}

function shareDone({ cells, total, weights }: Work): number {
  const weightOf = (index: number): number => weights?.[index] ?? 1;
  const done = cells.reduce((sum, cell, index) => sum + cell * weightOf(index), 0) / FINISHED;
  return done / (weights === undefined ? total() : weights.reduce((sum, weight) => sum + weight, 0));
}
