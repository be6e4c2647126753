import type { Context } from '../../request/context.js';
import { type ById, type ConnectionPointId, NONE, type RequestId } from '../../request/ids.js';
import type { ChannelTable } from '../channel/channel-table.js';
import type { ClientPorts, ConnectionPoint } from '../connection-point/connection-point.js';

/** What an attempt holds on its way: a connection of its channel, a port of its connection point. */
export class Holdings {
  constructor(
    private readonly context: Context,
    private readonly table: ChannelTable,
    private readonly points: ById<ConnectionPointId, ConnectionPoint>,
    private readonly ports: ClientPorts,
  ) {}

  /** The attempt ends, or is lost: it gives back what it holds. */
  release(request: RequestId): void {
    const { requests } = this.context;
    if (!requests.holdsSlot(request) && requests.portEpoch(request) === NONE) return;
    const { table } = this;
    const channel = requests.channel(request);
    const sameLife = table.epoch(channel) === requests.channelEpoch(request);
    if (requests.holdsSlot(request) && sameLife)
      table.carrier(channel).release(table.place(channel), request);
    requests.setHoldsSlot(request, false);
    this.ports.release(request, this.points[table.point(channel)]);
  }
}
