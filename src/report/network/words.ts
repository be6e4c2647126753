import type { GatewayNames, NetworkAnswer } from '../../model/network/answer.js';
import type { Leg } from '../../model/network/deployment.js';
import type { Role, Server } from '../../model/network/port-rules.js';
import type { UnstatedField } from '../../model/network/unstated.js';

/** What the parts of a network answer are called in front of people. */

export const ROLES: Readonly<Record<Role, string>> = {
  'service-connection-point': 'service connection point',
  'connection-point': 'connection point',
  client: 'client',
  console: 'console',
};

export const SERVERS: Readonly<Record<Server, string>> = {
  azure: 'Azure',
  'cmg-service': 'CMG service',
  cmg: 'CMG',
  'blob-storage': 'blob storage',
  'management-point': 'management point',
  'software-update-point': 'software update point',
};

export const LEGS: Readonly<Record<Leg, string>> = {
  'client-gateway': 'client -> CMG',
  'client-storage': 'client -> blob storage',
  channel: 'connection point -> CMG',
  site: 'connection point -> site systems',
};

const DEPLOYMENTS = { 'scale-set': 'scale set', classic: 'classic cloud service' } as const;
const CLOUDS = {
  'azure-public': 'Azure public cloud',
  'azure-us-government': 'Azure US Government',
} as const;

/** `1 instance`, `3 instances` */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** One line about a gateway and its names. */
export function gatewayLine(gateway: GatewayNames, answer: NetworkAnswer): string {
  const kind = `${DEPLOYMENTS[gateway.deployment]}, ${counted(gateway.instances, 'instance')}`;
  const points = counted(answer.connectionPoints, 'connection point');
  return `${kind}, ${points}, ${CLOUDS[gateway.environment]}`;
}

export const namesLine = (gateway: GatewayNames): string =>
  gateway.serviceName === gateway.deploymentName
    ? `service and deployment name ${gateway.serviceName}`
    : `service name ${gateway.serviceName}, deployment name ${gateway.deploymentName}`;

/** `instance 3`, or nothing for a row that is not about one. */
export const instanceName = (instance: number | null): string =>
  instance === null ? '' : `instance ${instance + 1}`;

/** `33.3 %`; a share that nobody knows is said to be. */
export function percent(share: number | null): string {
  if (share === null) return 'unknown';
  const rounded = Math.round(share * 1000) / 10;
  return `${rounded === 0 && share > 0 ? '< 0.1' : rounded} %`;
}

/** `33.3 % of requests`, `an unknown share of requests` */
export const shareOf = (share: number | null, what: string): string =>
  share === null ? `an unknown share of ${what}` : `${percent(share)} of ${what}`;

/** Says which names are not the reader's own yet. */
export function unstatedText(unstated: readonly UnstatedField[]): string {
  const fields = unstated.map(({ path, value }) => `${path} (${value})`).join(', ');
  return unstated.length === 1
    ? `the names are not yours yet: ${fields} is a default; set it first`
    : `the names are not yours yet: ${fields} are defaults; set them first`;
}

export const NO_RULES =
  'The model states no firewall, proxy or inspection, so that everything counts as open.';
