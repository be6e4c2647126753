import type { Model, PopulationModel } from './schema.js';

/**
 * Requests to the site that all clients ask for in a second on average, were they always online: without retries, and
 * without the tokens and locations that other requests need.
 */
export function requestsPerSecond(model: Model): number {
  return model.clients.reduce((sum, population) => sum + population.count * requestsOfClient(population), 0);
}

function requestsOfClient({ activities }: PopulationModel): number {
  return Object.values(activities).reduce(
    (sum, { enabled, period, probability, exchanges }) =>
      enabled ? sum + (probability * exchanges) / period : sum,
    0,
  );
}
