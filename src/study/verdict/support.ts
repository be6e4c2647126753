import { noMetric } from '../summary/metric.js';
import type { Metric } from '../summary/schema/figures.js';
import type { InstanceSummary, SiteSystemSummary } from '../summary/schema/systems.js';

interface Limited {
  readonly instances: readonly InstanceSummary[];
  readonly siteSystems: readonly SiteSystemSummary[];
}

/** A part that has more clients than its documented limit: served, but not supported. */
export interface Overload {
  readonly part: string;
  readonly kind: 'clients at once' | 'assigned clients';
  readonly clients: number;
  readonly limit: number;
}

/** Every part over its documented limit: clients at once on an instance, assigned clients of a management or update point. */
export function overloadsOf({ instances, siteSystems }: Limited): Overload[] {
  return [
    ...instances
      .filter(({ support }) => support === 'over')
      .map(
        (one): Overload => ({
          part: one.vm,
          kind: 'clients at once',
          clients: one.maxClients,
          limit: one.clientLimit ?? 0,
        }),
      ),
    ...siteSystems
      .filter(({ support }) => support === 'over')
      .map(
        (one): Overload => ({
          part: one.name,
          kind: 'assigned clients',
          clients: one.clients,
          limit: one.clientLimit,
        }),
      ),
  ];
}

/**
 * Share by which clients can grow until the first documented limit is reached: the smallest of limit / clients - 1. 0 where one
 * is passed. A count of clients, so without an interval.
 */
export function supportedHeadroom({ instances, siteSystems }: Limited): Metric {
  const shares = [
    ...instances.map(({ clientLimit, maxClients }) => [clientLimit, maxClients] as const),
    ...siteSystems.map(({ clientLimit, clients }) => [clientLimit, clients] as const),
  ].flatMap(([limit, clients]) => (limit === null || clients === 0 ? [] : [limit / clients - 1]));
  if (shares.length === 0) return noMetric('no client was counted against a documented limit');
  return { value: Math.max(0, Math.min(...shares)), low: null, high: null };
}
