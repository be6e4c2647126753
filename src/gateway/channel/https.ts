import { type Draw, type Simulation, SlotPool } from '../../engine/index.js';
import { CongestionWindows, WINDOW_FIGURES } from '../congestion-window.js';
import { CONNECTION, HOLDS_SLOT, type RequestStore } from '../requests.js';
import type { Places, Transport, Way } from './transport.js';

/** Figures of a connection, one cache line: last use, when it was built, after which silence and at which age a proxy closes it, windows. */
const LAST_USE = 0;
const BUILT_AT = 1;
const IDLE_LIMIT = 2;
const AGE_LIMIT = 3;
const UP_WINDOW = 4;
const DOWN_WINDOW = UP_WINDOW + WINDOW_FIGURES;
const WIDTH = DOWN_WINDOW + WINDOW_FIGURES;

interface HttpsOptions {
  readonly name: string;
  readonly connections: number;
  readonly repoll: 'early' | 'late';
  readonly segmentBytes: number;
  readonly initialWindow: number;
  readonly maximumWindowBytes: number;
  readonly idleReset: Draw;
  readonly overhead: Draw;
  readonly way: Way;
  readonly requests: RequestStore;
  readonly journey: Places;
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
  readonly resources: readonly SlotPool<HttpsTransport>[];
  readonly connections: number;
  recycled = 0;
  private readonly slots: SlotPool<HttpsTransport>;
  private idleHead = 0;
  private idleCount: number;
  private readonly windows: CongestionWindows;
  /** Figures of the connections, and before them a ring of those that wait with a poll, longest first. */
  private readonly floats: Float64Array;
  private readonly idle: number;
  private readonly states: number;
  /** Index of the connection that carries the next reply of the early rule, which travels apart from polls. */
  private nextReply = 0;
  private readonly repollsLate: boolean;
  private readonly overhead: Draw;
  private readonly way: Way;
  private readonly requests: RequestStore;
  private readonly journey: Places;

  constructor(
    private readonly simulation: Simulation,
    options: HttpsOptions,
  ) {
    const { connections, name } = options;
    this.connections = connections;
    this.repollsLate = options.repoll === 'late';
    this.overhead = options.overhead;
    this.way = options.way;
    this.requests = options.requests;
    this.journey = options.journey;
    this.slots = new SlotPool<HttpsTransport>(simulation, {
      name,
      slots: connections,
      owner: this,
      granted: this.grant,
      returned: this.polled,
    });
    this.resources = [this.slots];
    const ringFigures = Math.ceil(connections / WIDTH) * WIDTH;
    const { floats, at } = simulation.figures.take(ringFigures + connections * WIDTH);
    this.floats = floats;
    this.idle = at;
    this.states = at + ringFigures;
    for (let connection = 0; connection < connections; connection++) floats[at + connection] = connection;
    this.idleCount = connections;
    this.windows = new CongestionWindows(floats, options);
  }

  opened(): void {
    for (let connection = 0; connection < this.connections; connection++) this.begin(connection);
  }

  acquire(request: number): void {
    this.slots.acquire(request);
  }

  up(request: number): void {
    const { simulation, way } = this;
    const { hand } = this.journey;
    const earliest = hand[0]!;
    const connection = this.requests.words[request + CONNECTION]!;
    const roundTrip = way.roundTrip();
    const sent = Math.max(this.renew(connection), earliest - simulation.now) + this.overhead.next();
    hand[0] = roundTrip;
    this.transfer(this.figuresOf(connection) + UP_WINDOW);
    const seconds = sent + hand[0]! + way.messageDelay();
    if (!this.repollsLate) this.repollIn(request, seconds + roundTrip / 2);
    hand[0] = seconds; // at the end: a poll that comes back at once lets another request go on
  }

  down(request: number): void {
    const { simulation, way } = this;
    const { hand } = this.journey;
    const earliest = hand[0]!;
    const late = this.repollsLate;
    const connection = late ? this.requests.words[request + CONNECTION]! : this.replyConnection();
    // With late re-polls the request has come on the same connection a moment ago.
    const built = late ? 0 : this.renew(connection);
    const roundTrip = way.roundTrip();
    hand[0] = roundTrip;
    this.transfer(this.figuresOf(connection) + DOWN_WINDOW);
    const seconds = Math.max(built, earliest - simulation.now) + hand[0]! + way.messageDelay();
    // The reply's acknowledgement comes back, then the new poll goes out: a round trip after the reply's arrival.
    if (late) this.repollIn(request, seconds + roundTrip);
    hand[0] = seconds; // at the end, as in `up`
  }

  release(request: number): void {
    if (this.requests.words[request + HOLDS_SLOT] === 1) this.repollIn(request, this.way.roundTrip());
  }

  lose(visit: (request: number) => void): void {
    this.slots.evict(visit);
    this.slots.releaseAll();
    this.idleHead = 0;
    this.idleCount = this.connections;
  }

  private grant(request: number): void {
    const connection = this.floats[this.idle + this.idleHead]! | 0;
    if (++this.idleHead === this.connections) this.idleHead = 0;
    this.idleCount--;
    this.requests.words[request + CONNECTION] = connection;
    this.requests.words[request + HOLDS_SLOT] = 1;
    this.journey.advance(request);
  }

  /** The slot is free again when the connection's next poll has come. */
  private repollIn(request: number, seconds: number): void {
    const { requests } = this;
    requests.words[request + HOLDS_SLOT] = 0;
    this.slots.releaseLater(seconds, requests.words[request + CONNECTION]!);
  }

  private polled(connection: number, time: number): void {
    let place = this.idleHead + this.idleCount++;
    if (place >= this.connections) place -= this.connections;
    this.floats[this.idle + place] = connection;
    const lastUse = this.figuresOf(connection) + LAST_USE;
    if (time > this.floats[lastUse]!) this.floats[lastUse] = time;
  }

  private replyConnection(): number {
    if (++this.nextReply === this.connections) this.nextReply = 0;
    return this.nextReply;
  }

  private figuresOf(connection: number): number {
    return this.states + connection * WIDTH;
  }

  /** Takes a round trip and bytes from `hand`, and leaves there the seconds that these take. */
  private transfer(window: number): void {
    const { hand } = this.journey;
    const roundTrip = hand[0]!;
    const bytes = hand[1]!;
    const rounds = roundTrip > 0 ? this.windows.furtherRounds(window, bytes, this.simulation.now) : 0;
    hand[0] = (0.5 + rounds) * roundTrip + (bytes * 8) / this.way.rate();
  }

  /**
   * Uses a connection. Where a proxy has closed it meanwhile, for silence or age, it is built again, with a cold window.
   * @returns seconds until it can carry a message
   */
  private renew(connection: number): number {
    const { floats } = this;
    const { now } = this.simulation;
    const at = this.figuresOf(connection);
    const silent = now - floats[at + LAST_USE]!;
    const age = now - floats[at + BUILT_AT]!;
    floats[at + LAST_USE] = now;
    if (silent < floats[at + IDLE_LIMIT]! && age < floats[at + AGE_LIMIT]!) return 0;
    this.recycled++;
    this.begin(connection);
    return this.way.buildSeconds();
  }

  private begin(connection: number): void {
    const { way, floats } = this;
    const at = this.figuresOf(connection);
    floats[at + LAST_USE] = this.simulation.now;
    floats[at + BUILT_AT] = this.simulation.now;
    floats[at + IDLE_LIMIT] = way.idleTimeout();
    floats[at + AGE_LIMIT] = way.lifetime();
    this.windows.reset(at + UP_WINDOW);
    this.windows.reset(at + DOWN_WINDOW);
  }
}
