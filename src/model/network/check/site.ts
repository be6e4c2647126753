import { CONNECTION_POINT_FIREWALL } from '../channel-obstacles.js';
import type { NetworkGateway } from '../deployment.js';
import { blocksHost } from '../firewall.js';
import { CLOUD_DOMAINS, storageName, vaultName } from '../names.js';
import type { NetworkModel } from '../network-model.js';
import { changeSetting, type Opening, openHost } from '../openings.js';
import { requiredPorts } from '../required-ports.js';
import { type FlowCheck, workingFlow } from './flow.js';
import { reached } from './reached.js';
import { downloadsLostWith, requestWeightOfAll, times } from './shares.js';

const GRAPH = 'graph.microsoft.com';

/**
 * What the service connection point needs: Azure to deploy, scale and monitor the gateway, Graph to discover users.
 * @param afterwards what has to be open beyond that, once it can
 */
export function checkServiceConnectionPoint(
  model: NetworkModel,
  gateway: NetworkGateway,
  afterwards: readonly Opening[] = [],
): FlowCheck[] {
  const { firewall, online } = model.serviceConnectionPoint;
  const management = CLOUD_DOMAINS[gateway.environment].management;
  const base = { gateway: gateway.name, from: 'service connection point', over: 'HTTPS 443' };
  const missing = gateway.provisioned ? 0 : 1 / model.gateways.length;
  const lost = {
    requestShare: times(requestWeightOfAll(model), missing),
    downloadShare: gateway.provisioned ? 0 : downloadsLostWith(model, gateway),
  };
  const deploy = reached(
    firewall,
    [management],
    {
      ...base,
      flow: 'deploy',
      to: management,
      section: 'Data flow, step 1; Ports, row 1; Internet endpoints',
    },
    lost,
  );
  const discover = reached(
    firewall,
    [GRAPH],
    { ...base, flow: 'discover', to: GRAPH, section: 'Internet endpoints' },
    { requestShare: 0, downloadShare: 0 },
  );
  const checked = online ? deploy : offline(deploy, lost);
  return [
    checked.state === 'broken' ? { ...checked, open: [...checked.open, ...afterwards] } : checked,
    discover,
  ];
}

const offline = (flow: FlowCheck, lost: Pick<FlowCheck, 'requestShare' | 'downloadShare'>): FlowCheck => ({
  ...flow,
  ...lost,
  state: 'broken',
  reason: 'the service connection point is not in online mode: nothing is deployed, scaled or monitored',
  open: [changeSetting(flow.from, 'set it to online mode'), ...flow.open],
});

/**
 * The further names of the gateway that connection points need. The article gives them no port row, so that only
 * names are checked, and it does not say which requests fail without them.
 */
export function checkConnectionPointEndpoints(model: NetworkModel, gateway: NetworkGateway): FlowCheck[] {
  const { firewall } = model.connectionPoints;
  const targets = [
    { flow: 'gateway-storage', to: storageName(gateway, 'blob') },
    { flow: 'gateway-storage', to: storageName(gateway, 'table') },
    { flow: 'gateway-vault', to: vaultName(gateway) },
  ] as const;
  return targets.map(({ flow, to }) => {
    const works = workingFlow({
      flow,
      to,
      gateway: gateway.name,
      from: 'connection point',
      over: 'HTTPS',
      section: 'Internet endpoints',
    });
    if (!blocksHost(firewall, to)) return works;
    return {
      ...works,
      state: 'broken',
      reason: `the firewall blocks ${to}`,
      open: [openHost(CONNECTION_POINT_FIREWALL, to)],
      requestShare: null,
      downloadShare: null,
    };
  });
}

/** Connection points to site systems: on-premises, where the model has no firewall. */
export const checkForwarding = (model: NetworkModel): FlowCheck[] => {
  const [gateway] = model.gateways;
  return requiredPorts({ ...model, gateways: gateway === undefined ? [] : [gateway] })
    .filter((port) => port.direction === 'on-premises')
    .map((port) =>
      workingFlow({
        flow: 'forward',
        gateway: null,
        from: 'connection point',
        to: port.server.replaceAll('-', ' '),
        over: `${port.protocol} ${port.port}`,
        section: `Data flow, step 5; ${port.section}`,
      }),
    );
};
