import { createDistribution } from '../../engine/index.js';
import type { ContentId, SourceId } from '../request/ids.js';
import type { BlobStorage } from '../systems/content/blob-storage.js';
import { sourceNames } from '../systems/content/content-sources.js';
import { logBytes } from '../systems/service-connection-point.js';
import type { InstanceObservation } from './observation.js';
import type { System } from './system.js';

/** Notes what the counters that run from the start stand at now; what it returns reads how far each has come since. */
export function startCounters(system: System) {
  const { vms, channels, storages, connectionPoints, registry, model } = system;
  const base = {
    vms: vms.map(({ egressBytes, ingressBytes, requests, failed }) => ({
      egressBytes,
      ingressBytes,
      requests,
      failed,
    })),
    served: vms.map((vm) => vm.times.servedSeconds()),
    deployed: vms.map((vm) => vm.times.deployedSeconds()),
    channels: channels.map((channel) => ({
      up: channel.servedSeconds(),
      rebuilds: channel.rebuildCount,
      messages: channel.messages,
    })),
    storages: storages.map((storage) => ({
      bytes: storage.link.carriedBytes(),
      reads: storage.blobReads,
      throttled: storage.throttled,
    })),
    pointRequests: connectionPoints.map((point) => point.requests),
  };
  for (const vm of vms) vm.maxClients = vm.clients;
  for (const point of connectionPoints) point.maxPortsHeld = point.portsHeld;
  return {
    pointRequests: base.pointRequests,
    content: () => {
      const since = (read: (storage: BlobStorage) => number, before: 'bytes' | 'throttled'): number =>
        storages.reduce((sum, storage, index) => sum + read(storage) - base.storages[index][before], 0);
      return {
        throttled: since(({ throttled }) => throttled, 'throttled'),
        bytes: since(({ link }) => link.carriedBytes(), 'bytes'),
      };
    },
    instances: (): InstanceObservation[] =>
      vms.flatMap((vm, index) => {
        // One that an event would add later was no part of the deployment.
        const served = vm.times.servedSeconds() - base.served[index];
        if (vm.index >= vm.gateway.instances && vm.state === 'absent' && served === 0) return [];
        return [
          {
            gateway: vm.gateway.name,
            vm: vm.name,
            size: vm.size,
            cpu: registry.utilisationOf(vm.cpu.resource),
            nic: registry.utilisationOf(vm.nic),
            maxClients: vm.maxClients,
            clientLimit: vm.capacity.clientLimit,
            support: vm.maxClients > vm.capacity.clientLimit ? 'over' : 'supported',
            requests: vm.requests - base.vms[index].requests,
            failed: vm.failed - base.vms[index].failed,
            credits: vm.credits === null ? null : vm.credits.level(),
          },
        ];
      }),
    channels: (duration: number) =>
      channels
        .filter((channel) => channel.state !== 'absent')
        .map((channel) => {
          const before = base.channels[channel.id];
          const served = channel.vm.times.servedSeconds() - base.served[channel.vm.id];
          const up = channel.servedSeconds() - before.up;
          return {
            gateway: channel.vm.gateway.name,
            connectionPoint: channel.connectionPoint.name,
            vm: channel.vm.name,
            protocol: channel.chosen?.protocol ?? null,
            port: channel.chosen?.port ?? null,
            state:
              channel.state === 'up' || channel.state === 'impossible' ? channel.state : ('down' as const),
            availability: duration > 0 && served > 0 ? Math.min(1, up / served) : 0,
            rebuilds: channel.rebuildCount - before.rebuilds,
            messages: channel.messages - before.messages,
            reason: channel.reason,
          };
        }),
    volumes: () => {
      const since = (id: number, what: 'egressBytes' | 'ingressBytes') => vms[id][what] - base.vms[id][what];
      const deployed = (id: number): number => vms[id].times.deployedSeconds() - base.deployed[id];
      const instanceHours: Record<string, number> = {};
      vms.forEach((vm, index) => {
        const hours = deployed(index) / 3600;
        instanceHours[vm.size] = (instanceHours[vm.size] ?? 0) + hours;
      });
      const names = sourceNames(model);
      return {
        gateways: system.gateways.map((gateway) => ({
          name: gateway.name,
          egressBytes: gateway.vms.reduce((sum, { id }) => sum + since(id, 'egressBytes'), 0),
          ingressBytes: gateway.vms.reduce((sum, { id }) => sum + since(id, 'ingressBytes'), 0),
          logBytes: gateway.vms.reduce((sum, { id }) => sum + logBytes(gateway.model, deployed(id)), 0),
        })),
        storages: storages.map(({ link, blobReads }, index) => ({
          name: names[index],
          egressBytes: link.carriedBytes() - base.storages[index].bytes,
          storedBytes: storedBytes(system, index),
          reads: blobReads - base.storages[index].reads,
        })),
        instanceHours,
        clients: system.clients.count,
      };
    },
  };
}

/** Bytes of the packages that a storage account holds, each stored once. */
const storedBytes = ({ model, sources }: System, storage: number): number =>
  model.content.reduce(
    (sum, { size }, content) =>
      sum + (sources.isHeldBy(content as ContentId, storage as SourceId) ? createDistribution(size).mean : 0),
    0,
  );
