import { createDistribution } from '../../engine/index.js';
import { regionName } from '../regions.js';
import { type GatewayModel, gatewaysOf, type Model, type PopulationModel } from '../schema.js';
import { httpsConnections } from './channel-connections.js';
import type { NetworkGateway } from './deployment.js';
import type { NetworkModel, NetworkPopulation, RequestKind } from './network-model.js';

const DAY_SECONDS = 86_400;
const DAYS_PER_WEEK = 7;

/** What the network rules need of a model file. */
export const networkOf = (model: Model): NetworkModel => ({
  name: model.name,
  gateways: gatewaysOf(model).map(networkGateway),
  connectionPoints: {
    count: model.connectionPoints.count,
    protocol: model.connectionPoints.channel.protocol,
    firewall: model.connectionPoints.firewall,
    proxy: model.connectionPoints.proxy,
    tunnels: model.connectionPoints.proxy && {
      limit: model.connectionPoints.proxy.connections,
      perChannel: httpsConnections(model.connectionPoints.channel),
    },
    inspectsTls: model.connectionPoints.inspectsTls,
  },
  serviceConnectionPoint: model.site.serviceConnectionPoint,
  managementPoint: { protocol: model.site.managementPoints.protocol },
  updatePoint: { protocol: model.site.updatePoints.protocol, port: model.site.updatePoints.port },
  populations: model.clients.map((population) =>
    networkPopulation(population, createDistribution(model.entra.ccmToken).mean),
  ),
  inspection: model.inspection.map(({ tls, ...device }) => ({ ...device, inspectsTls: tls })),
  timeline: {
    startSeconds: model.simulation.start,
    offsetSeconds: model.clock.site.offsetSeconds,
    scalings: model.events.flatMap((event) =>
      event.event === 'scale'
        ? [
            {
              gateway: event.gateway ?? gatewaysOf(model)[0]!.name,
              atSeconds: event.at,
              instances: event.instances,
            },
          ]
        : [],
    ),
  },
});

export const networkGateway = (gateway: GatewayModel): NetworkGateway => ({
  name: gateway.name,
  deployment: gateway.deployment,
  instances: gateway.instances,
  environment: gateway.environment,
  prefix: gateway.prefix,
  storageAccount: gateway.storageAccount,
  region: regionName(gateway.region),
  ownDomainName: gateway.serviceName,
  content: gateway.content,
  provisioned: gateway.provisioned,
});

const networkPopulation = (population: PopulationModel, ccmTokenSeconds: number): NetworkPopulation => ({
  name: population.name,
  clients: population.count,
  firewall: population.firewall,
  authentication: population.authentication,
  renewsTokens: population.activities.token.enabled,
  requestsPerSecond: requestRates(population, ccmTokenSeconds),
});

/**
 * Long-run mean rates, so that shares of requests weigh each class as much as clients ask for it. A class that is
 * switched off, or has nothing to send, is left out.
 */
function requestRates(
  population: PopulationModel,
  ccmTokenSeconds: number,
): Partial<Record<RequestKind, number>> {
  const online = population.count * onlineShare(population);
  const rates: Partial<Record<RequestKind, number>> = {};
  for (const kind of Object.keys(population.activities) as RequestKind[]) {
    const { enabled, period, probability, exchanges } = population.activities[kind];
    if (!enabled) continue;
    const { entra, siteToken } = population.authentication;
    const perClient =
      kind === 'token'
        ? ratio(siteToken, period) + ratio(entra, ccmTokenSeconds)
        : ratio(probability * exchanges, period);
    if (online * perClient > 0) rates[kind] = online * perClient;
  }
  return rates;
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** Share of the week in which a client is online, the random spread of its hours aside. */
function onlineShare({ hours }: PopulationModel): number {
  const length = hours.to > hours.from ? hours.to - hours.from : hours.to + DAY_SECONDS - hours.from;
  return ((length / DAY_SECONDS) * hours.days.length) / DAYS_PER_WEEK;
}
