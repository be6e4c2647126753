import type { InspectionDevice, Leg } from '../deployment.js';
import { type Blockage, blockages, type HttpActivity, REQUEST_NEEDS, type RequestNeeds } from '../http.js';
import { hasContent, type NetworkModel, type NetworkPopulation, signInShare } from '../network-model.js';
import { exemptFromTls, letThrough, type Opening } from '../openings.js';
import { requestKinds } from '../request-failures.js';
import { type FlowCheck, type FlowPart, workingFlow } from './flow.js';
import { clientWeight, locationShare, requestWeight, times } from './shares.js';

const ENDS: Readonly<Record<Leg, readonly [string, string]>> = {
  'client-gateway': ['client', 'CMG'],
  'client-storage': ['client', 'blob storage'],
  channel: ['connection point', 'CMG'],
  site: ['connection point', 'site systems'],
};

/** Clients that are checked together: all of them, or one population where devices tell populations apart. */
interface Group {
  readonly name: string | null;
  readonly members: readonly NetworkPopulation[];
}

/** Verbs and headers on each leg, one part for each client activity that a device stops. */
export function checkHttp(model: NetworkModel): FlowCheck[] {
  return (Object.keys(ENDS) as Leg[])
    .filter((leg) => leg !== 'client-storage' || hasContent(model))
    .flatMap((leg) => groupsOn(model, leg).map((group) => checkLeg(model, leg, group)));
}

function groupsOn(model: NetworkModel, leg: Leg): Group[] {
  const apart = model.inspection.some((device) => device.leg === leg && device.population !== undefined);
  return apart
    ? model.populations.map((population) => ({ name: population.name, members: [population] }))
    : [{ name: null, members: model.populations }];
}

function checkLeg(model: NetworkModel, leg: Leg, group: Group): FlowCheck {
  const [from, to] = ENDS[leg];
  const flow = workingFlow({
    flow: 'http',
    gateway: null,
    population: group.name,
    from: group.name === null ? from : `${from} (${group.name})`,
    to,
    over: 'verbs and headers',
    section: 'HTTP headers and verbs',
  });
  const devices = model.inspection.filter(
    (device) => device.leg === leg && (device.population === undefined || device.population === group.name),
  );
  const crossing = activitiesOn(model, leg, group);
  const stopped = crossing.filter((activity) => blockages(activity, devices).length > 0);
  const parts = [
    ...stopped.map((activity) => activityPart(model, group, activity, devices)),
    ...tokenPart(model, group, stopped),
    ...certificatePart(model, leg, group, devices),
  ];
  if (parts.length === 0) return flow;
  const blocked = stopped.flatMap((activity) => blockages(activity, devices));
  return {
    ...flow,
    state: stopped.length > 0 && stopped.length === crossing.length ? 'broken' : 'degraded',
    cause: blocked[0]?.cause ?? 'tls-inspected',
    reason: parts[0]!.reason,
    open: parts.flatMap((part) => part.open),
    requestShare: shareOfRequests(model, leg, group, stopped, devices),
    downloadShare: shareOfDownloads(model, leg, group, stopped, devices),
    parts,
  };
}

/** What clients of the group do on this leg; a download asks for its location first. */
function activitiesOn(model: NetworkModel, leg: Leg, group: Group): HttpActivity[] {
  const asked = new Set<HttpActivity>(group.members.flatMap(requestKinds));
  if (hasContent(model)) asked.add('content-location').add('content-download');
  return (Object.keys(REQUEST_NEEDS) as HttpActivity[]).filter((activity) => {
    const needs: RequestNeeds = REQUEST_NEEDS[activity];
    return asked.has(activity) && needs.legs.includes(leg);
  });
}

function activityPart(
  model: NetworkModel,
  group: Group,
  activity: HttpActivity,
  devices: readonly InspectionDevice[],
): FlowPart {
  const found = blockages(activity, devices);
  return {
    name: REQUEST_NEEDS[activity].activity,
    instance: null,
    uses: null,
    state: 'broken',
    reason: `a device blocks ${found.map((each) => each.what).join(', ')}`,
    open: found.map((each) => opening(each, group)),
    requestShare:
      activity === 'content-download' ? 0 : sum(group.members.map((m) => requestWeight(model, m, activity))),
  };
}

/** Clients that sign in with Microsoft Entra ID need a token for everything, and the token is a request too. */
function tokenPart(model: NetworkModel, group: Group, stopped: readonly HttpActivity[]): FlowPart[] {
  const signingIn = group.members.some((member) => signInShare(member) > 0);
  if (!stopped.includes('token') || !signingIn) return [];
  const shares = group.members.flatMap((member) =>
    requestKinds(member)
      .filter((kind) => !stopped.includes(kind))
      .map((kind) => times(requestWeight(model, member, kind), signInShare(member))),
  );
  return [
    {
      name: 'everything else of clients that sign in with Microsoft Entra ID',
      instance: null,
      uses: null,
      state: 'broken',
      reason: 'no new tokens, as those that clients have expire',
      open: [],
      requestShare: shares.length === 0 ? 0 : sum(shares),
    },
  ];
}

/** A device that opens TLS before the gateway ends the handshake in which a certificate authenticates its client. */
function certificatePart(
  model: NetworkModel,
  leg: Leg,
  group: Group,
  devices: readonly InspectionDevice[],
): FlowPart[] {
  const certified = group.members.some((member) => member.authentication.certificate > 0);
  if (leg !== 'client-gateway' || !certified || !inspects(devices)) return [];
  return [
    {
      name: 'clients that authenticate with a certificate',
      instance: null,
      uses: null,
      state: 'broken',
      reason: 'TLS inspection breaks mutual authentication',
      open: [exemptFromTls(at(leg, group), null)],
      requestShare: sum(
        group.members.map((member) => times(requestWeight(model, member), member.authentication.certificate)),
      ),
    },
  ];
}

function shareOfRequests(
  model: NetworkModel,
  leg: Leg,
  group: Group,
  stopped: readonly HttpActivity[],
  devices: readonly InspectionDevice[],
): number | null {
  return sum(
    group.members.flatMap((member) => {
      const silenced = silencedShare(member, leg, stopped, devices);
      return requestKinds(member).map((kind) =>
        times(requestWeight(model, member, kind), stopped.includes(kind) ? 1 : silenced),
      );
    }),
  );
}

/** A download asks where its content is first, which clients do that can ask for nothing else. */
function shareOfDownloads(
  model: NetworkModel,
  leg: Leg,
  group: Group,
  stopped: readonly HttpActivity[],
  devices: readonly InspectionDevice[],
): number | null {
  const stopsAll = stopped.includes('content-download') || stopped.includes('content-location');
  return sum(
    group.members.map((member) => {
      const lost = stopsAll ? 1 : silencedShare(member, leg, stopped, devices);
      return times(clientWeight(model, member), locationShare(model, lost));
    }),
  );
}

/** Share of the clients whose every request fails: without a token, or refused with their certificate. */
function silencedShare(
  member: NetworkPopulation,
  leg: Leg,
  stopped: readonly HttpActivity[],
  devices: readonly InspectionDevice[],
): number {
  const tokenless = stopped.includes('token') ? signInShare(member) : 0;
  const refused = leg === 'client-gateway' && inspects(devices) ? member.authentication.certificate : 0;
  return tokenless + refused;
}

const inspects = (devices: readonly InspectionDevice[]): boolean =>
  devices.some((device) => device.inspectsTls);

const at = (leg: Leg, group: Group): string =>
  `device between ${ENDS[leg].join(' and ')}${group.name === null ? '' : ` (${group.name})`}`;
const opening = (blockage: Blockage, group: Group): Opening =>
  letThrough(at(blockage.leg, group), blockage.cause === 'verb-blocked' ? 'verb' : 'header', blockage.what!);

/** Null when nothing is known of any term. */
const sum = (terms: readonly (number | null)[]): number | null => {
  const known = terms.filter((term) => term !== null);
  return known.length === 0 ? null : known.reduce((total, term) => total + term, 0);
};
