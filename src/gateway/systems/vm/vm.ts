import { Draw, type RandomStream, SerialLine, TokenBucket } from '../../../engine/index.js';
import { sizeName, type VmCapacity, vmCapacity } from '../../../model/catalogue.js';
import type { GatewayModel } from '../../../model/schema.js';
import type { Context } from '../../request/context.js';
import type { RequestId, VmId } from '../../request/ids.js';
import { createStation, type Station } from '../station.js';
import type { VmCosts } from './vm-costs.js';
import { VmTimes } from './vm-times.js';
import type { VmTraffic } from './vm-traffic.js';

/** absent: not deployed (any more). Only a running or draining instance serves. */
export type VmState = 'absent' | 'provisioning' | 'running' | 'draining' | 'down';

/** One instance of a gateway: cores, network card, CPU credits, and the clients connected to it. */
export class Vm {
  readonly cpu: Station;
  readonly nic: SerialLine;
  credits: TokenBucket | null;
  readonly gateway: GatewayModel;
  readonly gatewayIndex: number;
  readonly index: number;
  readonly capacity: VmCapacity;
  readonly name: string;
  state: VmState;
  /** Counts the lives of the instance: a connection of an earlier life is gone. */
  epoch: number;
  /** Counts orders (deploy, take away, keep): a change under way follows the last one alone. */
  orders: number;
  /** Clients that are online and whose last connection is to this instance. */
  clients: number;
  maxClients: number;
  requests: number;
  failed: number;
  readonly times: VmTimes;
  private readonly stream: RandomStream;
  private readonly perKiB: Draw;
  private readonly sessionLifetime: Draw;
  private readonly drain: Draw;

  constructor(
    private readonly context: Context,
    gateway: GatewayModel,
    gatewayIndex: number,
    private readonly costs: VmCosts,
    index: number,
    /** Number among the instances of all gateways. */
    readonly id: VmId,
    /** Apart, as it changes with every message. */
    private readonly traffic: VmTraffic,
  ) {
    const { simulation, draws } = context;
    const { vm } = gateway;
    const name = `${gateway.name}/vm/${index + 1}`;
    this.capacity = vmCapacity(gateway);
    // What each request looks at comes first. notes: cache-lines
    this.requests = 0;
    this.stream = simulation.stream(`${name}/service`);
    this.perKiB = draws.of(`${name}/per-kib`, vm.perKiB);
    this.cpu = createStation(context, {
      name: `${name}/cpu`,
      servers: 0,
      discipline: vm.discipline,
      variableSpeed: this.capacity.credits !== null,
      served: () => this.drawCredits(),
    });
    this.credits = this.createCredits();
    this.clients = 0;
    this.maxClients = 0;
    this.epoch = 0;
    this.index = index;
    this.gatewayIndex = gatewayIndex;
    this.gateway = gateway;
    this.state = 'absent';
    this.orders = 0;
    this.failed = 0;
    this.times = new VmTimes(simulation);
    this.name = name;
    this.nic = new SerialLine(simulation, {
      name: `${name}/nic`,
      bitsPerSecond: this.capacity.nicBitsPerSecond,
    });
    this.sessionLifetime = draws.of(`${name}/session`, vm.sessionLifetime);
    this.drain = new Draw(simulation, `${this.name}/drain`, () => vm.drain);
  }

  /** Name of its VM size, as the bill has it. */
  get size(): string {
    return sizeName(this.gateway.vmSize);
  }

  /** Bytes that left Azure through this instance. */
  get egressBytes(): number {
    return this.traffic.egress(this.id);
  }

  get ingressBytes(): number {
    return this.traffic.ingress(this.id);
  }

  countEgress(bytes: number): void {
    this.traffic.countEgress(this.id, bytes);
  }

  get isServing(): boolean {
    return this.state === 'running' || this.state === 'draining';
  }

  /** Azure begins to make the machine: from now on it is billed. */
  deploy(): void {
    this.state = 'provisioning';
    this.times.deploy();
  }

  start(): void {
    this.state = 'running';
    this.times.serve();
    this.cpu.setServers(this.capacity.cores);
  }

  /** Another machine takes its place: credits do not move along, it has those of a new one. */
  replace(): void {
    this.credits = this.createCredits();
  }

  /** It has served for weeks, which have left it these credits. */
  recallCredits(level: number): void {
    this.credits = this.createCredits(level);
  }

  /** Stops serving: its connections and whatever it worked on are gone. */
  stop(state: 'down' | 'absent'): void {
    this.times.stop();
    if (state === 'absent') this.times.remove();
    this.state = state;
    this.epoch++;
    this.clients = 0;
    this.cpu.clear();
    this.nic.clear();
    this.cpu.setServers(0);
    if (this.credits !== null) this.credits.setDrain(0);
  }

  /** Whether a TLS session that was last used `seconds` ago can be resumed. */
  remembersFor(seconds: number): boolean {
    return seconds <= this.sessionLifetime.next();
  }

  /** How long it keeps serving when it is taken away, drawn for one time. */
  drainSeconds(): number {
    return this.drain.next();
  }

  connectClient(): void {
    if (++this.clients > this.maxClients) this.maxClients = this.clients;
  }

  /** CPU for a new TLS connection; a client certificate is checked with it. */
  enterHandshake(request: RequestId, full: boolean, certificate: boolean): void {
    const { costs, stream } = this;
    let seconds = (full ? costs.fullHandshake : costs.resumedHandshake).sample(stream);
    if (certificate) seconds += costs.certificateCheck.sample(stream);
    this.work(request, seconds);
  }

  /** CPU to receive a request, check its token if it carries one, and forward it. */
  enterRequest(request: RequestId, token: boolean): void {
    const { costs, stream } = this;
    const bytes = this.context.requests.requestBytes(request);
    this.requests++;
    this.traffic.countIngress(this.id, bytes);
    let seconds = costs.request.sample(stream) + (this.perKiB.next() * bytes) / 1024;
    if (token) seconds += costs.tokenCheck.sample(stream);
    this.work(request, seconds);
  }

  enterReply(request: RequestId): void {
    const bytes = this.context.requests.replyBytes(request);
    this.work(request, this.costs.reply.sample(this.stream) + (this.perKiB.next() * bytes) / 1024);
  }

  /** Serves a request. A demand of exactly 0 is no visit: a model that sets it so has no such station. */
  private work(request: RequestId, seconds: number): void {
    if (seconds === 0) return this.context.journey.advance(request);
    this.cpu.serve(request, seconds);
    this.drawCredits();
  }

  /**
   * CPU credits of a burstable size: credits change by (baseline - used) / 100 a minute, with CPU in percent of one
   * core; at 0 the cores together get the baseline and no more (Azure: sizes-b-series-burstable).
   */
  private createCredits(level?: number): TokenBucket | null {
    const { credits } = this.capacity;
    if (credits === null) return null;
    return new TokenBucket(this.context.simulation, {
      ratePerSecond: credits.baselineCores / 60,
      capacity: credits.maximum,
      initial: level ?? credits.initial,
      onEmpty: () => this.drawCredits(),
    });
  }

  private drawCredits(): void {
    if (this.credits === null) return;
    const { busy } = this.cpu;
    const baseline = this.capacity.credits!.baselineCores;
    const exhausted = this.credits.level() <= 0 && busy > baseline;
    this.cpu.setSpeed(exhausted ? baseline / busy : 1);
    this.credits.setDrain((exhausted ? baseline : busy) / 60);
  }
}
