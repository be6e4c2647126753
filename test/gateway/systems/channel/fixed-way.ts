import type { Way } from '../../../../src/gateway/systems/channel/transport.js';

/** A way that answers the same each time, without a proxy's limits unless they are given. */
export function fixedWay({
  roundTrip = 0.02,
  rate = 1e9,
  messageDelay = 0,
  idleTimeout = Number.POSITIVE_INFINITY,
  lifetime = Number.POSITIVE_INFINITY,
  buildSeconds = 0.06,
} = {}): Way {
  return {
    closesConnections: Math.min(idleTimeout, lifetime) < Number.POSITIVE_INFINITY,
    roundTrip: () => roundTrip,
    rate: () => rate,
    messageDelay: () => messageDelay,
    idleTimeout: () => idleTimeout,
    lifetime: () => lifetime,
    buildSeconds: () => buildSeconds,
  };
}
