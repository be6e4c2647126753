import { type Distribution, Draw, SerialLine, type SlotBank } from '../../../engine/index.js';
import type { Context } from '../../request/context.js';
import {
  type ById,
  type ClientColumn,
  type ClientId,
  type ConnectionPointId,
  NONE,
  NOTIFICATION_CLASS,
  type RequestId,
} from '../../request/ids.js';
import { createStation, type Station } from '../station.js';

/** A connection point on-premises: cores, network, and dynamic ports towards the management point. */
export class ConnectionPoint {
  readonly cpu: Station;
  readonly nic: SerialLine;
  readonly name: string;
  isUp = true;
  epoch = 0;
  requests = 0;
  maxPortsHeld = 0;
  private readonly requestCost: Distribution;
  private readonly replyCost: Distribution;
  private readonly stream;
  private readonly perKiB: Draw;
  private readonly portLinger: Draw;
  private readonly maintenancePhase: number;

  constructor(
    private readonly context: Context,
    gatewayName: string,
    readonly gatewayIndex: number,
    readonly index: number,
    /** Number among the connection points of all gateways. */
    readonly id: ConnectionPointId,
    /** Dynamic ports of all connection points; this one's are the member `id`. */
    readonly ports: SlotBank,
  ) {
    const { simulation, draws, model } = context;
    const { connectionPoints } = model;
    this.name = `${gatewayName}/cp/${index + 1}`;
    this.cpu = createStation(context, { name: `${this.name}/cpu`, servers: connectionPoints.cores });
    this.nic = new SerialLine(simulation, { name: `${this.name}/nic`, bitsPerSecond: connectionPoints.nic });
    ports.add({ name: `${this.name}/ports`, slots: connectionPoints.dynamicPorts });
    this.requestCost = draws.distribution(connectionPoints.request);
    this.replyCost = draws.distribution(connectionPoints.reply);
    this.stream = simulation.stream(`${this.name}/service`);
    this.perKiB = draws.of(`${this.name}/per-kib`, connectionPoints.perKiB);
    this.portLinger = new Draw(simulation, `${this.name}/port-linger`, () => connectionPoints.portLinger);
    this.maintenancePhase =
      simulation.stream(`${this.name}/maintenance`).uniform() * connectionPoints.maintenance;
  }

  /** Time until its next maintenance cycle, in which it repairs lost channels. */
  untilMaintenance(): number {
    const { maintenance } = this.context.model.connectionPoints;
    if (maintenance === 0) return 0;
    const since = this.context.simulation.now - this.maintenancePhase;
    return (Math.floor(since / maintenance) + 1) * maintenance - since;
  }

  get portsHeld(): number {
    return this.ports.held(this.id);
  }

  takePort(): boolean {
    if (!this.ports.tryAcquire(this.id)) return false;
    const held = this.portsHeld;
    if (held > this.maxPortsHeld) this.maxPortsHeld = held;
    return true;
  }

  /** A port closes, and can be used again after it has lingered. */
  closePort(): void {
    this.ports.releaseLater(this.id, this.portLinger.next(), 0);
  }

  relayRequest(request: RequestId): void {
    this.requests++;
    this.work(request, this.requestCost, this.context.requests.requestBytes(request));
  }

  relayReply(request: RequestId): void {
    this.work(request, this.replyCost, this.context.requests.replyBytes(request));
  }

  /** It goes down with what it works on; all its ports are free when it comes back. */
  stop(): void {
    this.isUp = false;
    this.epoch++;
    this.cpu.clear();
    this.nic.clear();
    this.ports.releaseAll(this.id);
  }

  private work(request: RequestId, cost: Distribution, bytes: number): void {
    const { journey } = this.context;
    const seconds = cost.sample(this.stream) + (this.perKiB.next() * bytes) / 1024;
    if (seconds === 0) return journey.advance(request);
    this.cpu.serve(request, seconds);
  }
}

/**
 * Which client holds a dynamic port on which connection point. A client has one TCP connection to the management
 * point; client notification keeps it open while the client is online, and all its requests use it. A request of a
 * client without one takes a port for its own time. A closed port lingers before it can be used again.
 */
export class ClientPorts {
  private readonly holder: ClientColumn<ConnectionPointId>;
  private readonly holderEpoch: ClientColumn;

  constructor(
    private readonly context: Context,
    private readonly points: ById<ConnectionPointId, ConnectionPoint>,
  ) {
    this.holder = context.clients.records.int16<ConnectionPointId>(NONE);
    this.holderEpoch = context.clients.records.int32();
  }

  /** Number of the connection point on which the client holds a port, NONE when it holds none. */
  holding(client: ClientId): ConnectionPointId {
    const id = this.holder.get(client);
    if (id === NONE) return NONE;
    return this.points[id].epoch === this.holderEpoch.get(client) ? id : NONE;
  }

  /** A port for the request on this connection point; false when there is none left. */
  use(request: RequestId, point: ConnectionPoint): boolean {
    const { requests, clients } = this.context;
    const client = requests.client(request);
    const held = this.holding(client);
    if (held === point.id) return true;
    if (!point.takePort()) return false;
    // The keep-alive of a client that has gone offline meanwhile keeps nothing open any more.
    const stays = requests.requestClass(request) === NOTIFICATION_CLASS && clients.online.get(client) === 1;
    if (!stays) {
      requests.setPortEpoch(request, point.epoch);
      return true;
    }
    if (held !== NONE) this.points[held].closePort();
    this.hold(client, point);
    return true;
  }

  /** At the start a client's notification channel stands already: it holds a port, if one is left. */
  stand(client: ClientId, point: ConnectionPoint): void {
    if (point.takePort()) this.hold(client, point);
  }

  private hold(client: ClientId, point: ConnectionPoint): void {
    this.holder.set(client, point.id);
    this.holderEpoch.set(client, point.epoch);
  }

  /** A request's own port closes. */
  release(request: RequestId, point: ConnectionPoint): void {
    const { requests } = this.context;
    const epoch = requests.portEpoch(request);
    if (epoch === NONE) return;
    requests.setPortEpoch(request, NONE);
    // A port of an earlier life of its connection point went with it.
    if (point.epoch === epoch) point.closePort();
  }

  /** The client goes offline: its notification channel closes. */
  sessionEnded(client: ClientId): void {
    const held = this.holding(client);
    if (held !== NONE) this.points[held].closePort();
    this.holder.set(client, NONE);
  }
}
