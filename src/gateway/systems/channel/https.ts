import type { Resource, SerialLine, Simulation } from '../../../engine/index.js';
import { httpsConnections } from '../../../model/network/channel-connections.js';
import type { RequestId } from '../../request/ids.js';
import type { RequestStore } from '../../request/requests.js';
import { ConditionsByChannel } from './conditions.js';
import type { WindowOptions } from './congestion-window.js';
import { ConnectionPools } from './connection-pools.js';
import { type Continuation, DOWN, type Transport, type TransportChannel, UP, type Way } from './transport.js';

interface HttpsOptions extends WindowOptions {
  readonly connections: number;
  readonly repoll: 'early' | 'late';
  readonly requests: RequestStore;
  readonly journey: Continuation;
}

/**
 * K request/response connections on which the connection point asks ("polls") for messages; a message answers a poll,
 * and its connection takes the next one only after a new poll has come. With `early` re-polls, a connection is held
 * for a round trip RTT and the overhead o, so that K / (RTT + o) messages pass in a second, and replies have K connections of
 * their own; with `late` ones, sent when the reply has gone on the same connection, for 2 RTT + S + o, with S the time at the
 * site (measured on a small real build of the channel). A reply holds a connection for its bytes, further rounds and a
 * round trip: at most K / (RTT + rounds RTT + bytes / rate) pass in a second.
 */
export class HttpsTransport implements Transport {
  readonly connections: number;
  private readonly polls: ConnectionPools;
  /** Null with late re-polls: replies go back on the connection that brought the request. */
  private readonly replies: ConnectionPools | null;
  private readonly conditions = new ConditionsByChannel();
  private readonly cards: TransportChannel['cards'][] = [];
  private readonly requests: RequestStore;
  private readonly journey: Continuation;

  constructor(
    private readonly simulation: Simulation,
    options: HttpsOptions,
  ) {
    const { connections, repoll, requests, journey } = options;
    this.connections = httpsConnections(options);
    this.requests = requests;
    this.journey = journey;
    this.polls = new ConnectionPools(simulation, {
      ...options,
      connections,
      granted: (request, _, connection) => this.polled(request, connection),
    });
    this.replies =
      repoll === 'late'
        ? null
        : new ConnectionPools(simulation, {
            ...options,
            connections,
            granted: (request, channel, connection) => this.reply(channel, request, connection),
          });
  }

  add(added: TransportChannel): number {
    this.conditions.add(added);
    this.cards.push(added.cards);
    this.replies?.add(added, `${added.name}/replies`);
    return this.polls.add(added, added.name);
  }

  resources(channel: number): readonly Resource[] {
    const replies = this.replies === null ? [] : [this.replies.resource(channel)];
    return [this.polls.resource(channel), ...replies];
  }

  recycled(channel: number): number {
    return this.polls.recycled(channel) + (this.replies?.recycled(channel) ?? 0);
  }

  opened(channel: number): void {
    this.polls.opened(channel);
    this.replies?.opened(channel);
  }

  acquire(channel: number, request: RequestId): void {
    this.polls.acquire(channel, request);
  }

  up(channel: number, request: RequestId): void {
    const { simulation, requests, polls } = this;
    const { way, overhead } = this.conditions.of(channel);
    const connection = requests.connection(request);
    const bytes = requests.requestBytes(request);
    const roundTrip = way.roundTrip();
    const built = polls.use(channel, connection);
    const carded = this.cards[channel][UP].send(bytes) - simulation.now;
    const seconds =
      Math.max(built, carded) +
      overhead.next() +
      polls.travelSeconds(channel, connection, UP, bytes, roundTrip) +
      (bytes * 8) / way.rate() +
      way.messageDelay();
    // The acknowledgement is the next poll.
    if (this.replies !== null) this.repollIn(channel, request, seconds + roundTrip / 2);
    this.journey.after(request, seconds);
  }

  down(channel: number, request: RequestId): void {
    if (this.replies !== null) return this.replies.acquire(channel, request);
    const connection = this.requests.connection(request);
    const { way } = this.conditions.of(channel);
    const roundTrip = way.roundTrip();
    // The request has come on the same connection a moment ago: nothing has closed it.
    const seconds = this.replySeconds(channel, request, this.polls, connection, roundTrip, 0);
    // The reply's acknowledgement comes back, then the new poll goes out: a round trip after the reply's arrival.
    this.repollIn(channel, request, seconds + roundTrip);
    this.journey.after(request, seconds);
  }

  release(channel: number, request: RequestId): void {
    if (this.requests.holdsSlot(request))
      this.repollIn(channel, request, this.conditions.of(channel).way.roundTrip());
  }

  lose(channel: number, visit: (request: RequestId) => void): void {
    this.polls.lose(channel, visit);
    this.replies?.lose(channel, (request) => this.journey.lose(request));
  }

  private polled(request: RequestId, connection: number): void {
    this.requests.setConnection(request, connection);
    this.requests.setHoldsSlot(request, true);
    this.journey.advance(request);
  }

  /** A connection that carries replies is idle again when the acknowledgement is back. */
  private reply(channel: number, request: RequestId, connection: number): void {
    const replies = this.replies!;
    const roundTrip = this.conditions.of(channel).way.roundTrip();
    const built = replies.use(channel, connection);
    const seconds = this.replySeconds(channel, request, replies, connection, roundTrip, built);
    replies.returnIn(channel, connection, seconds + roundTrip / 2);
    this.journey.after(request, seconds);
  }

  private replySeconds(
    channel: number,
    request: RequestId,
    pools: ConnectionPools,
    connection: number,
    roundTrip: number,
    built: number,
  ): number {
    const { simulation } = this;
    const { way } = this.conditions.of(channel);
    const bytes = this.requests.replyBytes(request);
    const card = this.cards[channel][DOWN];
    const carded = card.send(bytes) - simulation.now;
    return (
      Math.max(built, carded) +
      pools.travelSeconds(channel, connection, DOWN, bytes, roundTrip) +
      linkSeconds(way, card, bytes) +
      way.messageDelay()
    );
  }

  /** The connection is idle again when its next poll has come. */
  private repollIn(channel: number, request: RequestId, seconds: number): void {
    const { requests } = this;
    requests.setHoldsSlot(request, false);
    this.polls.returnIn(channel, requests.connection(request), seconds);
  }
}

/** What a slower link adds to the time of the connection point's card: it is the same card, unless the link is degraded. */
const linkSeconds = (way: Way, card: SerialLine, bytes: number): number =>
  Math.max(0, (bytes * 8) / way.rate() - (bytes * 8) / card.bitsPerSecond);
