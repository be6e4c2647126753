import type { Context } from '../request/context.js';
import type { RequestId } from '../request/ids.js';
import type { Stage } from '../request/stage.js';
import { ChannelDownStage, ChannelUpStage, ChannelWaitStage } from '../systems/channel/channel-stages.js';
import type { ChannelTable } from '../systems/channel/channel-table.js';
import { type BlockedRequests, DownloadStage, UploadStage } from '../systems/client/access-stages.js';
import type { ClientConnections } from '../systems/client/client-connection.js';
import { ConnectStage } from '../systems/client/connect-stage.js';
import type { ClientPorts, ConnectionPoint } from '../systems/connection-point/connection-point.js';
import {
  ConnectionPointReplyStage,
  ConnectionPointStage,
} from '../systems/connection-point/connection-point-stages.js';
import type { BlobDownloadStage } from '../systems/content/blob-storage.js';
import { LocatedStage, LocateStage, RedirectStage } from '../systems/content/content-flow.js';
import { NameResolution } from '../systems/dns.js';
import type { AuthenticateStage } from '../systems/entra-id.js';
import type { SiteSystemStage } from '../systems/site-system.js';
import type { Vm } from '../systems/vm/vm.js';
import { VmReplyStage, VmRequestStage } from '../systems/vm/vm-stages.js';
import type { VmTraffic } from '../systems/vm/vm-traffic.js';
import { ProxyStage, type WebProxy } from '../systems/web-proxy.js';

/** What the stages are made of. */
export interface PathParts {
  readonly vms: readonly Vm[];
  readonly connectionPoints: readonly ConnectionPoint[];
  readonly connections: ClientConnections;
  readonly blocked: BlockedRequests;
  readonly authenticate: AuthenticateStage;
  readonly table: ChannelTable;
  readonly traffic: VmTraffic;
  readonly proxy: WebProxy | null;
  readonly ports: ClientPorts;
  readonly managementPoints: SiteSystemStage;
  readonly updatePoints: SiteSystemStage;
  readonly blob: BlobDownloadStage;
  /** Makes a download's client ask where its content is. */
  readonly askForLocation: (request: RequestId) => void;
}

/** Stage 0 of every path: the client waits before the attempt, after those that failed. */
const RETRY_STAGE: Stage = {
  name: 'retry',
  enter: () => {
    throw new Error('the waiting before an attempt is never entered');
  },
};

/** The way of a request, stage by stage as docs/gateway.md has it: to management points, to update points, to content. */
export function createPaths(context: Context, parts: PathParts): Stage[][] {
  const { vms, connectionPoints, connections, blocked, authenticate } = parts;
  const { table, traffic, proxy, ports, managementPoints, updatePoints, blob } = parts;
  const resolve = new NameResolution(context);
  const connect = new ConnectStage(context, connections, vms);
  const up = [
    RETRY_STAGE,
    resolve,
    connect,
    authenticate,
    new UploadStage(context, blocked),
    new VmRequestStage(context, vms, 'vm-request'),
    new ChannelWaitStage(context, table, vms, ports),
    new ChannelUpStage(context, table, traffic),
    ...(proxy === null ? [] : [new ProxyStage(context, proxy, 'up')]),
    new ConnectionPointStage(context, table, connectionPoints, ports),
  ];
  const down = [
    new ConnectionPointReplyStage(context, table, connectionPoints, ports),
    ...(proxy === null ? [] : [new ProxyStage(context, proxy, 'down')]),
    new ChannelDownStage(context, table, traffic),
    new VmReplyStage(context, vms),
    new DownloadStage(context, vms),
  ];
  const content = [
    RETRY_STAGE,
    new LocateStage(parts.askForLocation),
    new LocatedStage(context),
    resolve,
    connect,
    new VmRequestStage(context, vms, 'token-check'),
    new RedirectStage(context, vms),
    blob,
  ];
  return [[...up, managementPoints, ...down], [...up, updatePoints, ...down], content];
}
