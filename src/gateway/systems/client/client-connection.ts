import { Draw, type HandlerId } from '../../../engine/index.js';
import { reachOutcome } from '../../../model/network/firewall.js';
import { networkOf } from '../../../model/network/from-model.js';
import { devicesOf, requestOutcome } from '../../../model/network/http.js';
import { requestClasses } from '../../../model/schema.js';
import { ENTRA } from '../../../workload/client-table.js';
import type { Cause } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import {
  type ById,
  type ClientColumn,
  type ClientId,
  NONE,
  type RequestClassId,
  type RequestId,
  TOKEN_CLASS,
  type VmId,
} from '../../request/ids.js';
import type { Stage } from '../../request/stage.js';
import { ColdWindow } from '../channel/congestion-window.js';
import type { Gateway } from '../gateway.js';
import type { Vm } from '../vm/vm.js';

const TCP_ROUND_TRIPS = 1;
/** TLS 1.2, which the gateway enforces: RFC 5246, section 7.3. */
const FULL_TLS_ROUND_TRIPS = 2;
const RESUMED_TLS_ROUND_TRIPS = 1;
/** Kinds of handshake. */
const RESUMED = 1;
const FULL = 2;
/** By the number of a client's authentication. */
const AUTHENTICATIONS = ['entra', 'certificate', 'site-token'] as const;

/** The connection of each client to its gateway: which instance, since when, and whether it still stands. */
export class ClientConnections {
  readonly vm: ClientColumn<VmId>;
  private readonly vmEpoch: ClientColumn;
  private readonly lastUse: ClientColumn;
  private readonly idleTimeout: Draw;
  /** By population and gateway: why the population's firewall stops it, or null. */
  private readonly unreachable: readonly (readonly (Cause | null)[])[];

  constructor(
    private readonly context: Context,
    private readonly gateways: readonly Gateway[],
    private readonly vms: ById<VmId, Vm>,
  ) {
    const { records } = context.clients;
    const { loadBalancer } = context.model;
    this.idleTimeout = new Draw(context.simulation, 'load-balancer/idle', () => loadBalancer.idleTimeout);
    this.vm = records.int16<VmId>(NONE);
    this.vmEpoch = records.int32();
    this.lastUse = records.float64();
    this.unreachable = context.model.clients.map(({ firewall }) =>
      gateways.map(({ hosts }) => reachOutcome(firewall, hosts)),
    );
  }

  /** Why a client's firewall keeps it from a gateway, or null. */
  blockage(client: ClientId, gateway: number): Cause | null {
    return this.unreachable[this.context.clients.population.get(client)][gateway];
  }

  /** The instance that the client's connection leads to, or null when it has none that stands. */
  standing(client: ClientId): Vm | null {
    const vm = this.peer(client);
    if (vm === null || !vm.isServing) return null;
    return this.context.simulation.now - this.lastUse.get(client) <= this.idleTimeout.next() ? vm : null;
  }

  use(client: ClientId): void {
    this.lastUse.set(client, this.context.simulation.now);
  }

  /** Chooses the instance of a new connection to a gateway. */
  choose(client: ClientId, gateway: number): Vm | null {
    return this.gateways[gateway].loadBalancer.pick(client);
  }

  /** Why a gateway has no instance to connect to. */
  absenceOf(gateway: number): Cause {
    return this.gateways[gateway].loadBalancer.stopped ? 'service-stopped' : 'no-instance';
  }

  /** Whether a TLS session with this instance can be resumed. */
  canResume(client: ClientId, vm: Vm): boolean {
    return (
      this.peer(client) === vm && vm.remembersFor(this.context.simulation.now - this.lastUse.get(client))
    );
  }

  /** Whether the load balancer has dropped the client's connection without telling it. */
  wasDroppedSilently(client: ClientId): boolean {
    const vm = this.peer(client);
    return vm?.isServing === true && !this.context.model.loadBalancer.tcpReset;
  }

  /** The client connects to an instance; of a client that has gone offline meanwhile nothing stays. */
  open(client: ClientId, vm: Vm): void {
    if (this.context.clients.online.get(client) === 0) return;
    const before = this.peer(client);
    if (before !== vm) {
      if (before !== null) before.clients--;
      vm.connectClient();
      this.vm.set(client, vm.id);
      this.vmEpoch.set(client, vm.epoch);
    }
    this.use(client);
  }

  /** At the start: the connection that the client last used `secondsAgo`, whether or not it still stands. */
  recall(client: ClientId, vm: Vm, secondsAgo: number): void {
    this.open(client, vm);
    this.lastUse.set(client, this.context.simulation.now - secondsAgo);
  }

  close(client: ClientId): void {
    const vm = this.peer(client);
    if (vm !== null) vm.clients--;
    this.vm.set(client, NONE);
  }

  /** The instance of the client's last connection, if it is still in the same life. */
  private peer(client: ClientId): Vm | null {
    const id = this.vm.get(client);
    if (id === NONE) return null;
    const vm = this.vms[id];
    return vm.epoch === this.vmEpoch.get(client) ? vm : null;
  }
}

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

/** Which requests devices between a client and the gateway stop. */
export class BlockedRequests {
  /** By population, authentication and request class: why, or null. */
  private readonly causes: readonly (Cause | null)[];

  constructor(private readonly context: Context) {
    const { populations, inspection } = networkOf(context.model);
    this.causes = populations.flatMap((population) => {
      const devices = devicesOf(inspection, population.name);
      return AUTHENTICATIONS.flatMap((authentication) =>
        requestClasses.map((requestClass) => requestOutcome(requestClass, devices, authentication)),
      );
    });
  }

  cause(client: ClientId, requestClass: RequestClassId): Cause | null {
    const { clients } = this.context;
    const row = clients.population.get(client) * AUTHENTICATIONS.length + clients.authentication.get(client);
    return this.causes[row * requestClasses.length + requestClass];
  }
}

/**
 * The request's bytes from client to instance: half a round trip, the bytes at the client's rate, and the further
 * round trips of a congestion window that has just begun (see `ColdWindow`).
 */
export class UploadStage implements Stage {
  readonly name = 'upload';
  private readonly window: ColdWindow;

  constructor(
    private readonly context: Context,
    private readonly blocked: BlockedRequests,
  ) {
    this.window = coldWindow(context);
  }

  enter(request: RequestId): void {
    const { requests, clients, journey } = this.context;
    const cause = this.cause(request);
    if (cause === null) return journey.after(request, this.transferSeconds(request));
    journey.fail(request, cause, clients.rtt.get(requests.client(request)));
  }

  private transferSeconds(request: RequestId): number {
    const { requests, clients, links } = this.context;
    const client = requests.client(request);
    const roundTrip = clients.rtt.get(client) * links.clientRtt;
    const rate = clients.upBitsPerSecond[clients.accessClass.get(client)] * links.clientRate;
    return this.window.transferSeconds(requests.requestBytes(request), roundTrip, rate);
  }

  private cause(request: RequestId): Cause | null {
    const { requests } = this.context;
    return this.blocked.cause(requests.client(request), requests.requestClass(request));
  }
}

/** The reply's bytes from instance to client: its network card, half a round trip, the client's rate, the window. */
export class DownloadStage implements Stage {
  private readonly window: ColdWindow;

  constructor(
    private readonly context: Context,
    private readonly vms: ById<VmId, Vm>,
    readonly name: string,
  ) {
    this.window = coldWindow(context);
  }

  enter(request: RequestId): void {
    const { requests, clients, links, journey, simulation } = this.context;
    const client = requests.client(request);
    const bytes = requests.replyBytes(request);
    const vm = this.vms[requests.vm(request)];
    vm.countEgress(bytes);
    const sent = vm.nic.send(bytes) - simulation.now;
    const roundTrip = clients.rtt.get(client) * links.clientRtt;
    const rate = clients.downBitsPerSecond[clients.accessClass.get(client)] * links.clientRate;
    journey.after(request, sent + this.window.transferSeconds(bytes, roundTrip, rate));
  }
}

/** A client's connection begins its window anew at each transfer. */
function coldWindow({ model }: Context): ColdWindow {
  const { segment, initialWindow, maximumWindow } = model.connectionPoints.channel;
  return new ColdWindow({ segmentBytes: segment, initialWindow, maximumWindowBytes: maximumWindow });
}
