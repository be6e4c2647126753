import type { ChannelAttempt } from '../../../model/network/channel-plan.js';
import type { Context } from '../../request/context.js';
import { HttpsTransport } from './https.js';
import { TcpTlsTransport } from './tcp-tls.js';
import type { Transport } from './transport.js';
import { Ways } from './way.js';

/** The transports of a site, one for all channels of a protocol. */
export class Transports {
  readonly all: readonly Transport[];
  readonly ways: Ways;
  private readonly tcpTls: Transport;
  private readonly https: Transport;

  constructor(context: Context) {
    const { simulation, model, requests, journey } = context;
    const { segment, initialWindow, maximumWindow, connections, repoll } = model.connectionPoints.channel;
    const windows = { segmentBytes: segment, initialWindow, maximumWindowBytes: maximumWindow };
    this.tcpTls = new TcpTlsTransport(simulation, { ...windows, requests, journey });
    this.https = new HttpsTransport(simulation, { ...windows, connections, repoll, requests, journey });
    this.ways = new Ways(context);
    this.all = [this.tcpTls, this.https];
  }

  of(protocol: ChannelAttempt['protocol']): Transport {
    return protocol === 'tcp-tls' ? this.tcpTls : this.https;
  }
}
