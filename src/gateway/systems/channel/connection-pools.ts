import { Arena, type Resource, type Simulation, SlotBank } from '../../../engine/index.js';
import type { RequestId } from '../../request/ids.js';
import { ConditionsByChannel } from './conditions.js';
import { CongestionWindows, WINDOW_FIGURES, type WindowOptions } from './congestion-window.js';
import { ConnectionLives } from './connection-lives.js';
import { type Direction, DOWN, type TransportChannel, UP } from './transport.js';

/** Words of a channel: those of its connections that are idle, longest first, in a ring from RING on; behind them, windows. */
const IDLE_HEAD = 0;
const IDLE_COUNT = 1;
const RING = 2;

interface PoolOptions extends WindowOptions {
  /** Of each channel. */
  readonly connections: number;
  /** The request has a connection from now on. */
  readonly granted: (request: RequestId, channel: number, connection: number) => void;
}

/**
 * HTTPS connections that carry one message at a time, so many for each channel; messages wait in line where all are in use. The
 * connection that has been idle longest is used first, so that with little traffic windows are cold.
 *
 * A proxy closes a connection after its idle time or at its age. The message that uses it next waits until it is built
 * again, (C + T + S) RTT with CONNECT C = 1 (RFC 9110, section 9.3.6), TCP T = 1 and TLS 1.2 S = 2 (RFC 5246, section
 * 7.3), and finds a cold window.
 */
export class ConnectionPools {
  private readonly slots: SlotBank;
  private readonly windows: CongestionWindows;
  /** What the channels know, side by side: see `SlotBank`. */
  private readonly arena = new Arena();
  /** Doubles of a channel, and from its first one to its windows. */
  private readonly width: number;
  private readonly toWindows: number;
  private readonly lives: ConnectionLives;
  private readonly conditions = new ConditionsByChannel();
  private readonly recycledCounts: number[] = [];

  constructor(
    private readonly simulation: Simulation,
    private readonly options: PoolOptions,
  ) {
    const { connections } = options;
    this.slots = new SlotBank(simulation, {
      granted: (request, channel) => this.grant(request as RequestId, channel),
      returned: (connection, channel) => this.becomeIdle(channel, connection),
    });
    this.toWindows = Math.ceil((RING + connections) / 2 / WINDOW_FIGURES) * WINDOW_FIGURES;
    this.width = Arena.widthOf(this.toWindows + 2 * connections * WINDOW_FIGURES);
    this.lives = new ConnectionLives(simulation);
    this.windows = new CongestionWindows(this.arena, options);
  }

  /** Adds the connections of a channel, the next number. */
  add(added: TransportChannel, name: string): number {
    const { connections } = this.options;
    this.arena.take(this.width);
    this.lives.add(added.way, connections);
    this.conditions.add(added);
    this.recycledCounts.push(0);
    const channel = this.slots.add({ name, slots: connections });
    const word = this.wordOf(channel);
    for (let connection = 0; connection < connections; connection++)
      this.arena.words[word + RING + connection] = connection;
    this.arena.words[word + IDLE_COUNT] = connections;
    return channel;
  }

  resource(channel: number): Resource {
    return this.slots.resource(channel);
  }

  /** Connections that a proxy's limits had closed and that were built again. */
  recycled(channel: number): number {
    return this.recycledCounts[channel];
  }

  /** All connections of a channel have been built just now. */
  opened(channel: number): void {
    for (let connection = 0; connection < this.options.connections; connection++)
      this.begin(channel, connection);
  }

  /** Gives the request a connection, now or when its turn comes. */
  acquire(channel: number, request: RequestId): void {
    this.slots.acquire(channel, request);
  }

  /**
   * A message uses a connection now. Where a proxy has closed it meanwhile, it is built again.
   * @returns seconds until it can carry the message
   */
  use(channel: number, connection: number): number {
    if (!this.lives.use(channel, connection)) return 0;
    this.recycledCounts[channel]++;
    this.begin(channel, connection);
    return this.conditions.of(channel).way.buildSeconds();
  }

  /** Seconds on the way, bits apart: half a round trip, and those in which the window of the direction grows as `bytes` pass. */
  travelSeconds(
    channel: number,
    connection: number,
    direction: Direction,
    bytes: number,
    roundTrip: number,
  ): number {
    if (roundTrip === 0) return 0;
    const { idleReset } = this.conditions.of(channel);
    const window = this.windowOf(channel, connection, direction);
    const rounds = this.windows.furtherRounds(window, bytes, this.simulation.now, idleReset);
    return (0.5 + rounds) * roundTrip;
  }

  /** A connection is idle again `seconds` from now: only the loss of the channel can change that, which takes all back. */
  returnIn(channel: number, connection: number, seconds: number): void {
    this.slots.releaseLater(channel, seconds, connection);
  }

  /** The channel was lost: calls `visit` with every request that waits for a connection, and forgets those that have one. */
  lose(channel: number, visit: (request: RequestId) => void): void {
    this.slots.evict(channel, (request) => visit(request as RequestId));
    this.slots.releaseAll(channel);
    const word = this.wordOf(channel);
    this.arena.words[word + IDLE_HEAD] = 0;
    this.arena.words[word + IDLE_COUNT] = this.options.connections;
  }

  private grant(request: RequestId, channel: number): void {
    const { words } = this.arena;
    const word = this.wordOf(channel);
    const head = words[word + IDLE_HEAD];
    words[word + IDLE_HEAD] = head + 1 === this.options.connections ? 0 : head + 1;
    words[word + IDLE_COUNT]--;
    this.options.granted(request, channel, words[word + RING + head]);
  }

  private becomeIdle(channel: number, connection: number): void {
    const { words } = this.arena;
    const { connections } = this.options;
    const word = this.wordOf(channel);
    let place = words[word + IDLE_HEAD] + words[word + IDLE_COUNT]++;
    if (place >= connections) place -= connections;
    words[word + RING + place] = connection;
    this.lives.usedAt(channel, connection, this.slots.returnTime);
  }

  private begin(channel: number, connection: number): void {
    this.lives.begin(channel, connection, this.conditions.of(channel).way);
    this.windows.reset(this.windowOf(channel, connection, UP));
    this.windows.reset(this.windowOf(channel, connection, DOWN));
  }

  /** The records of channels have one width, and stand one behind the other. */
  private placeOf(channel: number): number {
    return Math.imul(channel, this.width);
  }

  private wordOf(channel: number): number {
    return 2 * this.placeOf(channel);
  }

  private windowOf(channel: number, connection: number, direction: Direction): number {
    return this.placeOf(channel) + this.toWindows + (2 * connection + direction) * WINDOW_FIGURES;
  }
}
