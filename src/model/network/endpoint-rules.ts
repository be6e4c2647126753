import type { NetworkGateway } from './deployment.js';
import { CLOUD_DOMAINS, deploymentName, serviceName, storageName, vaultName } from './names.js';
import type { Role } from './port-rules.js';

/** One row of the article's table of internet endpoints. All are reached with HTTPS. */
export interface EndpointRule {
  readonly role: Role;
  readonly what: string;
  /** Names for this gateway; null where the article leaves the names to a look-up, described in `remark`. */
  readonly hosts: (gateway: NetworkGateway) => readonly string[] | null;
  readonly remark: string | null;
  /** When the row applies; without it, always. */
  readonly when?: 'content' | 'own-domain' | 'entra-clients';
}

const login = (gateway: NetworkGateway): string => CLOUD_DOMAINS[gateway.environment].login;
const OWN_DOMAIN_REMARK = 'in your own domain; its internet DNS has a CNAME to the deployment name';

export const ENDPOINT_RULES: readonly EndpointRule[] = [
  {
    role: 'service-connection-point',
    what: 'Azure endpoints of the environment',
    hosts: () => null,
    remark: 'in the site database, table AzureEnvironments',
  },
  {
    role: 'service-connection-point',
    what: 'Azure services',
    hosts: (gateway) => [CLOUD_DOMAINS[gateway.environment].management],
    remark: null,
  },
  {
    role: 'service-connection-point',
    what: 'Entra user discovery (Microsoft Graph)',
    hosts: () => ['graph.microsoft.com'],
    remark: 'the article names this one for both clouds',
  },
  {
    role: 'connection-point',
    what: 'service name',
    hosts: (gateway) => [serviceName(gateway)],
    remark: null,
  },
  {
    role: 'connection-point',
    what: 'deployment name',
    hosts: (gateway) => [deploymentName(gateway)],
    remark: 'the service name in your own domain leads here',
    when: 'own-domain',
  },
  {
    role: 'connection-point',
    what: 'storage endpoint 1 (blob)',
    hosts: (gateway) => [storageName(gateway, 'blob')],
    remark: null,
  },
  {
    role: 'connection-point',
    what: 'storage endpoint 2 (table)',
    hosts: (gateway) => [storageName(gateway, 'table')],
    remark: null,
  },
  { role: 'connection-point', what: 'key vault', hosts: (gateway) => [vaultName(gateway)], remark: null },
  {
    role: 'client',
    what: 'service name',
    hosts: (gateway) => [serviceName(gateway)],
    remark: OWN_DOMAIN_REMARK,
    when: 'own-domain',
  },
  { role: 'client', what: 'deployment name', hosts: (gateway) => [deploymentName(gateway)], remark: null },
  {
    role: 'client',
    what: 'storage endpoint (blob)',
    hosts: (gateway) => [storageName(gateway, 'blob')],
    remark: null,
    when: 'content',
  },
  {
    role: 'client',
    what: 'Entra endpoint',
    hosts: (gateway) => [login(gateway)],
    remark: null,
    when: 'entra-clients',
  },
  {
    role: 'console',
    what: 'Entra endpoints',
    hosts: (gateway) =>
      gateway.environment === 'azure-public'
        ? [login(gateway), 'aadcdn.msauth.net', 'aadcdn.msftauth.net']
        : [login(gateway)],
    remark: null,
  },
];
