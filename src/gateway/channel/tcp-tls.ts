import { type Draw, SerialLine, type Simulation } from '../../engine/index.js';
import { CongestionWindows, WINDOW_FIGURES } from '../congestion-window.js';
import type { Places, Transport, Way } from './transport.js';

interface TcpTlsOptions {
  readonly name: string;
  readonly segmentBytes: number;
  readonly initialWindow: number;
  readonly maximumWindowBytes: number;
  readonly idleReset: Draw;
  readonly overhead: Draw;
  readonly way: Way;
  readonly journey: Places;
}

/** Directions, and the figures of each: its window, and when the last message handed over arrives. */
const UP = 0;
const DOWN = 1;
const LAST_ARRIVAL = WINDOW_FIGURES;
const WIDTH = WINDOW_FIGURES + 1;

/**
 * One long-lived full-duplex connection. Messages are framed one after the other: a message occupies its direction for
 * bytes / min(link rate, window / round trip) (the bandwidth-delay bound of TCP, RFC 7323, section 1.1), the overhead,
 * and the round trips in which a cold window grows, so that a large one delays those behind it; nothing waits for a
 * slot. The window stays open while messages flow and starts again after a silence.
 */
export class TcpTlsTransport implements Transport {
  readonly resources: readonly SerialLine[];
  readonly connections = 1;
  readonly recycled = 0;
  private readonly windows: CongestionWindows;
  private readonly floats: Float64Array;
  private readonly at: number;
  private readonly maximumWindowBytes: number;
  private readonly overhead: Draw;
  private readonly way: Way;
  private readonly journey: Places;

  constructor(
    private readonly simulation: Simulation,
    options: TcpTlsOptions,
  ) {
    this.maximumWindowBytes = options.maximumWindowBytes;
    this.overhead = options.overhead;
    this.way = options.way;
    this.journey = options.journey;
    const line = (direction: string) =>
      new SerialLine(simulation, {
        name: `${options.name}/${direction}`,
        bitsPerSecond: options.way.rate(),
      });
    this.resources = [line('up'), line('down')];
    const { floats, at } = simulation.figures.take(2 * WIDTH);
    this.floats = floats;
    this.at = at;
    this.windows = new CongestionWindows(floats, options);
    this.opened();
  }

  opened(): void {
    for (const direction of [UP, DOWN]) {
      const figures = this.figuresOf(direction);
      this.windows.reset(figures);
      this.floats[figures + LAST_ARRIVAL] = 0;
    }
  }

  acquire(request: number): void {
    this.journey.advance(request);
  }

  up(): void {
    this.carry(UP);
  }

  down(): void {
    this.carry(DOWN);
  }

  release(): void {}

  lose(): void {}

  private carry(direction: number): void {
    const { maximumWindowBytes, overhead, way } = this;
    const { hand } = this.journey;
    const bytes = hand[1]!;
    const link = way.rate();
    const { now } = this.simulation;
    const roundTrip = way.roundTrip();
    const rate = roundTrip > 0 ? Math.min(link, (maximumWindowBytes * 8) / roundTrip) : link;
    const line = this.resources[direction]!;
    line.setBitsPerSecond(rate);
    const rounds =
      roundTrip > 0 ? this.windows.furtherRounds(this.figuresOf(direction), bytes, now, false) : 0;
    // What holds the message holds those behind it: they arrive in the order in which they were sent.
    const held = overhead.next() + rounds * roundTrip;
    const sent = line.send(bytes + (held === 0 ? 0 : (held * rate) / 8), hand[0]!) - now;
    hand[0] = this.inOrder(direction, now, sent + roundTrip / 2 + way.messageDelay());
  }

  /** A message whose round trip is shorter than that of the one before it waits for it: TCP delivers in order. */
  private inOrder(direction: number, now: number, seconds: number): number {
    const arrival = now + seconds;
    const last = this.figuresOf(direction) + LAST_ARRIVAL;
    const before = this.floats[last]!;
    if (arrival < before) return before - now;
    this.floats[last] = arrival;
    return seconds;
  }

  private figuresOf(direction: number): number {
    return this.at + direction * WIDTH;
  }
}
