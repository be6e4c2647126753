import type { InspectionDevice, NetworkGateway } from '../../../src/model/network/deployment.js';
import type { NetworkModel, NetworkPopulation } from '../../../src/model/network/network-model.js';

/** A network that lets everything through; tests override what they are about. */
export const gateway = (change: Partial<NetworkGateway> = {}): NetworkGateway => ({
  name: 'cmg',
  deployment: 'scale-set',
  instances: 1,
  environment: 'azure-public',
  prefix: 'fabrikam',
  region: 'westeurope',
  content: true,
  provisioned: true,
  ...change,
});

export const population = (change: Partial<NetworkPopulation> = {}): NetworkPopulation => ({
  name: 'clients',
  clients: 100,
  authentication: { entra: 1, certificate: 0, siteToken: 0 },
  renewsTokens: true,
  requestsPerSecond: { policy: 1, notification: 2, 'hardware-inventory': 1 },
  ...change,
});

export const network = (change: Partial<NetworkModel> = {}): NetworkModel => ({
  name: 'fabrikam',
  gateways: [gateway()],
  connectionPoints: { count: 2, protocol: 'auto', inspectsTls: false },
  serviceConnectionPoint: { online: true },
  managementPoint: { protocol: 'https' },
  updatePoint: { protocol: 'https', port: 'wsus' },
  populations: [population()],
  inspection: [],
  ...change,
});

export const ports = (...ranges: readonly (number | readonly [number, number])[]) =>
  ranges.map((range) =>
    typeof range === 'number' ? { from: range, to: range } : { from: range[0], to: range[1] },
  );

/** A device that lets everything through. */
export const device = (change: Partial<InspectionDevice>): InspectionDevice => ({
  leg: 'client-gateway',
  blockVerbs: [],
  blockHeaders: [],
  inspectsTls: false,
  ...change,
});
