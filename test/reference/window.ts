import type { Kernel } from './kernel.js';

export interface WindowOptions {
  readonly segment: number;
  readonly initialWindow: number;
  readonly maximumWindow: number;
}

/** A congestion window, in segments: guide, section "Windows". */
export class Window {
  private size: number;
  private lastUse = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly kernel: Kernel,
    private readonly options: WindowOptions,
    private readonly idleReset: () => number,
  ) {
    this.size = options.initialWindow;
  }

  /** As after a new connection. */
  close(): void {
    this.lastUse = Number.NEGATIVE_INFINITY;
  }

  /**
   * Round trips beyond the first that a message takes now.
   * @param countsFull whether those at the full window count; they do not where they are part of the line's rate
   */
  furtherRounds(bytes: number, countsFull: boolean): number {
    const { segment, initialWindow, maximumWindow } = this.options;
    const { now } = this.kernel;
    const largest = Math.max(initialWindow, Math.floor(maximumWindow / segment));
    if (now - this.lastUse > this.idleReset()) this.size = initialWindow;
    this.lastUse = now;
    let rounds = 0;
    for (let left = Math.ceil(bytes / segment) - this.size; left > 0; left -= this.size) {
      if (this.size === largest && !countsFull) break;
      this.size = Math.min(largest, 2 * this.size);
      rounds++;
    }
    return rounds;
  }
}
