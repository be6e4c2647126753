import { Draw, type HandlerId } from '../../../engine/index.js';
import { ENTRA } from '../../../workload/client-table.js';
import type { Cause } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import { type ById, NONE, type RequestId, TOKEN_CLASS, type VmId } from '../../request/ids.js';
import type { Stage } from '../../request/stage.js';
import type { Vm } from '../vm/vm.js';

import type { ClientConnections } from './client-connection.js';

const TCP_ROUND_TRIPS = 1;
/** TLS 1.2, which the gateway enforces: RFC 5246, section 7.3. */
const FULL_TLS_ROUND_TRIPS = 2;
const RESUMED_TLS_ROUND_TRIPS = 1;
/** Kinds of handshake. */
const RESUMED = 1;
const FULL = 2;
/**
 * TCP and TLS to an instance, unless a connection stands: 1 + 2 round trips and CPU, 1 + 1 for a resumed session. A
 * download from another gateway than the client's own gets a connection of its own, which is not kept.
 */
export class ConnectStage implements Stage {
  readonly name = 'connect';
  private readonly shakeHandler: HandlerId<RequestId>;
  /** By population. */
  private readonly connectTimeouts: readonly Draw[];
  private readonly staleConnections: readonly Draw[];

  constructor(
    private readonly context: Context,
    private readonly connections: ClientConnections,
    private readonly vms: ById<VmId, Vm>,
  ) {
    this.shakeHandler = context.simulation.handlerOf(this, this.shakeHands);
    const { simulation, model } = context;
    this.connectTimeouts = model.clients.map(
      (one) => new Draw(simulation, `clients/${one.name}/connect-timeout`, () => one.connectTimeout),
    );
    this.staleConnections = model.clients.map(
      (one) => new Draw(simulation, `clients/${one.name}/stale`, () => one.staleConnection),
    );
  }

  enter(request: RequestId): void {
    const { requests, journey } = this.context;
    const client = requests.client(request);
    const vm = this.goesElsewhere(request) ? null : this.connections.standing(client);
    if (vm === null) return this.connect(request);
    if (this.isDemand(request)) this.connections.use(client);
    requests.setVm(request, vm.id);
    journey.advance(request);
  }

  private connect(request: RequestId): void {
    const { requests, clients, links, simulation } = this.context;
    const { connections } = this;
    const client = requests.client(request);
    const population = clients.population.get(client);
    const elsewhere = this.goesElsewhere(request);
    const gateway = elsewhere ? requests.source(request) : clients.gateway.get(client);
    const blocked = connections.blockage(client, gateway);
    if (blocked !== null) return this.giveUp(request, blocked);
    const vm = connections.choose(client, gateway);
    if (vm === null) return this.giveUp(request, connections.absenceOf(gateway));
    if (!vm.isServing) return this.giveUp(request, 'connect-timeout');
    const resumed = !elsewhere && connections.canResume(client, vm);
    const lost =
      !elsewhere && connections.wasDroppedSilently(client) ? this.staleConnections[population].next() : 0;
    if (!elsewhere) connections.open(client, vm);
    requests.setVm(request, vm.id);
    const roundTrips = TCP_ROUND_TRIPS + (resumed ? RESUMED_TLS_ROUND_TRIPS : FULL_TLS_ROUND_TRIPS);
    const seconds = lost + roundTrips * clients.rtt.get(client) * links.clientRtt;
    const handshake = resumed ? RESUMED : FULL;
    if (seconds > 0) simulation.schedule(seconds, this.shakeHandler, request, handshake);
    else this.shakeHands(request, handshake);
  }

  /** Nobody answers: the client hears of it after its time-out. */
  private giveUp(request: RequestId, cause: Cause): void {
    const { requests, clients, journey } = this.context;
    const timeout = this.connectTimeouts[clients.population.get(requests.client(request))];
    journey.fail(request, cause, timeout.next());
  }

  private goesElsewhere(request: RequestId): boolean {
    const { requests, clients } = this.context;
    return requests.leadsElsewhere(request, clients.gateway.get(requests.client(request)));
  }

  /**
   * Only what clients ask for by themselves prolongs a connection, site tokens too: not their retries, nor the CCM tokens
   * and locations that other requests wait for. An instance that fails its clients would hold on to them otherwise, by their own retries.
   */
  private isDemand(request: RequestId): boolean {
    const { requests, clients } = this.context;
    return (
      requests.attempts(request) === 1 &&
      requests.parent(request) === NONE &&
      (requests.requestClass(request) !== TOKEN_CLASS ||
        clients.authentication.get(requests.client(request)) !== ENTRA)
    );
  }

  private shakeHands(request: RequestId, handshake: number): void {
    const { requests, journey } = this.context;
    if (!requests.goesOn(request)) return journey.advance(request); // lost meanwhile: the journey drops it
    const certificate = requests.isCertified(request);
    this.vms[requests.vm(request)].enterHandshake(request, handshake === FULL, certificate);
  }
}
