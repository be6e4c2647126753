import type { Environment, NetworkGateway } from './deployment.js';

/** Domains in which the two clouds put their services (the article, internet endpoints). */
export const CLOUD_DOMAINS = {
  'azure-public': {
    storage: 'core.windows.net',
    vault: 'vault.azure.net',
    management: 'management.azure.com',
    login: 'login.microsoftonline.com',
  },
  'azure-us-government': {
    storage: 'core.usgovcloudapi.net',
    vault: 'vault.usgovcloudapi.net',
    management: 'management.usgovcloudapi.net',
    login: 'login.microsoftonline.us',
  },
} as const satisfies Record<Environment, Record<string, string>>;

/**
 * The name under which Azure knows the gateway, always in an Azure domain: PREFIX.REGION.cloudapp.azure.com for a
 * scale set, PREFIX.cloudapp.net for a classic cloud service; PREFIX.usgovcloudapp.net in Azure US Government.
 */
export function deploymentName(gateway: NetworkGateway): string {
  const prefix = gateway.prefix.toLowerCase();
  if (gateway.environment === 'azure-us-government') return `${prefix}.usgovcloudapp.net`;
  if (gateway.deployment === 'classic') return `${prefix}.cloudapp.net`;
  return `${prefix}.${gateway.region.toLowerCase()}.cloudapp.azure.com`;
}

/** The name that clients and connection points talk to: the common name of the server authentication certificate. */
export const serviceName = (gateway: NetworkGateway): string =>
  gateway.ownDomainName?.toLowerCase() ?? deploymentName(gateway);

const storageAccount = ({ storageAccount, prefix }: NetworkGateway): string =>
  storageAccount ?? prefix.toLowerCase();

/** Host of one of the storage account's endpoints. */
export const storageName = (gateway: NetworkGateway, endpoint: 'blob' | 'table'): string =>
  `${storageAccount(gateway)}.${endpoint}.${CLOUD_DOMAINS[gateway.environment].storage}`;

/** Longest name that Azure gives a key vault. */
const LONGEST_VAULT = 24;

export function vaultName(gateway: NetworkGateway): string {
  const prefix = gateway.prefix.toLowerCase();
  const name = prefix.length <= LONGEST_VAULT ? prefix : storageAccount(gateway);
  return `${name}.${CLOUD_DOMAINS[gateway.environment].vault}`;
}
