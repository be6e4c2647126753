import type { Draw, Resource, SerialLine } from '../../../engine/index.js';
import type { RequestId } from '../../request/ids.js';
import type { Journey } from '../../request/journey.js';

/** What a transport asks of the journey: a stage ends, or a reply is lost. */
export type Continuation = Pick<Journey, 'advance' | 'after' | 'lose'>;

/** Directions: requests go up from the instance to the connection point, replies down. */
export const UP = 0;
export const DOWN = 1;
export type Direction = typeof UP | typeof DOWN;

/** A channel that a transport is to carry. */
export interface TransportChannel {
  readonly name: string;
  readonly way: Way;
  /** Time on the connection for each message. */
  readonly overhead: Draw;
  /** Silence after which a congestion window starts again. */
  readonly idleReset: Draw;
  /** Network cards that send on it: the instance's up, the connection point's down. */
  readonly cards: readonly [up: SerialLine, down: SerialLine];
}

/** How all channels of a protocol carry messages once they are up: `add` numbers them. Times are seconds from now. */
export interface Transport {
  /** Connections of a channel, each a tunnel of a proxy. */
  readonly connections: number;
  /** Adds a channel and returns its number, by which all methods know it. */
  add(channel: TransportChannel): number;
  resources(channel: number): readonly Resource[];
  /** All its connections have been built just now. */
  opened(channel: number): void;
  /** Gives the request its place on the channel: its journey goes on now or when its turn comes. */
  acquire(channel: number, request: RequestId): void;
  /** Sends a request, whose stage ends when its last bit is at the connection point. */
  up(channel: number, request: RequestId): void;
  /** Sends a reply, now or when there is a connection for it; its stage ends when its last bit is at the instance. */
  down(channel: number, request: RequestId): void;
  /** The request lets go of its place without a reply. */
  release(channel: number, request: RequestId): void;
  /** The channel was lost: calls `visit` with every request that waits for a place, and forgets those that held one. Replies that wait are lost. */
  lose(channel: number, visit: (request: RequestId) => void): void;
  /** Connections that a proxy's limits had closed and that were built again. */
  recycled(channel: number): number;
}

/** What a transport needs to know about its way. Read at each message, as links may degrade. */
export interface Way {
  /** Round trip between connection point and instance, proxy included, drawn for one message. */
  roundTrip(): number;
  /** Bits per second of the link. */
  rate(): number;
  /** Time that a message takes one way besides half the round trip: a proxy that holds small writes back. */
  messageDelay(): number;
  /** Whether something on it, a proxy, closes connections for silence or age. */
  readonly closesConnections: boolean;
  /** Idle time and age at which it closes a connection, drawn for one connection; Infinity where nothing does. */
  idleTimeout(): number;
  lifetime(): number;
  /** Seconds to build a connection: TCP, TLS, and CONNECT where a proxy asks for it. */
  buildSeconds(): number;
}
