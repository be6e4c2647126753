import { gatewayNames } from '../channel-input.js';
import type { NetworkGateway } from '../deployment.js';
import { CLOUD_DOMAINS, serviceName, storageName } from '../names.js';
import { type NetworkModel, type NetworkPopulation, signInShare } from '../network-model.js';
import type { FlowCheck } from './flow.js';
import { reached } from './reached.js';
import { clientWeight, downloadsLostWith, locationShare, requestWeight, times } from './shares.js';

/** What clients of one population need to reach: the gateway, blob storage for content, and Entra ID to sign in. */
export const checkClients = (
  model: NetworkModel,
  gateway: NetworkGateway,
  population: NetworkPopulation,
): FlowCheck[] => [
  checkRequests(model, gateway, population),
  ...(gateway.content ? [checkContent(model, gateway, population)] : []),
  ...(signInShare(population) > 0 ? [checkSignIn(model, gateway, population)] : []),
];

const fixed = (gateway: NetworkGateway, population: NetworkPopulation, to: string) => ({
  gateway: gateway.name,
  population: population.name,
  from: `client (${population.name})`,
  to,
  over: 'HTTPS 443',
});

function checkRequests(
  model: NetworkModel,
  gateway: NetworkGateway,
  population: NetworkPopulation,
): FlowCheck {
  const share = 1 / model.gateways.length;
  return reached(
    population.firewall,
    gatewayNames(gateway),
    {
      ...fixed(gateway, population, serviceName(gateway)),
      flow: 'requests',
      section: 'Data flow, step 3; Ports, row 7',
    },
    {
      requestShare: times(requestWeight(model, population), share),
      downloadShare: times(clientWeight(model, population), downloadsLostWith(model, gateway)),
    },
  );
}

/** Downloads read the storage of any gateway with content, whichever is the client's own. */
function checkContent(
  model: NetworkModel,
  gateway: NetworkGateway,
  population: NetworkPopulation,
): FlowCheck {
  const share = 1 / model.gateways.filter((each) => each.content).length;
  const blob = storageName(gateway, 'blob');
  return reached(
    population.firewall,
    [blob],
    {
      ...fixed(gateway, population, blob),
      flow: 'content',
      section: 'Data flow, step 3; Content flow, step 6; Ports, row 8',
    },
    { requestShare: 0, downloadShare: times(clientWeight(model, population), share) },
  );
}

function checkSignIn(model: NetworkModel, gateway: NetworkGateway, population: NetworkPopulation): FlowCheck {
  const login = CLOUD_DOMAINS[gateway.environment].login;
  const share = signInShare(population) / model.gateways.length;
  const flow = reached(
    population.firewall,
    [login],
    {
      ...fixed(gateway, population, login),
      flow: 'sign-in',
      section: 'Data flow, step 3; Internet endpoints',
    },
    {
      requestShare: times(requestWeight(model, population), share),
      downloadShare: times(clientWeight(model, population), locationShare(model, share)),
    },
  );
  return flow.reason === null
    ? flow
    : { ...flow, reason: `${flow.reason}; requests fail as the tokens that clients have expire` };
}
