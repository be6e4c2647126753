import { Arena, type Resource, type Simulation, SlotBank } from '../../../engine/index.js';
import type { RequestId } from '../../request/ids.js';
import type { RequestStore } from '../../request/requests.js';
import { type Conditions, ConditionsByChannel } from './conditions.js';
import { CongestionWindows, WINDOW_FIGURES } from './congestion-window.js';
import { ConnectionLives } from './connection-lives.js';
import type { Continuation, Transport, TransportChannel } from './transport.js';

/**
 * Words of a channel: the connections that wait with a poll, longest first, in a ring from RING on. Behind them its
 * connections' windows, those up and then those down.
 */
const IDLE_HEAD = 0;
const IDLE_COUNT = 1;
/** The connection that carries the next reply of the early rule, which travels apart from polls. */
const NEXT_REPLY = 2;
const RING = 3;

interface HttpsOptions {
  readonly connections: number;
  readonly repoll: 'early' | 'late';
  readonly segmentBytes: number;
  readonly initialWindow: number;
  readonly maximumWindowBytes: number;
  readonly requests: RequestStore;
  readonly journey: Continuation;
}

/**
 * K request/response connections on which the connection point asks ("polls") for messages; a message answers a poll,
 * and its connection takes the next one only after a new poll has come. With `early` re-polls, a connection is held
 * for a round trip RTT and the overhead o, so that K / (RTT + o) messages pass in a second; with `late` ones, sent when
 * the reply has gone, for 2 RTT + S + o, with S the time at the site (measured on a small real build of the channel).
 * The connection that has waited longest is used first, so that with little traffic windows are cold.
 *
 * A proxy closes a connection after its idle time or at its age. The message that uses it next waits until it is built
 * again, (C + T + S) RTT with CONNECT C = 1 (RFC 9110, section 9.3.6), TCP T = 1 and TLS 1.2 S = 2 (RFC 5246, section
 * 7.3), and finds a cold window; the connection is held for so much longer.
 */
export class HttpsTransport implements Transport {
  readonly connections: number;
  private readonly slots: SlotBank;
  private readonly windows: CongestionWindows;
  /** What the channels know, side by side: see `SlotBank`. */
  private readonly arena = new Arena();
  /** Doubles of a channel, and from its first one to its windows of each direction. */
  private readonly width: number;
  private readonly toUp: number;
  private readonly toDown: number;
  private readonly lives: ConnectionLives;
  private readonly repollsLate: boolean;
  private readonly conditions = new ConditionsByChannel();
  private readonly recycledCounts: number[] = [];
  private readonly requests: RequestStore;
  private readonly journey: Continuation;

  constructor(
    private readonly simulation: Simulation,
    options: HttpsOptions,
  ) {
    this.connections = options.connections;
    this.repollsLate = options.repoll === 'late';
    this.requests = options.requests;
    this.journey = options.journey;
    this.slots = new SlotBank(simulation, {
      granted: (request, channel) => this.grant(request as RequestId, channel),
      returned: (connection, channel) => this.polled(connection, channel),
    });
    this.toUp = Math.ceil((RING + options.connections) / 2 / WINDOW_FIGURES) * WINDOW_FIGURES;
    this.toDown = this.toUp + options.connections * WINDOW_FIGURES;
    this.width = Arena.widthOf(this.toDown + options.connections * WINDOW_FIGURES);
    this.lives = new ConnectionLives(simulation);
    this.windows = new CongestionWindows(this.arena, options);
  }

  add(added: TransportChannel): number {
    const { name, way } = added;
    this.arena.take(this.width);
    this.lives.add(way, this.connections);
    this.conditions.add(added);
    this.recycledCounts.push(0);
    const channel = this.slots.add({ name, slots: this.connections });
    const word = this.wordOf(channel);
    for (let connection = 0; connection < this.connections; connection++)
      this.arena.words[word + RING + connection] = connection;
    this.arena.words[word + IDLE_COUNT] = this.connections;
    return channel;
  }

  resources(channel: number): readonly Resource[] {
    return [this.slots.resource(channel)];
  }

  recycled(channel: number): number {
    return this.recycledCounts[channel];
  }

  opened(channel: number): void {
    for (let connection = 0; connection < this.connections; connection++) this.begin(channel, connection);
  }

  acquire(channel: number, request: RequestId): void {
    this.slots.acquire(channel, request);
  }

  up(channel: number, request: RequestId, bytes: number, earliest: number): number {
    const { simulation } = this;
    const conditions = this.conditions.of(channel);
    const { way } = conditions;
    const connection = this.requests.connection(request);
    const roundTrip = way.roundTrip();
    const built = this.renew(channel, connection);
    const sent = Math.max(built, earliest - simulation.now) + conditions.overhead.next();
    const transfer = this.transferSeconds(conditions, this.upWindow(channel, connection), bytes, roundTrip);
    const seconds = sent + transfer + way.messageDelay();
    if (!this.repollsLate) this.repollIn(channel, request, seconds + roundTrip / 2);
    return seconds;
  }

  down(channel: number, request: RequestId, bytes: number, earliest: number): number {
    const { simulation } = this;
    const conditions = this.conditions.of(channel);
    const { way } = conditions;
    const late = this.repollsLate;
    const connection = late ? this.requests.connection(request) : this.replyConnection(channel);
    // With late re-polls the request has come on the same connection a moment ago.
    const built = late ? 0 : this.renew(channel, connection);
    const roundTrip = way.roundTrip();
    const transfer = this.transferSeconds(conditions, this.downWindow(channel, connection), bytes, roundTrip);
    const seconds = Math.max(built, earliest - simulation.now) + transfer + way.messageDelay();
    // The reply's acknowledgement comes back, then the new poll goes out: a round trip after the reply's arrival.
    if (late) this.repollIn(channel, request, seconds + roundTrip);
    return seconds;
  }

  release(channel: number, request: RequestId): void {
    if (this.requests.holdsSlot(request))
      this.repollIn(channel, request, this.conditions.of(channel).way.roundTrip());
  }

  lose(channel: number, visit: (request: RequestId) => void): void {
    this.slots.evict(channel, (request) => visit(request as RequestId));
    this.slots.releaseAll(channel);
    const word = this.wordOf(channel);
    this.arena.words[word + IDLE_HEAD] = 0;
    this.arena.words[word + IDLE_COUNT] = this.connections;
  }

  private grant(request: RequestId, channel: number): void {
    const { words } = this.arena;
    const word = this.wordOf(channel);
    const head = words[word + IDLE_HEAD];
    words[word + IDLE_HEAD] = head + 1 === this.connections ? 0 : head + 1;
    words[word + IDLE_COUNT]--;
    this.requests.setConnection(request, words[word + RING + head]);
    this.requests.setHoldsSlot(request, true);
    this.journey.advance(request);
  }

  /** The slot is free again when the connection's next poll has come. */
  private repollIn(channel: number, request: RequestId, seconds: number): void {
    const { requests } = this;
    requests.setHoldsSlot(request, false);
    this.slots.releaseLater(channel, seconds, requests.connection(request));
  }

  private polled(connection: number, channel: number): void {
    const { words } = this.arena;
    const word = this.wordOf(channel);
    let place = words[word + IDLE_HEAD] + words[word + IDLE_COUNT]++;
    if (place >= this.connections) place -= this.connections;
    words[word + RING + place] = connection;
    this.lives.usedAt(channel, connection, this.slots.returnTime);
  }

  private replyConnection(channel: number): number {
    const { words } = this.arena;
    const place = this.wordOf(channel) + NEXT_REPLY;
    const next = words[place] + 1;
    words[place] = next === this.connections ? 0 : next;
    return words[place];
  }

  /** The records of channels have one width, and stand one behind the other. */
  private placeOf(channel: number): number {
    return Math.imul(channel, this.width);
  }

  private wordOf(channel: number): number {
    return 2 * this.placeOf(channel);
  }

  private upWindow(channel: number, connection: number): number {
    return this.placeOf(channel) + this.toUp + connection * WINDOW_FIGURES;
  }

  private downWindow(channel: number, connection: number): number {
    return this.placeOf(channel) + this.toDown + connection * WINDOW_FIGURES;
  }

  /** Half a round trip, the bytes at the link's rate, and the round trips in which the window grows. */
  private transferSeconds(
    { way, idleReset }: Conditions,
    window: number,
    bytes: number,
    roundTrip: number,
  ): number {
    const rounds =
      roundTrip > 0 ? this.windows.furtherRounds(window, bytes, this.simulation.now, idleReset) : 0;
    return (0.5 + rounds) * roundTrip + (bytes * 8) / way.rate();
  }

  /**
   * Uses a connection. Where a proxy has closed it meanwhile, for silence or age, it is built again, with a cold window.
   * @returns seconds until it can carry a message
   */
  private renew(channel: number, connection: number): number {
    if (!this.lives.use(channel, connection)) return 0;
    this.recycledCounts[channel]++;
    this.begin(channel, connection);
    return this.conditions.of(channel).way.buildSeconds();
  }

  private begin(channel: number, connection: number): void {
    this.lives.begin(channel, connection, this.conditions.of(channel).way);
    this.windows.reset(this.upWindow(channel, connection));
    this.windows.reset(this.downWindow(channel, connection));
  }
}
