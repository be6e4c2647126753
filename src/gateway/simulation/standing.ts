import type { RequestClass } from '../../model/schema.js';
import { ENTRA } from '../../workload/client-table.js';
import { type ClientTask, eachClient } from '../../workload/each-client.js';
import type { LastAsked } from '../../workload/last-asked.js';
import type { Context } from '../request/context.js';
import { type ById, type ClientId, type ConnectionPointId, classId, NONE } from '../request/ids.js';
import type { ChannelTable } from '../systems/channel/channel-table.js';
import type { BlockedRequests } from '../systems/client/access-stages.js';
import type { ClientConnections } from '../systems/client/client-connection.js';
import type { ClientPorts, ConnectionPoint } from '../systems/connection-point/connection-point.js';
import type { AuthenticateStage } from '../systems/entra-id.js';
import type { Gateway } from '../systems/gateway.js';

interface ReachabilityParts {
  readonly connections: ClientConnections;
  readonly blocked: BlockedRequests;
  readonly authenticate: AuthenticateStage;
}

interface StandingParts extends ReachabilityParts {
  readonly lastAsked: LastAsked;
  readonly gateways: readonly Gateway[];
  readonly table: ChannelTable;
  readonly connectionPoints: ById<ConnectionPointId, ConnectionPoint>;
  readonly ports: ClientPorts;
}

/**
 * Gives the clients that are online at the start what their requests before it have left: the connection to an
 * instance, as old as the last request, and the port of the notification channel. Nothing where a gateway is yet to be
 * deployed, or cannot be reached.
 */
export const standAtStart = (context: Context, parts: StandingParts): void =>
  eachClient(0, context.clients.count, new Standing(context, parts));

/** Tells whether the network rules let a client's requests of a class get as far as the gateway. */
export function reachability(
  { clients }: Context,
  { connections, blocked, authenticate }: ReachabilityParts,
  requestClass: RequestClass,
): (client: ClientId) => boolean {
  const index = classId(requestClass);
  return (client) =>
    connections.blockage(client, clients.gateway.get(client)) === null &&
    blocked.cause(client, index) === null &&
    (clients.authentication.get(client) !== ENTRA || authenticate.canSignIn(client));
}

class Standing implements ClientTask {
  private readonly hash;
  private readonly reachesGateway: (client: ClientId) => boolean;

  constructor(
    private readonly context: Context,
    private readonly parts: StandingParts,
  ) {
    this.hash = context.simulation.stream('clients/standing');
    this.reachesGateway = reachability(context, parts, 'notification');
  }

  run(client: ClientId): void {
    const { lastAsked, gateways, connections, table, connectionPoints, ports } = this.parts;
    const secondsAgo = lastAsked.anything[client]!;
    if (secondsAgo === Number.POSITIVE_INFINITY) return;
    const gateway = this.context.clients.gateway.get(client);
    const vm = gateways[gateway]!.loadBalancer.pick(client, this.hash);
    if (vm === null || connections.blockage(client, gateway) !== null) return;
    connections.recall(client, vm, secondsAgo);
    if (lastAsked.notification[client] === Number.POSITIVE_INFINITY || !this.reachesGateway(client)) return;
    const channel = table.choose(vm.id, NONE);
    if (channel !== NONE) ports.stand(client, connectionPoints[table.point(channel)]);
  }
}
