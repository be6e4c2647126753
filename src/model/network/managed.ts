import type { NetworkGateway } from './deployment.js';
import { reachOutcome } from './firewall.js';
import { CLOUD_DOMAINS } from './names.js';
import type { NetworkModel } from './network-model.js';

/** Whether the service connection point can deploy, scale and monitor the gateway. */
export const isManaged = ({ serviceConnectionPoint }: NetworkModel, gateway: NetworkGateway): boolean =>
  serviceConnectionPoint.online &&
  reachOutcome(serviceConnectionPoint.firewall, [CLOUD_DOMAINS[gateway.environment].management]) === null;
