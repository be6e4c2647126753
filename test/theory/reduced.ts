import type { Model } from '../../src/model/schema.js';
import { type ActivityChange, createModel, type ModelChange, people } from '../gateway/model-builder.js';

/** A data rate at which no message takes time. */
const MUCH = '1e6Tbps';
const CLIENTS = 1000;

type Duration = `${number}s`;

/**
 * The whole gateway with everything at zero time but what `station` says, and clients that do one thing: certificates,
 * so that nobody needs a token; one try each, without a limit of time.
 */
export function reduced(station: ModelChange, policy: ActivityChange = {}): Model {
  return createModel({
    ...station,
    gateway: { ...station.gateway, vm: { nic: MUCH, ...station.gateway?.vm } },
    connectionPoints: { dynamicPorts: 64511, portLinger: 0, nic: MUCH, ...station.connectionPoints },
    storage: { blobRequests: '1e9/s', accountRequests: '1e9/s', ...station.storage },
    clients: [
      people({
        count: CLIENTS,
        access: { bandwidth: [{ share: 1, down: MUCH, up: MUCH }] },
        timeout: '1e6d',
        retry: { attempts: 1 },
        activities: { policy },
      }),
    ],
  });
}

/** A Poisson stream of requests of all clients together. */
export const asking = (perSecond: number): NonNullable<ActivityChange> => ({
  enabled: true,
  arrivals: 'poisson',
  period: `${CLIENTS / perSecond}s` satisfies Duration,
});

type Milliseconds = `${number}ms`;
type Overhead = Milliseconds | { readonly exponential: Milliseconds };

/** A gateway of which the HTTPS channel alone takes time. */
export const https = (
  connections: number,
  repoll: 'early' | 'late',
  rtt: Milliseconds,
  overhead: Overhead,
) => ({
  connectionPoints: { rtt, channel: { connections, repoll, overhead } },
});
