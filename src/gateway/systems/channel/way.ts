import { type DistributionSpec, Draw } from '../../../engine/index.js';
import type { Context, Links } from '../../request/context.js';
import type { Way } from './transport.js';

/** TCP 1, TLS 1.2 full 2 (RFC 5246, section 7.3). */
const HANDSHAKE_ROUND_TRIPS = 3;
const CONNECT_ROUND_TRIPS = 1;

type ProxyModel = NonNullable<Context['model']['connectionPoints']['proxy']>;

/** The ways of channels, as the model describes them; those without a state of their own are one object for all. */
export class Ways {
  private readonly direct = new Map<Draw, Way>();

  constructor(private readonly context: Context) {}

  /** @param name of the channel, whose values are drawn for it alone */
  of(name: string): Way {
    const { draws, model } = this.context;
    const { proxy, rtt } = model.connectionPoints;
    const roundTrips = draws.of(`${name}/rtt`, rtt);
    if (proxy !== undefined) return new ProxiedWay(this.context, name, proxy, roundTrips);
    const known = this.direct.get(roundTrips) ?? new DirectWay(this.context, roundTrips);
    this.direct.set(roundTrips, known);
    return known;
  }
}

/** Straight from connection point to instance. */
class DirectWay implements Way {
  readonly closesConnections = false;
  private readonly links: Links;
  private readonly bitsPerSecond: number;
  private readonly rtt: Draw;

  constructor({ model, links }: Context, rtt: Draw) {
    this.links = links;
    this.bitsPerSecond = model.connectionPoints.nic;
    this.rtt = rtt;
  }

  roundTrip(): number {
    return this.rtt.next() * this.links.channelRtt;
  }

  rate(): number {
    return this.bitsPerSecond * this.links.channelRate;
  }

  messageDelay(): number {
    return 0;
  }

  idleTimeout(): number {
    return Number.POSITIVE_INFINITY;
  }

  lifetime(): number {
    return Number.POSITIVE_INFINITY;
  }

  buildSeconds(): number {
    return this.roundTrip() * HANDSHAKE_ROUND_TRIPS;
  }
}

/** Through a web proxy: a hop more each way, small writes held back, connections closed for silence or age. */
class ProxiedWay implements Way {
  readonly closesConnections = true;
  private readonly links: Links;
  private readonly bitsPerSecond: number;
  private readonly rtt: Draw;
  private readonly hop: Draw;
  private readonly writeDelay: Draw;
  private readonly proxyIdle: Draw;
  private readonly proxyLifetime: Draw;

  constructor({ simulation, draws, model, links }: Context, name: string, proxy: ProxyModel, rtt: Draw) {
    const draw = (what: string, spec: () => DistributionSpec) =>
      new Draw(simulation, `${name}/${what}`, spec);
    this.links = links;
    this.bitsPerSecond = model.connectionPoints.nic;
    this.rtt = rtt;
    this.hop = draws.of(`${name}/hop`, proxy.hopTime);
    this.writeDelay = draw('write-delay', () => proxy.writeDelay);
    this.proxyIdle = draw('proxy-idle', () => proxy.idleTimeout);
    this.proxyLifetime = draw('proxy-lifetime', () => proxy.lifetime);
  }

  roundTrip(): number {
    return this.rtt.next() * this.links.channelRtt + 2 * this.hop.next();
  }

  rate(): number {
    return this.bitsPerSecond * this.links.channelRate;
  }

  messageDelay(): number {
    return this.writeDelay.next();
  }

  idleTimeout(): number {
    return this.proxyIdle.next();
  }

  lifetime(): number {
    return this.proxyLifetime.next();
  }

  buildSeconds(): number {
    return this.roundTrip() * (HANDSHAKE_ROUND_TRIPS + CONNECT_ROUND_TRIPS);
  }
}
