import { CAUSES, type Cause, type CauseId } from '../request/causes.js';
import {
  type ById,
  type ClientAttributes,
  type ConnectionPointId,
  NONE,
  type PathId,
  type RequestId,
  type VmId,
} from '../request/ids.js';
import type { RequestStore } from '../request/requests.js';
import type { Stage } from '../request/stage.js';
import type { ChannelTable } from '../systems/channel/channel-table.js';
import type { ConnectionPoint } from '../systems/connection-point/connection-point.js';
import type { BlobStorage } from '../systems/content/blob-storage.js';
import type { Gateway } from '../systems/gateway.js';
import type { Vm } from '../systems/vm/vm.js';

interface Parts {
  readonly requests: RequestStore;
  readonly clients: ClientAttributes;
  readonly paths: ById<PathId, readonly Stage[]>;
  readonly gateways: readonly Gateway[];
  readonly vms: ById<VmId, Vm>;
  readonly connectionPoints: ById<ConnectionPointId, ConnectionPoint>;
  readonly table: ChannelTable;
  readonly storages: readonly BlobStorage[];
}

/** Of which part of the system a cause speaks. */
const KINDS: Readonly<Record<Cause, (parts: Parts, request: RequestId) => string>> = {
  timeout: (parts, request) => `stage ${stageOf(parts, request)}`,
  'no-channel': (parts, request) => instanceOf(parts, request),
  'no-instance': (parts, request) => gatewayOf(parts, request),
  'connect-timeout': (parts, request) => instanceOf(parts, request),
  'instance-lost': (parts, request) => instanceOf(parts, request),
  'connection-point-ports': (parts, request) => connectionPointOf(parts, request),
  'management-point-down': () => 'management points',
  'management-point-busy': () => 'management points',
  'update-point-down': () => 'update points',
  'update-point-busy': () => 'update points',
  'service-stopped': (parts, request) => gatewayOf(parts, request),
  'port-closed': (parts, request) => populationOf(parts, request),
  'host-blocked': (parts, request) => populationOf(parts, request),
  'verb-blocked': (parts, request) => populationOf(parts, request),
  'header-blocked': (parts, request) => populationOf(parts, request),
  'tls-inspected': (parts, request) => populationOf(parts, request),
  'sign-in': () => 'Microsoft Entra ID',
  token: (parts, request) => gatewayOf(parts, request),
  location: (parts, request) => gatewayOf(parts, request),
  'untrusted-certificate': (parts, request) => populationOf(parts, request),
  'storage-throttled': (parts, request) => storageOf(parts, request),
  'no-content-source': (parts, request) => storageOf(parts, request),
};

/** The part of the system at which a request fails that its client gives up now: its name as in the results. */
export const failedPart = (parts: Parts, request: RequestId, cause: CauseId): string =>
  KINDS[CAUSES[cause]](parts, request);

function stageOf({ requests, paths }: Parts, request: RequestId): string {
  const path = paths[requests.path(request)];
  return path[Math.min(requests.step(request), path.length - 1)].name;
}

/** The gateway's name where the request has not come to an instance, or its record has let go of it. */
function instanceOf(parts: Parts, request: RequestId): string {
  const vm = parts.requests.vm(request);
  return vm === NONE ? gatewayOf(parts, request) : parts.vms[vm].name;
}

function connectionPointOf({ requests, table, connectionPoints }: Parts, request: RequestId): string {
  const channel = requests.channel(request);
  return channel === NONE ? 'connection points' : connectionPoints[table.point(channel)].name;
}

function gatewayOf({ requests, clients, gateways }: Parts, request: RequestId): string {
  const source = requests.source(request);
  const own = clients.gateway.get(requests.client(request));
  return gateways[source === NONE ? own : source]?.name ?? gateways[own].name;
}

const populationOf = ({ requests, clients }: Parts, request: RequestId): string =>
  clients.populations[clients.population.get(requests.client(request))].model.name;

function storageOf({ requests, storages }: Parts, request: RequestId): string {
  const source = requests.source(request);
  return storages[source]?.name ?? 'content';
}
