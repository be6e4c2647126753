import type { Arena, Draw } from '../engine/index.js';

interface WindowOptions {
  readonly segmentBytes: number;
  /** Segments. */
  readonly initialWindow: number;
  readonly maximumWindowBytes: number;
}

/**
 * Congestion windows of a set of TCP connections, in segments. A transfer of n segments over a window w needs further
 * round trips while w + 2w + 4w + ... < n (slow start doubles the window each round: RFC 5681, section 3.1; initial
 * window of 10 segments: RFC 6928). After a silence the window starts again (RFC 5681, section 4.1).
 *
 * Of a window two things are kept, each where its owner has room for it: its last use, a double, and how often it has
 * doubled, a byte. With both in doubles the windows of an HTTPS channel were half of what its messages read.
 */
export class CongestionWindows {
  private readonly segmentBytes: number;
  /** By how often a window has doubled: its segments; the last is the full window. */
  private readonly sizes: Float64Array;

  /** @param arena where the windows stand; each is known by the place of its last use, and the byte of its doublings */
  constructor(
    private readonly arena: Arena,
    options: WindowOptions,
  ) {
    const { segmentBytes, initialWindow, maximumWindowBytes } = options;
    this.segmentBytes = segmentBytes;
    const maximum = Math.max(initialWindow, Math.floor(maximumWindowBytes / segmentBytes));
    const sizes = [initialWindow];
    while (sizes.at(-1)! < maximum) sizes.push(Math.min(maximum, sizes.at(-1)! * 2));
    this.sizes = Float64Array.from(sizes);
  }

  /**
   * Round trips beyond the first that `bytes` need over a window at time `now`; it grows by it.
   * @param idleReset seconds of silence after which it starts again
   * @param atFullWindow false leaves out those at the full window, where they are in the transfer's rate already
   */
  furtherRounds(
    lastUse: number,
    doublings: number,
    bytes: number,
    now: number,
    idleReset: Draw,
    atFullWindow = true,
  ): number {
    const { arena, sizes } = this;
    const full = sizes.length - 1;
    let doubled = arena.bytes[doublings]!;
    if (now - arena.floats[lastUse]! > idleReset.next()) doubled = 0;
    const segments = Math.ceil(bytes / this.segmentBytes);
    let rounds = 0;
    let sent = sizes[doubled]!;
    while (sent < segments) {
      if (doubled === full) {
        // At the full window every round carries as much as the one before.
        if (atFullWindow) rounds += Math.ceil((segments - sent) / sizes[full]!);
        break;
      }
      sent += sizes[++doubled]!;
      rounds++;
    }
    arena.bytes[doublings] = doubled;
    arena.floats[lastUse] = now;
    return rounds;
  }

  /** A connection was built anew. */
  reset(lastUse: number, doublings: number): void {
    this.arena.bytes[doublings] = 0;
    this.arena.floats[lastUse] = Number.NEGATIVE_INFINITY;
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
