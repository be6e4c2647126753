import type { NetworkGateway } from '../deployment.js';
import { hasContent, type NetworkModel, type NetworkPopulation, type RequestKind } from '../network-model.js';
import {
  downloadFailures,
  type NetworkCause,
  requestFailures,
  requestKinds,
  totalProbability,
} from '../request-failures.js';

/** Mean requests a second of a population, or of one of its classes. */
const rateOf = (population: NetworkPopulation, kind?: RequestKind): number =>
  kind === undefined
    ? requestKinds(population).reduce((sum, each) => sum + rateOf(population, each), 0)
    : (population.requestsPerSecond[kind] ?? 0);

/** Share of all requests of the model that this population makes, or one class of it; null without requests. */
export function requestWeight(
  model: NetworkModel,
  population: NetworkPopulation,
  kind?: RequestKind,
): number | null {
  const total = model.populations.reduce((sum, each) => sum + rateOf(each), 0);
  return total > 0 ? rateOf(population, kind) / total : null;
}

/** 1, or null when nobody asks for anything. */
export const requestWeightOfAll = (model: NetworkModel): number | null =>
  model.populations.some((population) => rateOf(population) > 0) ? 1 : null;

/** Share of all clients that this population has; downloads are counted by it. */
export function clientWeight(model: NetworkModel, population: NetworkPopulation): number | null {
  const total = model.populations.reduce((sum, each) => sum + each.clients, 0);
  return total > 0 ? population.clients / total : null;
}

/** Share of downloads that fail with this share of requests: the client asks where content is before it downloads. */
export const locationShare = (model: NetworkModel, requestShare: number): number =>
  hasContent(model) ? requestShare : 0;

/**
 * Share of downloads that fail where this gateway cannot be reached: clients of its own do not learn where content is,
 * and those of the others do not get it from this one, which may be any of the gateways with content.
 */
export function downloadsLostWith(model: NetworkModel, gateway: NetworkGateway): number {
  const own = 1 / model.gateways.length;
  const sources = model.gateways.filter((each) => each.content).length;
  return locationShare(model, own + (gateway.content ? (1 - own) / sources : 0));
}

export const times = (weight: number | null, factor: number): number | null =>
  weight === null ? null : weight * factor;

/** A share without the last digits that sums of floating-point numbers leave behind. */
export const tidy = (share: number): number => Math.round(share * 1e12) / 1e12;

/** Share of requests that would fail now, by cause, over every population, class and gateway. */
export function failingRequests(model: NetworkModel): {
  share: number | null;
  byCause: Partial<Record<NetworkCause, number>>;
} {
  const byCause: Partial<Record<NetworkCause, number>> = {};
  let known = false;
  for (const population of model.populations)
    for (const kind of requestKinds(population))
      for (const gateway of model.gateways) {
        known = true;
        const weight = requestWeight(model, population, kind)! / model.gateways.length;
        for (const [cause, probability] of Object.entries(
          requestFailures(model, gateway, population, kind),
        ) as [NetworkCause, number][])
          byCause[cause] = (byCause[cause] ?? 0) + weight * probability;
      }
  for (const cause of Object.keys(byCause) as NetworkCause[]) byCause[cause] = tidy(byCause[cause]!);
  return { share: known ? tidy(totalProbability(byCause)) : null, byCause };
}

/** Share of content downloads that would fail now, null without content or clients. */
export function failingDownloads(model: NetworkModel): number | null {
  const weights = model.populations.map((population) => clientWeight(model, population));
  if (!hasContent(model) || weights.includes(null)) return null;
  const perGateway = (population: NetworkPopulation): number =>
    model.gateways.reduce(
      (sum, gateway) => sum + totalProbability(downloadFailures(model, gateway, population)),
      0,
    ) / model.gateways.length;
  return tidy(
    model.populations.reduce((sum, population, index) => sum + weights[index]! * perGateway(population), 0),
  );
}
