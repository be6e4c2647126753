import type { Stage } from '../request/stage.js';
import type { ConnectionPoint } from '../systems/connection-point/connection-point.js';
import type { BlobStorage } from '../systems/content/blob-storage.js';
import type { Vm } from '../systems/vm/vm.js';
import type { WebProxy } from '../systems/web-proxy.js';
import type { ResourceRegistry } from './resource-registry.js';

interface Owners {
  readonly vms: readonly Vm[];
  readonly connectionPoints: readonly ConnectionPoint[];
  readonly proxy: WebProxy | null;
  readonly paths: readonly (readonly Stage[])[];
  readonly storages: readonly BlobStorage[];
}

/** Has the resources of all systems measured; those of channels follow when the channels are built. */
export function registerResources(
  registry: ResourceRegistry,
  { vms, connectionPoints, proxy, paths, storages }: Owners,
): void {
  for (const vm of vms) {
    registry.add('vm-cpu', vm.cpu.resource);
    registry.add('vm-nic', vm.nic);
  }
  for (const point of connectionPoints) {
    registry.add('cp-cpu', point.cpu.resource);
    registry.add('cp-nic', point.nic);
    registry.add('cp-ports', point.ports.resource(point.id));
  }
  if (proxy !== null) {
    registry.add('proxy-cpu', proxy.cpu.resource);
    registry.add('proxy-tunnels', proxy.tunnels);
  }
  for (const { name, resources = [] } of new Set(paths.flat()))
    for (const resource of resources) registry.add(name, resource);
  for (const { link } of storages) registry.add('storage-egress', link);
}
