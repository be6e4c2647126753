import type { Model } from './schema.js';

/** Clients of a site, and those of them that are on the internet: they alone use the gateway. */
export interface ClientCounts {
  readonly inAll: number;
  readonly remote: number;
}

/** The clients of all populations together. */
export const clientCounts = ({ clients }: Model): ClientCounts => ({
  inAll: clients.reduce((sum, { inAll }) => sum + inAll, 0),
  remote: clients.reduce((sum, { count }) => sum + count, 0),
});

/** By population; null where all clients are remote. */
export function remoteCounts(model: Model): Record<string, ClientCounts> | null {
  if (model.clients.every(({ remote }) => remote === 1)) return null;
  return Object.fromEntries(model.clients.map(({ name, inAll, count }) => [name, { inAll, remote: count }]));
}
