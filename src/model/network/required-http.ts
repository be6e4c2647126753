import type { Leg } from './deployment.js';
import {
  HTTP_HEADERS,
  HTTP_VERBS,
  type HttpActivity,
  type HttpHeader,
  type HttpVerb,
  REQUEST_NEEDS,
  type RequestNeeds,
} from './http.js';
import type { NetworkModel } from './network-model.js';

/** A verb or header that devices on one leg must let through, and the client activities that need it there. */
export interface HttpRequirement {
  readonly leg: Leg;
  readonly kind: 'verb' | 'header';
  readonly name: HttpVerb | HttpHeader;
  readonly activities: readonly HttpActivity[];
  readonly section: string;
}

const HTTP_SECTION = 'HTTP headers and verbs';
const LEGS: readonly Leg[] = ['client-gateway', 'client-storage', 'channel', 'site'];

/** The article's verbs and headers, leg by leg, as far as the model's gateways have traffic that needs them. */
export function requiredHttp(model: NetworkModel): HttpRequirement[] {
  const content = model.gateways.some((gateway) => gateway.content);
  const activities = (Object.keys(REQUEST_NEEDS) as HttpActivity[]).filter(
    (activity) => content || (activity !== 'content-download' && activity !== 'content-location'),
  );
  return LEGS.flatMap((leg) => {
    const crossing = activities.filter((activity) => needsOf(activity).legs.includes(leg));
    const needing = (kind: 'verb' | 'header', name: HttpVerb | HttpHeader): HttpRequirement => ({
      leg,
      kind,
      name,
      activities: crossing.filter((activity) =>
        [...needsOf(activity).verbs, ...needsOf(activity).headers].includes(name),
      ),
      section: HTTP_SECTION,
    });
    return [
      ...HTTP_VERBS.map((name) => needing('verb', name)),
      ...HTTP_HEADERS.map((name) => needing('header', name)),
    ].filter((requirement) => requirement.activities.length > 0);
  });
}

const needsOf = (activity: HttpActivity): RequestNeeds => REQUEST_NEEDS[activity];
