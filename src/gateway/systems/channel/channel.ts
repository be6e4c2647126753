import { Draw, type HandlerId, type Resource } from '../../../engine/index.js';
import type { ChannelAttempt, ChannelPath } from '../../../model/network/channel-plan.js';
import type { Context } from '../../request/context.js';
import type { ChannelId, RequestId } from '../../request/ids.js';
import type { ConnectionPoint } from '../connection-point/connection-point.js';
import type { Vm } from '../vm/vm.js';
import type { WebProxy } from '../web-proxy.js';
import type { ChannelTable } from './channel-table.js';
import type { Transport, Way } from './transport.js';

/** What a channel's gateway hears of it. */
export interface ChannelHooks {
  /** The request waited for a place when the channel was lost: it may try another. */
  readonly reroute: (request: RequestId) => void;
  /** It goes by a transport for the first time: its resources there are to be measured. */
  readonly carried: (resources: readonly Resource[]) => void;
  /** The channel was lost in the life `epoch`. */
  readonly lost: (channel: Channel, epoch: number) => void;
  /** It is up, down or impossible now, and was not before. */
  readonly changed: (channel: Channel) => void;
}

export type ChannelState = 'absent' | 'building' | 'up' | 'down' | 'impossible';

/** The channel between one connection point and one instance: built outwards, lost, and repaired at maintenance. */
export class Channel {
  state: ChannelState = 'absent';
  chosen: ChannelAttempt | null = null;
  reason: string | null = null;
  rebuilds = 0;
  private path: ChannelPath | null = null;
  private upSince = -0; // notes: double-fields
  private upSeconds = -0;
  private buildEpoch = 0;
  /** Whether a retry in the next maintenance cycle is pending. */
  private retrying = false;
  private readonly builtHandler: HandlerId;
  private readonly retryHandler: HandlerId;
  private readonly way: Way;
  private readonly attemptTimeout: Draw;
  /** Its number with each transport that it has gone by. */
  private readonly placesBy = new Map<Transport, number>();

  constructor(
    private readonly context: Context,
    readonly vm: Vm,
    readonly connectionPoint: ConnectionPoint,
    /** Number among all channels. */
    readonly id: ChannelId,
    private readonly proxy: WebProxy | null,
    private readonly table: ChannelTable,
    private readonly hooks: ChannelHooks,
  ) {
    table.add(id, vm.id, connectionPoint.id);
    this.way = table.transports.ways.of(this.name);
    this.attemptTimeout = new Draw(
      context.simulation,
      `${this.name}/attempt-timeout`,
      () => this.options.attemptTimeout,
    );
    this.builtHandler = context.simulation.handler((epoch) => this.built(epoch));
    this.retryHandler = context.simulation.handler(() => {
      this.retrying = false;
      this.build();
    });
  }

  get name(): string {
    return `channel/${this.connectionPoint.name}/${this.vm.name}`;
  }

  get isUp(): boolean {
    return this.state === 'up';
  }

  /** Counts its lives: what was sent in an earlier life is lost. */
  get epoch(): number {
    return this.table.epoch(this.id);
  }

  get messages(): number {
    return this.table.messages(this.id);
  }

  /** What the network rules say of this pair, from now on. A channel on another port or protocol is built anew. */
  follow(path: ChannelPath): void {
    this.path = path;
    const same = path.chosen?.port === this.chosen?.port && path.chosen?.protocol === this.chosen?.protocol;
    if (this.state === 'up' && same) return;
    if (this.state === 'up') this.lose();
    this.reason = path.reason;
    this.state = path.chosen === null ? 'impossible' : 'down';
    this.hooks.changed(this);
  }

  /** Tries to build the channel now, if it is down and both ends live. */
  build(): void {
    if (!this.canBuild()) return;
    this.state = 'building';
    const seconds = this.path!.attempts.reduce((sum, attempt) => sum + this.attemptSeconds(attempt), 0);
    this.buildEpoch++;
    if (seconds > 0) this.context.simulation.schedule(seconds, this.builtHandler, this.buildEpoch);
    else this.built(this.buildEpoch);
  }

  /** At the start of the simulation it has been up for long, if it can be. */
  stand(): void {
    if (!this.canBuild()) return;
    this.state = 'building';
    this.built(++this.buildEpoch);
  }

  /** The channel breaks: messages on their way are lost, those that wait for a slot go elsewhere. */
  lose(): void {
    if (this.state === 'building') this.state = 'down';
    if (this.state !== 'up') return;
    this.state = 'down';
    const { table, id } = this;
    table.setDown(id);
    this.upSeconds += this.context.simulation.now - this.upSince;
    const transport = table.carrier(id);
    if (this.proxy !== null) this.proxy.closeTunnels(transport.connections);
    transport.lose(table.place(id), this.hooks.reroute);
    this.hooks.lost(this, this.epoch - 1);
    this.hooks.changed(this);
  }

  remove(): void {
    this.lose();
    this.state = 'absent';
  }

  /** Seconds in state up, as of now. */
  servedSeconds(): number {
    return this.upSeconds + (this.state === 'up' ? this.context.simulation.now - this.upSince : 0);
  }

  /** Times that it was built again, those by a proxy's limits included. */
  get rebuildCount(): number {
    let count = this.rebuilds;
    for (const [transport, place] of this.placesBy) count += transport.recycled(place);
    return count;
  }

  private canBuild(): boolean {
    if (this.state !== 'down' || !this.vm.isServing || !this.connectionPoint.isUp || this.path === null)
      return false;
    return this.proxy === null || this.proxy.isUp;
  }

  private built(epoch: number): void {
    if (epoch !== this.buildEpoch || this.state !== 'building') return;
    const { chosen } = this.path!;
    const transport = this.table.transports.of(chosen!.protocol);
    if (this.proxy !== null && !this.proxy.openTunnels(transport.connections)) {
      this.state = 'down';
      this.reason = `the proxy holds ${this.proxy.limit} tunnels already`;
      this.hooks.changed(this);
      return this.retryAtMaintenance();
    }
    if (this.epoch > 0) this.rebuilds++;
    this.state = 'up';
    this.reason = null;
    this.chosen = chosen;
    const place = this.placesBy.get(transport) ?? this.join(transport);
    this.table.setUp(this.id, transport, place);
    transport.opened(place);
    this.upSince = this.context.simulation.now;
    this.hooks.changed(this);
  }

  private retryAtMaintenance(): void {
    const seconds = this.connectionPoint.untilMaintenance();
    // With maintenance at once it would ask again without end at one time.
    if (this.retrying || seconds === 0) return;
    this.retrying = true;
    this.context.simulation.schedule(seconds, this.retryHandler, 0);
  }

  /** Time of one attempt: a closed port costs the time-out, a refusal a round trip, success its handshakes. */
  private attemptSeconds(attempt: ChannelAttempt): number {
    switch (attempt.outcome) {
      case 'works':
        return this.way.buildSeconds();
      case 'timeout':
        return this.attemptTimeout.next();
      case 'not-proxyable':
        return 0;
      default:
        return this.way.roundTrip();
    }
  }

  private join(transport: Transport): number {
    const { draws } = this.context;
    const { name, way, options } = this;
    const place = transport.add({
      name,
      way,
      overhead: draws.of(`${name}/overhead`, options.overhead),
      idleReset: draws.of(`${name}/idle-reset`, options.idleReset),
      cards: [this.vm.nic, this.connectionPoint.nic],
    });
    this.placesBy.set(transport, place);
    this.hooks.carried(transport.resources(place));
    return place;
  }

  private get options() {
    return this.context.model.connectionPoints.channel;
  }
}
