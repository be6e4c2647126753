import { performance } from 'node:perf_hooks';
import { bar } from '../report/bar.js';
import { chosen, duration } from '../study/words/format.js';

const WIDTH = 30;
/** Clears the line and puts the cursor at its start. */
const CLEAR = '\r\u001b[K';

/** A progress bar on one line of a terminal, with the time that is left at the speed so far. */
export class Progress {
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
