import { type Distribution, Draw, SerialLine, type SlotBank } from '../engine/index.js';
import type { Int16Column, Int32Column } from '../workload/client-records.js';
import type { Context } from './context.js';
import { CLIENT, NONE, PORT_LIFE, REPLY_BYTES, REQUEST_BYTES, REQUEST_CLASS } from './requests.js';
import { createStation, type Station } from './station.js';

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
    readonly id: number,
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

  relayRequest(request: number): void {
    this.requests++;
    this.work(request, this.requestCost, REQUEST_BYTES);
  }

  relayReply(request: number): void {
    this.work(request, this.replyCost, REPLY_BYTES);
  }

  /** It goes down with what it works on; all its ports are free when it comes back. */
  stop(): void {
    this.isUp = false;
    this.epoch++;
    this.cpu.clear();
    this.ports.releaseAll(this.id);
  }

  /** @param size attribute of the request that holds the bytes: they themselves would be a heap number */
  private work(request: number, cost: Distribution, size: number): void {
    const { journey, requests } = this.context;
    const bytes = requests.floats[(request >> 1) | size]!;
    const seconds = cost.sample(this.stream) + (this.perKiB.next() * bytes) / 1024;
    if (seconds === 0) return journey.advance(request);
    journey.hand.seconds = seconds;
    this.cpu.serve(request);
  }
}

/**
 * Which client holds a dynamic port on which connection point. A client has one TCP connection to the management
 * point; client notification keeps it open while the client is online, and all its requests use it. A request of a
 * client without one takes a port for its own time. A closed port lingers before it can be used again.
 */
export class ClientPorts {
  private readonly holder: Int16Column;
  private readonly holderEpoch: Int32Column;

  constructor(
    private readonly context: Context,
    private readonly points: readonly ConnectionPoint[],
    private readonly notificationClass: number,
  ) {
    this.holder = context.clients.records.int16(NONE);
    this.holderEpoch = context.clients.records.int32();
  }

  /** Number of the connection point on which the client holds a port, NONE when it holds none. */
  holding(client: number): number {
    const id = this.holder.get(client);
    if (id === NONE) return NONE;
    return this.points[id]!.epoch === this.holderEpoch.get(client) ? id : NONE;
  }

  /** A port for the request on this connection point; false when there is none left. */
  use(request: number, point: ConnectionPoint): boolean {
    const { requests, clients } = this.context;
    const client = requests.words[request | CLIENT]!;
    const held = this.holding(client);
    if (held === point.id) return true;
    if (!point.takePort()) return false;
    // The keep-alive of a client that has gone offline meanwhile keeps nothing open any more.
    const stays =
      requests.words[request | REQUEST_CLASS] === this.notificationClass && clients.online.get(client) === 1;
    if (!stays) {
      requests.words[request | PORT_LIFE] = point.epoch + 1;
      return true;
    }
    if (held !== NONE) this.points[held]!.closePort();
    this.hold(client, point);
    return true;
  }

  /** At the start a client's notification channel stands already: it holds a port, if one is left. */
  stand(client: number, point: ConnectionPoint): void {
    if (point.takePort()) this.hold(client, point);
  }

  private hold(client: number, point: ConnectionPoint): void {
    this.holder.set(client, point.id);
    this.holderEpoch.set(client, point.epoch);
  }

  /** A request's own port closes. */
  release(request: number, point: ConnectionPoint): void {
    const { words } = this.context.requests;
    const life = words[request | PORT_LIFE]!;
    if (life === 0) return;
    words[request | PORT_LIFE] = 0;
    // A port of an earlier life of its connection point went with it.
    if (point.epoch === life - 1) point.closePort();
  }

  /** The client goes offline: its notification channel closes. */
  sessionEnded(client: number): void {
    const held = this.holding(client);
    if (held !== NONE) this.points[held]!.closePort();
    this.holder.set(client, NONE);
  }
}
