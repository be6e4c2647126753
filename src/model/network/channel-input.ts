import type { ChannelInput } from './channel-plan.js';
import type { NetworkGateway } from './deployment.js';
import { deploymentName, serviceName } from './names.js';
import type { NetworkModel } from './network-model.js';

/** What decides the channels of one gateway of the model. A device on the channel's leg inspects for all of them. */
export function channelInput(model: NetworkModel, gateway: NetworkGateway): ChannelInput {
  const { count, protocol, firewall, proxy, inspectsTls } = model.connectionPoints;
  return {
    deployment: gateway.deployment,
    instances: gateway.instances,
    connectionPoints: count,
    protocol,
    hosts: gatewayNames(gateway),
    firewall,
    proxy,
    inspectsTls:
      inspectsTls || model.inspection.some((device) => device.leg === 'channel' && device.inspectsTls),
  };
}

/** The names of a gateway that a firewall may know it by, service name first. */
export const gatewayNames = (gateway: NetworkGateway): string[] => [
  ...new Set([serviceName(gateway), deploymentName(gateway)]),
];
