import type { Model } from '../schema.js';

/**
 * HTTPS connections of a connection point to an instance, each a tunnel of a proxy: those that poll for requests, and with
 * early re-polls as many again, which carry replies.
 */
export const httpsConnections = ({
  connections,
  repoll,
}: Pick<Model['connectionPoints']['channel'], 'connections' | 'repoll'>): number =>
  repoll === 'early' ? 2 * connections : connections;
