import type { Arena, Draw } from '../../../engine/index.js';

export interface WindowOptions {
  readonly segmentBytes: number;
  /** Segments. */
  readonly initialWindow: number;
  readonly maximumWindowBytes: number;
}

/** Figures of a window: its segments, and its last use. It begins at an even place. */
export const WINDOW_FIGURES = 2;
const LAST_USE = 1;

/**
 * Congestion windows of a set of TCP connections, in segments. A transfer of n segments over a window w needs further
 * round trips while w + 2w + 4w + ... < n (slow start doubles the window each round: RFC 5681, section 3.1; initial
 * window of 10 segments: RFC 6928). After a silence the window starts again (RFC 5681, section 4.1).
 */
export class CongestionWindows {
  private readonly segmentBytes: number;
  private readonly initial: number;
  private readonly maximum: number;

  /** @param arena where the windows stand; each is known by the place of its first figure */
  constructor(
    private readonly arena: Arena,
    options: WindowOptions,
  ) {
    const { segmentBytes, initialWindow, maximumWindowBytes } = options;
    this.segmentBytes = segmentBytes;
    this.initial = initialWindow;
    this.maximum = Math.max(initialWindow, Math.floor(maximumWindowBytes / segmentBytes));
  }

  /**
   * Round trips beyond the first that `bytes` need over a window at time `now`; it grows by it.
   * @param idleReset seconds of silence after which it starts again
   * @param atFullWindow false leaves out those at the full window, where they are in the transfer's rate already
   */
  furtherRounds(window: number, bytes: number, now: number, idleReset: Draw, atFullWindow = true): number {
    const { floats } = this.arena;
    let size = floats[window];
    if (now - floats[window | LAST_USE] > idleReset.next()) size = this.initial;
    const segments = Math.ceil(bytes / this.segmentBytes);
    let rounds = 0;
    let sent = size;
    while (sent < segments) {
      if (size === this.maximum) {
        // At the full window every round carries as much as the one before.
        if (atFullWindow) rounds += Math.ceil((segments - sent) / size);
        break;
      }
      size = Math.min(this.maximum, size * 2);
      sent += size;
      rounds++;
    }
    floats[window] = size;
    floats[window | LAST_USE] = now;
    return rounds;
  }

  /** A connection was built anew. */
  reset(window: number): void {
    this.arena.floats[window] = this.initial;
    this.arena.floats[window | LAST_USE] = Number.NEGATIVE_INFINITY;
  }
}

/** A connection that begins, or has been silent: its window is the initial one. See `CongestionWindows`. */
export class ColdWindow {
  private readonly segmentBytes: number;
  private readonly initial: number;
  private readonly maximum: number;

  constructor({ segmentBytes, initialWindow, maximumWindowBytes }: WindowOptions) {
    this.segmentBytes = segmentBytes;
    this.initial = initialWindow;
    this.maximum = Math.max(initialWindow, Math.floor(maximumWindowBytes / segmentBytes));
  }

  /** Round trips beyond the first that `bytes` need. */
  furtherRounds(bytes: number): number {
    const segments = Math.ceil(bytes / this.segmentBytes);
    let window = this.initial;
    let sent = window;
    let rounds = 0;
    while (sent < segments) {
      if (window === this.maximum) return rounds + Math.ceil((segments - sent) / window);
      window = Math.min(this.maximum, window * 2);
      sent += window;
      rounds++;
    }
    return rounds;
  }

  /** Seconds until the last of `bytes` has arrived: half a round trip, the bytes at the link's rate, the further rounds. */
  transferSeconds(bytes: number, roundTrip: number, bitsPerSecond: number): number {
    const rounds = roundTrip === 0 ? 0 : this.furtherRounds(bytes);
    return (0.5 + rounds) * roundTrip + (bytes * 8) / bitsPerSecond;
  }
}
