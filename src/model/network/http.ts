import type { InspectionDevice, Leg } from './deployment.js';

/** The verbs and headers that every device between client and site must let through (the article's list). */
export const HTTP_VERBS = ['HEAD', 'CCM_POST', 'BITS_POST', 'GET', 'PROPFIND'] as const;
export const HTTP_HEADERS = [
  'Range',
  'CCMClientID',
  'CCMClientIDSignature',
  'CCMClientTimestamp',
  'CCMClientTimestampsSignature',
] as const;

export type HttpVerb = (typeof HTTP_VERBS)[number];
export type HttpHeader = (typeof HTTP_HEADERS)[number];

/** What one kind of request needs on the legs that it crosses. */
export interface RequestNeeds {
  readonly verbs: readonly HttpVerb[];
  readonly headers: readonly HttpHeader[];
  readonly legs: readonly Leg[];
  /** What a user of the client notices when it stops. */
  readonly activity: string;
}

/** The four headers by which a management point knows its client, and knows that the request is the client's own. */
const SIGNED: readonly HttpHeader[] = HTTP_HEADERS.filter((header) => header !== 'Range');
const RELAYED: readonly Leg[] = ['client-gateway', 'channel', 'site'];

const message = (activity: string): RequestNeeds => ({
  verbs: ['CCM_POST'],
  headers: SIGNED,
  legs: RELAYED,
  activity,
});
const upload = (activity: string): RequestNeeds => ({
  verbs: ['BITS_POST'],
  headers: SIGNED,
  legs: RELAYED,
  activity,
});

/**
 * Needs of each request class and of content downloads. The article gives the purposes: CCM_POST and BITS_POST carry
 * messages and uploads, GET, HEAD and PROPFIND with Range carry downloads, the CCMClient headers identify and sign a
 * client of a management point. Which class sends what is derived from that.
 */
export const REQUEST_NEEDS = {
  policy: {
    verbs: ['CCM_POST', 'GET', 'HEAD'],
    headers: ['Range', ...SIGNED],
    legs: RELAYED,
    activity: 'policy requests and policy downloads',
  },
  notification: message('client notification (fast channel)'),
  state: message('state messages'),
  'hardware-inventory': upload('hardware inventory'),
  'software-inventory': upload('software inventory'),
  metering: upload('software metering reports'),
  heartbeat: message('heartbeat discovery'),
  'update-scan': {
    verbs: ['GET', 'HEAD'],
    headers: [],
    legs: RELAYED,
    activity: 'software update scans',
  },
  location: {
    verbs: ['CCM_POST', 'GET'],
    headers: SIGNED,
    legs: RELAYED,
    activity: 'location of management points and gateways',
  },
  token: message('tokens from the management point'),
  compliance: message('compliance reports'),
  'content-location': message('content location requests'),
  'content-download': {
    verbs: ['HEAD', 'GET', 'PROPFIND'],
    headers: ['Range'],
    legs: ['client-gateway', 'client-storage'],
    activity: 'content downloads',
  },
} as const satisfies Record<string, RequestNeeds>;

/** A request class of the design, or a content download. */
export type HttpActivity = keyof typeof REQUEST_NEEDS;

export type BlockedCause = 'verb-blocked' | 'header-blocked' | 'tls-inspected';
export type Authentication = 'entra' | 'certificate' | 'site-token';

/** One thing that a device takes from a request, or the handshake that it breaks (`what` is null then). */
export interface Blockage {
  readonly cause: BlockedCause;
  readonly leg: Leg;
  readonly what: string | null;
}

/** Devices that stand in the way of one population of clients. */
export const devicesOf = (devices: readonly InspectionDevice[], population: string): InspectionDevice[] =>
  devices.filter((device) => device.population === undefined || device.population === population);

/**
 * Everything that the devices take from a request of this class, leg by leg in the order the request meets them.
 * Names compare without regard to case, as HTTP header names do. A client that authenticates with its certificate
 * does so inside the TLS handshake with the gateway, which an inspecting device ends; tokens travel inside the request.
 */
export function blockages(
  activity: HttpActivity,
  devices: readonly InspectionDevice[],
  authentication?: Authentication,
): Blockage[] {
  const needs: RequestNeeds = REQUEST_NEEDS[activity];
  return needs.legs.flatMap((leg) =>
    devices
      .filter((device) => device.leg === leg)
      .flatMap((device) => [
        ...(breaksHandshake(activity, device, authentication)
          ? [{ cause: 'tls-inspected', leg, what: null } as const]
          : []),
        ...listed(needs.verbs, device.blockVerbs).map(
          (what) => ({ cause: 'verb-blocked', leg, what }) as const,
        ),
        ...listed(needs.headers, device.blockHeaders).map(
          (what) => ({ cause: 'header-blocked', leg, what }) as const,
        ),
      ]),
  );
}

/** Why the devices on its legs make a request of this class fail, null when it passes. */
export const requestOutcome = (
  activity: HttpActivity,
  devices: readonly InspectionDevice[],
  authentication?: Authentication,
): BlockedCause | null => blockages(activity, devices, authentication)[0]?.cause ?? null;

const listed = (needed: readonly string[], blocked: readonly string[]): string[] => {
  const names = new Set(blocked.map((name) => name.toLowerCase()));
  return needed.filter((name) => names.has(name.toLowerCase()));
};

/** Content is asked for with a token, whatever the client's authentication (the article, content flow, step 4). */
const breaksHandshake = (
  activity: HttpActivity,
  device: InspectionDevice,
  authentication: Authentication | undefined,
): boolean =>
  device.inspectsTls &&
  device.leg === 'client-gateway' &&
  authentication === 'certificate' &&
  activity !== 'content-download';
