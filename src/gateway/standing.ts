import { ENTRA } from '../workload/client-table.js';
import { type ClientTask, eachClient } from '../workload/each-client.js';
import type { LastAsked } from '../workload/last-asked.js';
import type { ChannelTable } from './channel-table.js';
import type { BlockedRequests, ClientConnections } from './client-connection.js';
import type { ClientPorts, ConnectionPoint } from './connection-point.js';
import type { Context } from './context.js';
import type { AuthenticateStage } from './entra-id.js';
import type { Gateway } from './gateway.js';
import { type ById, type ClientId, type ConnectionPointId, NONE, NOTIFICATION_CLASS } from './ids.js';

interface StandingParts {
  readonly lastAsked: LastAsked;
  readonly gateways: readonly Gateway[];
  readonly connections: ClientConnections;
  readonly blocked: BlockedRequests;
  readonly authenticate: AuthenticateStage;
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

class Standing implements ClientTask {
  private readonly hash;

  constructor(
    private readonly context: Context,
    private readonly parts: StandingParts,
  ) {
    this.hash = context.simulation.stream('clients/standing');
  }

  run(client: ClientId): void {
    const { lastAsked, gateways, connections, table, connectionPoints, ports } = this.parts;
    const secondsAgo = lastAsked.anything[client]!;
    if (secondsAgo === Number.POSITIVE_INFINITY) return;
    const gateway = this.context.clients.gateway.get(client);
    const vm = gateways[gateway]!.loadBalancer.pick(client, this.hash);
    if (vm === null || connections.blockage(client, gateway) !== null) return;
    connections.recall(client, vm, secondsAgo);
    if (lastAsked.notification[client] === Number.POSITIVE_INFINITY || !this.isHeard(client)) return;
    const channel = table.choose(vm.id, NONE);
    if (channel !== NONE) ports.stand(client, connectionPoints[table.point(channel)]);
  }

  /** Whether a client's notification gets as far as the gateway. */
  private isHeard(client: ClientId): boolean {
    const { blocked, authenticate } = this.parts;
    if (blocked.cause(client, NOTIFICATION_CLASS) !== null) return false;
    return this.context.clients.authentication.get(client) !== ENTRA || authenticate.canSignIn(client);
  }
}
