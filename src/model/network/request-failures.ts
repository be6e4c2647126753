import { gatewayNames } from './channel-input.js';
import { channellessShare } from './channels.js';
import type { NetworkGateway } from './deployment.js';
import { type ReachCause, reachOutcome } from './firewall.js';
import { type Authentication, type BlockedCause, devicesOf, requestOutcome } from './http.js';
import { isManaged } from './managed.js';
import { CLOUD_DOMAINS, storageName } from './names.js';
import type { NetworkModel, NetworkPopulation, RequestKind } from './network-model.js';

/** Why a request fails on a deployment that cannot connect as it should. */
export type NetworkCause = ReachCause | BlockedCause | 'no-channel' | 'no-instance' | 'token' | 'location';

/** Probability of each way to fail; what is missing from 1 succeeds. */
export type Failures = Readonly<Partial<Record<NetworkCause, number>>>;

/** Why clients of this population cannot reach the gateway, null when they can. */
const gatewayOutcome = (gateway: NetworkGateway, population: NetworkPopulation): ReachCause | null =>
  reachOutcome(population.firewall, gatewayNames(gateway));

/** Why clients of this population cannot sign in with Microsoft Entra ID, null when they can. */
export const signInOutcome = (gateway: NetworkGateway, population: NetworkPopulation): ReachCause | null =>
  reachOutcome(population.firewall, [CLOUD_DOMAINS[gateway.environment].login]);

/** Why clients of this population cannot download from the gateway's storage, null when they can. */
export const storageOutcome = (
  model: NetworkModel,
  gateway: NetworkGateway,
  population: NetworkPopulation,
): ReachCause | BlockedCause | null =>
  requestOutcome('content-download', devicesOf(model.inspection, population.name)) ??
  reachOutcome(population.firewall, [storageName(gateway, 'blob')]);

/**
 * How a request of this class from this population fails at this gateway, by the first thing in its way: the way to
 * the gateway, whether the gateway exists, devices on its legs, tokens, and the channel of the instance that the load
 * balancer picks (each with the same probability). A client without a token fails for want of it, the request for the
 * token for its own cause. The shares are of attempts, once the tokens that clients have at the start have expired.
 */
export function requestFailures(
  model: NetworkModel,
  gateway: NetworkGateway,
  population: NetworkPopulation,
  kind: RequestKind,
): Failures {
  const unreachable = gatewayOutcome(gateway, population);
  if (unreachable) return { [unreachable]: 1 };
  if (!gateway.provisioned && !isManaged(model, gateway)) return { 'no-instance': 1 };
  const devices = devicesOf(model.inspection, population.name);
  const channelless = channellessShare(model, gateway);
  const failures: Partial<Record<NetworkCause, number>> = {};
  const add = (cause: NetworkCause, probability: number): void => {
    if (probability > 0) failures[cause] = (failures[cause] ?? 0) + probability;
  };
  for (const [authentication, share] of authenticationShares(population)) {
    const renews = authentication === 'entra' && population.renewsTokens;
    const unsigned = renews ? signInOutcome(gateway, population) : null;
    const refused = requestOutcome(kind, devices, authentication);
    const tokenless = unsigned ?? (renews ? requestOutcome('token', devices, authentication) : null);
    const cause = kind === 'token' ? (unsigned ?? refused) : (refused ?? (tokenless && 'token'));
    if (cause) add(cause, share);
    else add('no-channel', share * channelless);
  }
  return failures;
}

/** How a download of this population's clients at this gateway fails: finding the content is a request of its own. */
export function downloadFailures(
  model: NetworkModel,
  gateway: NetworkGateway,
  population: NetworkPopulation,
): Failures {
  const lost = totalProbability(requestFailures(model, gateway, population, 'content-location'));
  const failures: Partial<Record<NetworkCause, number>> = lost > 0 ? { location: lost } : {};
  const sources = model.gateways.filter((each) => each.content);
  for (const source of sources) {
    const cause = sourceOutcome(model, source, population);
    if (cause) failures[cause] = (failures[cause] ?? 0) + (1 - lost) / sources.length;
  }
  return failures;
}

/** Why a client that is told where content is cannot get it from this gateway: the gateway itself, then its storage. */
const sourceOutcome = (
  model: NetworkModel,
  source: NetworkGateway,
  population: NetworkPopulation,
): NetworkCause | null =>
  gatewayOutcome(source, population) ??
  (source.provisioned || isManaged(model, source) ? null : 'no-instance') ??
  storageOutcome(model, source, population);

const authenticationShares = (population: NetworkPopulation): [Authentication, number][] => {
  const { entra, certificate, siteToken } = population.authentication;
  return [
    ['entra', entra],
    ['certificate', certificate],
    ['site-token', siteToken],
  ];
};

export const totalProbability = (failures: Failures): number =>
  Object.values(failures).reduce((sum, probability) => sum + probability, 0);

/** The request classes that clients of the population ask for. */
export const requestKinds = (population: NetworkPopulation): RequestKind[] =>
  (Object.keys(population.requestsPerSecond) as RequestKind[]).filter(
    (kind) => (population.requestsPerSecond[kind] ?? 0) > 0,
  );
