import type { Resource } from '../../engine/index.js';

/** Who goes on when a request has its place on the channel. */
export interface Places {
  advance(request: number): void;
  /** Seconds and bytes that one method hands to another, see `Journey`. */
  readonly hand: Float64Array;
}

/** How a channel carries messages once it is up; times are seconds from now. */
export interface Transport {
  readonly resources: readonly Resource[];
  /** Connections that it opens, each a tunnel of a proxy. */
  readonly connections: number;
  /** All its connections have been built just now. */
  opened(): void;
  /** Gives the request its place on the channel: its journey goes on now or when its turn comes. */
  acquire(request: number): void;
  /**
   * Takes from `hand` when a request can begin at the earliest, and its bytes; leaves there the seconds until its last
   * bit is at the connection point.
   */
  up(request: number): void;
  /** Likewise for a reply, until its last bit is at the instance. */
  down(request: number): void;
  /** The request lets go of its place without a reply. */
  release(request: number): void;
  /** The channel was lost: calls `visit` with every request that waits for a place, and forgets those that held one. */
  lose(visit: (request: number) => void): void;
  /** Connections that a proxy's limits had closed and that were built again. */
  readonly recycled: number;
}

/** What a transport needs to know about its way. Read at each message, as links may degrade. */
export interface Way {
  /** Round trip between connection point and instance, proxy included, drawn for one message. */
  roundTrip(): number;
  /** Bits per second of the link. */
  rate(): number;
  /** Time that a message takes one way besides half the round trip: a proxy that holds small writes back. */
  messageDelay(): number;
  /** Idle time and age at which a proxy closes a connection, drawn for one connection; Infinity without a proxy. */
  idleTimeout(): number;
  lifetime(): number;
  /** Seconds to build a connection: TCP, TLS, and CONNECT where a proxy asks for it. */
  buildSeconds(): number;
}
