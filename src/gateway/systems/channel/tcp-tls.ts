import { Arena, type Resource, SerialLine, type Simulation } from '../../../engine/index.js';
import type { RequestId } from '../../request/ids.js';
import type { RequestStore } from '../../request/requests.js';
import { ConditionsByChannel } from './conditions.js';
import { CongestionWindows, WINDOW_FIGURES } from './congestion-window.js';
import {
  type Continuation,
  type Direction,
  DOWN,
  type Transport,
  type TransportChannel,
  UP,
} from './transport.js';

interface TcpTlsOptions {
  readonly segmentBytes: number;
  readonly initialWindow: number;
  readonly maximumWindowBytes: number;
  readonly requests: RequestStore;
  readonly journey: Continuation;
}

/** Figures of a direction: its window, and when the last message handed over arrives. notes: cache-lines */
const LAST_ARRIVAL = WINDOW_FIGURES;
const WIDTH = 4;

/**
 * One long-lived full-duplex connection. Messages are framed one after the other: a message occupies its direction for
 * bytes / min(link rate, window / round trip) (the bandwidth-delay bound of TCP, RFC 7323, section 1.1), the overhead,
 * and the round trips in which a cold window grows, so that a large one delays those behind it; nothing waits for a
 * slot. The window stays open while messages flow and starts again after a silence.
 */
export class TcpTlsTransport implements Transport {
  readonly connections = 1;
  private readonly windows: CongestionWindows;
  private readonly arena = new Arena();
  private readonly places: number[] = [];
  private readonly lines: (readonly [up: SerialLine, down: SerialLine])[] = [];
  private readonly maximumWindowBytes: number;
  private readonly conditions = new ConditionsByChannel();
  private readonly requests: RequestStore;
  private readonly journey: Continuation;
  private readonly cards: TransportChannel['cards'][] = [];

  constructor(
    private readonly simulation: Simulation,
    options: TcpTlsOptions,
  ) {
    this.maximumWindowBytes = options.maximumWindowBytes;
    this.requests = options.requests;
    this.journey = options.journey;
    this.windows = new CongestionWindows(this.arena, options);
  }

  add(added: TransportChannel): number {
    const { name, way } = added;
    const { simulation } = this;
    const bitsPerSecond = way.rate();
    const line = (direction: string) =>
      new SerialLine(simulation, { name: `${name}/${direction}`, bitsPerSecond });
    this.lines.push([line('up'), line('down')]);
    this.conditions.add(added);
    this.cards.push(added.cards);
    const channel = this.places.push(this.arena.take(2 * WIDTH)) - 1;
    this.opened(channel);
    return channel;
  }

  resources(channel: number): readonly Resource[] {
    return this.lines[channel];
  }

  recycled(): number {
    return 0;
  }

  opened(channel: number): void {
    for (const direction of [UP, DOWN] as const) {
      const figures = this.figuresOf(channel, direction);
      this.windows.reset(figures);
      this.arena.floats[figures | LAST_ARRIVAL] = 0;
      this.lines[channel][direction].clear();
    }
  }

  acquire(_: number, request: RequestId): void {
    this.journey.advance(request);
  }

  up(channel: number, request: RequestId): void {
    const bytes = this.requests.requestBytes(request);
    const sent = this.cards[channel][UP].send(bytes);
    this.journey.after(request, this.carry(channel, UP, bytes, sent));
  }

  down(channel: number, request: RequestId): void {
    const bytes = this.requests.replyBytes(request);
    const card = this.cards[channel][DOWN];
    // The line's rate is that of this card, or less: bits go on as they leave it.
    const firstBit = card.send(bytes) - (bytes * 8) / card.bitsPerSecond;
    this.journey.after(request, this.carry(channel, DOWN, bytes, firstBit));
  }

  release(): void {}

  lose(): void {}

  /**
   * Nothing can come to a direction between now and `earliest`, when its card has sent the first or last bit: only this card feeds
   * it, one message after the other.
   */
  private carry(channel: number, direction: Direction, bytes: number, earliest: number): number {
    const { maximumWindowBytes } = this;
    const { way, overhead, idleReset } = this.conditions.of(channel);
    const link = way.rate();
    const { now } = this.simulation;
    const roundTrip = way.roundTrip();
    const rate = roundTrip > 0 ? Math.min(link, (maximumWindowBytes * 8) / roundTrip) : link;
    const line = this.lines[channel][direction];
    line.setBitsPerSecond(rate);
    const figures = this.figuresOf(channel, direction);
    const rounds = roundTrip > 0 ? this.windows.furtherRounds(figures, bytes, now, idleReset, false) : 0;
    // What holds the message holds those behind it: they arrive in the order in which they were sent.
    const held = overhead.next() + rounds * roundTrip;
    const sent = line.send(bytes + (held === 0 ? 0 : (held * rate) / 8), earliest) - now;
    return this.inOrder(figures, now, sent + roundTrip / 2 + way.messageDelay());
  }

  /** A message whose round trip is shorter than that of the one before it waits for it: TCP delivers in order. */
  private inOrder(figures: number, now: number, seconds: number): number {
    const { floats } = this.arena;
    const arrival = now + seconds;
    const before = floats[figures | LAST_ARRIVAL];
    if (arrival < before) return before - now;
    floats[figures | LAST_ARRIVAL] = arrival;
    return seconds;
  }

  private figuresOf(channel: number, direction: Direction): number {
    return this.places[channel] + direction * WIDTH;
  }
}
