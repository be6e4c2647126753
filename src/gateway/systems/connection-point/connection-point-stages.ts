import { Draw } from '../../../engine/index.js';
import type { Context } from '../../request/context.js';
import { MANAGEMENT_POINT_PATH, NONE, type RequestId } from '../../request/ids.js';
import type { Stage } from '../../request/stage.js';
import type { ChannelTable } from '../channel/channel-table.js';
import type { ClientPorts, ConnectionPoint } from './connection-point.js';

/** The request's visit to its connection point on the way to the site. */
export class ConnectionPointStage implements Stage {
  readonly name = 'connection-point';
  private readonly rtt: Draw;

  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    private readonly points: readonly ConnectionPoint[],
    private readonly ports: ClientPorts,
  ) {
    const { simulation, model } = context;
    this.rtt = new Draw(simulation, 'connection-points/refusal-rtt', () => model.connectionPoints.rtt);
  }

  enter(request: RequestId): void {
    const { requests, journey, clients } = this.context;
    const channel = requests.channel(request);
    if (this.table.epoch(channel) !== requests.channelEpoch(request)) return journey.lose(request);
    const point = this.points[this.table.point(channel)];
    if (requests.path(request) === MANAGEMENT_POINT_PATH && !this.ports.use(request, point)) {
      const back = (this.rtt.next() + clients.rtt.get(requests.client(request))) / 2;
      return journey.fail(request, 'connection-point-ports', back);
    }
    point.relayRequest(request);
  }
}

/** The reply's visit to the connection point on the way back. */
export class ConnectionPointReplyStage implements Stage {
  readonly name = 'connection-point-reply';

  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    private readonly points: readonly ConnectionPoint[],
    private readonly ports: ClientPorts,
  ) {}

  enter(request: RequestId): void {
    const { requests, journey } = this.context;
    const channel = requests.channel(request);
    // The site system is behind it: its end no longer touches the request.
    requests.setSiteSystem(request, NONE);
    if (this.table.epoch(channel) !== requests.channelEpoch(request)) return journey.lose(request);
    const point = this.points[this.table.point(channel)];
    this.ports.release(request, point);
    point.relayReply(request);
  }
}
