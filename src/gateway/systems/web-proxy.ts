import { createDistribution, Draw, SlotPool } from '../../engine/index.js';
import type { Model } from '../../model/schema.js';
import type { Context } from '../request/context.js';
import type { RequestId } from '../request/ids.js';
import type { Stage } from '../request/stage.js';
import { createStation, type Station } from './station.js';

type ProxyModel = NonNullable<Model['connectionPoints']['proxy']>;

/** The web proxy of the connection points: its cores, and the tunnels that it holds. */
export class WebProxy {
  readonly cpu: Station;
  readonly tunnels: SlotPool;
  readonly limit: number;
  isUp = true;
  private readonly perMessage;
  private readonly stream;
  private readonly perKiB: Draw;

  constructor(
    private readonly context: Context,
    proxy: ProxyModel,
  ) {
    const { simulation } = context;
    this.limit = proxy.connections;
    this.cpu = createStation(context, { name: 'proxy/cpu', servers: proxy.cores });
    this.tunnels = new SlotPool(simulation, { name: 'proxy/tunnels', slots: proxy.connections });
    this.perMessage = createDistribution(proxy.cpuPerMessage);
    this.stream = simulation.stream('proxy/service');
    this.perKiB = new Draw(simulation, 'proxy/per-kib', () => proxy.cpuPerKiB);
  }

  /** Opens the tunnels of a channel: all or none. */
  openTunnels(count: number): boolean {
    for (let opened = 0; opened < count; opened++) {
      if (this.tunnels.tryAcquire()) continue;
      this.closeTunnels(opened);
      return false;
    }
    return true;
  }

  closeTunnels(count: number): void {
    for (let closed = 0; closed < count; closed++) this.tunnels.release();
  }

  /** It goes down with everything that it works on. */
  stop(): void {
    this.isUp = false;
    this.cpu.clear();
  }

  relay(request: RequestId, bytes: number): void {
    const seconds = this.perMessage.sample(this.stream) + (this.perKiB.next() * bytes) / 1024;
    const { journey } = this.context;
    if (seconds === 0) return journey.advance(request);
    this.cpu.serve(request, seconds);
  }
}

/** A message's visit to the proxy, in either direction. */
export class ProxyStage implements Stage {
  constructor(
    private readonly context: Context,
    private readonly proxy: WebProxy,
    private readonly direction: 'up' | 'down',
  ) {}

  get name(): string {
    return `proxy-${this.direction}`;
  }

  enter(request: RequestId): void {
    const { requests } = this.context;
    const bytes = this.direction === 'up' ? requests.requestBytes(request) : requests.replyBytes(request);
    this.proxy.relay(request, bytes);
  }
}
