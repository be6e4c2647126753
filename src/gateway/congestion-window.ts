import type { Draw } from '../engine/index.js';

interface WindowOptions {
  readonly segmentBytes: number;
  /** Segments. */
  readonly initialWindow: number;
  readonly maximumWindowBytes: number;
  /** Silence after which a window starts again, seconds. */
  readonly idleReset: Draw;
}

/** Numbers a connection, and the place of the second. */
const WIDTH = 2;
const LAST_USE = 1;

/**
 * Congestion windows of a set of TCP connections, in segments. A transfer of n segments over a window w needs further
 * round trips while w + 2w + 4w + ... < n (slow start doubles the window each round: RFC 5681, section 3.1; initial
 * window of 10 segments: RFC 6928). After a silence the window starts again (RFC 5681, section 4.1).
 */
export class CongestionWindows {
  /** By connection: its window, then its last use; side by side, for one cache line. */
  private readonly states: Float64Array;
  private readonly segmentBytes: number;
  private readonly initial: number;
  private readonly maximum: number;
  private readonly idleReset: Draw;

  constructor(connections: number, options: WindowOptions) {
    const { segmentBytes, initialWindow, maximumWindowBytes, idleReset } = options;
    this.segmentBytes = segmentBytes;
    this.initial = initialWindow;
    this.maximum = Math.max(initialWindow, Math.floor(maximumWindowBytes / segmentBytes));
    this.idleReset = idleReset;
    this.states = new Float64Array(connections * WIDTH);
    for (let connection = 0; connection < connections; connection++) this.reset(connection);
  }

  /**
   * Round trips beyond the first that `bytes` need on a connection at time `now`; the window grows by it.
   * @param atFullWindow false leaves out those at the full window, where they are in the transfer's rate already
   */
  furtherRounds(connection: number, bytes: number, now: number, atFullWindow = true): number {
    const { states } = this;
    const at = connection * WIDTH;
    let window = states[at]!;
    if (now - states[at + LAST_USE]! > this.idleReset.next()) window = this.initial;
    const segments = Math.ceil(bytes / this.segmentBytes);
    let rounds = 0;
    let sent = window;
    while (sent < segments) {
      if (window === this.maximum) {
        // At the full window every round carries as much as the one before.
        if (atFullWindow) rounds += Math.ceil((segments - sent) / window);
        break;
      }
      window = Math.min(this.maximum, window * 2);
      sent += window;
      rounds++;
    }
    states[at] = window;
    states[at + LAST_USE] = now;
    return rounds;
  }

  /** A connection was built anew. */
  reset(connection: number): void {
    this.states[connection * WIDTH] = this.initial;
    this.states[connection * WIDTH + LAST_USE] = Number.NEGATIVE_INFINITY;
  }
}

/** Further round trips of `bytes` over a connection that has been silent: see `CongestionWindows`. */
export function coldRounds(
  bytes: number,
  segmentBytes: number,
  initialWindow: number,
  maximumWindowBytes: number,
): number {
  const maximum = Math.max(initialWindow, Math.floor(maximumWindowBytes / segmentBytes));
  const segments = Math.ceil(bytes / segmentBytes);
  let window = initialWindow;
  let sent = window;
  let rounds = 0;
  while (sent < segments) {
    if (window === maximum) return rounds + Math.ceil((segments - sent) / window);
    window = Math.min(maximum, window * 2);
    sent += window;
    rounds++;
  }
  return rounds;
}
