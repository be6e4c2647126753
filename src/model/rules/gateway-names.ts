import { ACCOUNT, ACCOUNT_RULE } from '../gateway-names.js';
import { networkGateway } from '../network/from-model.js';
import { deploymentName } from '../network/names.js';
import { regionComplaint } from '../regions.js';
import { DEFAULT_REGION } from '../schema/gateway.js';
import type { GatewayModel, Model } from '../schema.js';
import { broken, gatewayEntries, type RuleBreak } from './rule.js';

export function* knownRegions(model: Model): Iterable<RuleBreak> {
  for (const { gateway, path } of gatewayEntries(model)) {
    const { environment, region } = gateway;
    if (environment === 'azure-us-government' && region === DEFAULT_REGION) continue;
    const complaint = regionComplaint(environment, region);
    if (complaint !== null)
      yield broken([...path, 'region'], complaint.message, complaint.remedy, [...path, 'environment']);
  }
}

/** The storage account has the prefix for its name, unless the model names it. */
export function* storageAccounts(model: Model): Iterable<RuleBreak> {
  for (const { gateway, path } of gatewayEntries(model)) {
    const { prefix, storageAccount } = gateway;
    if (storageAccount !== undefined || ACCOUNT.test(prefix)) continue;
    const shorter = prefix.replace(/-/g, '');
    const other = ACCOUNT.test(shorter) ? `, or prefix: ${shorter}` : '';
    yield broken(
      [...path, 'prefix'],
      `${prefix} cannot name the storage account too, which takes ${ACCOUNT_RULE}`,
      `add storageAccount, its name in Azure${other}`,
    );
  }
}

/** Names in Azure's own domains tell the kind of deployment; each gateway has one of them, made of its prefix. */
export function* serviceNames(model: Model): Iterable<RuleBreak> {
  for (const { gateway, path } of gatewayEntries(model)) {
    const name = gateway.serviceName?.toLowerCase();
    const azure = name === undefined ? null : azureNameOf(name);
    if (name === undefined || azure === null) continue;
    const own = deploymentName(networkGateway(gateway));
    if (name === own) continue;
    const at = [...path, 'serviceName'];
    const { environment, deployment } = gateway;
    if (azure.environment !== environment) {
      const message = `${name} is a name of ${azure.environment}; this gateway is in ${environment}`;
      yield broken(at, message, `write environment: ${azure.environment}, or remove serviceName`, [
        ...path,
        'environment',
      ]);
    } else if (azure.deployment !== undefined && azure.deployment !== deployment) {
      const meant = deploymentName(networkGateway({ ...gateway, prefix: azure.prefix }));
      const samePrefix = azure.prefix === gateway.prefix;
      yield broken(
        at,
        azure.deployment === 'classic'
          ? 'names in cloudapp.net belong to classic cloud services; a scale set has none'
          : 'names in cloudapp.azure.com belong to scale sets; a classic cloud service has none',
        samePrefix
          ? `remove serviceName: the name is ${meant}; or write deployment: ${azure.deployment}`
          : `write prefix: ${azure.prefix} instead, which makes the name ${meant}, or with deployment: ${azure.deployment} ${name}`,
        [...path, 'deployment'],
      );
    } else {
      const fields = `prefix: ${azure.prefix}${azure.region === undefined ? '' : `, region: ${azure.region}`}`;
      yield broken(
        at,
        `${name} is the Azure name of another gateway; that of this one is ${own}`,
        `write ${fields} and remove serviceName, which is a name in a domain of your own`,
        [...path, 'prefix'],
        [...path, 'region'],
      );
    }
  }
}

interface AzureName {
  readonly environment: GatewayModel['environment'];
  /** Undefined where both kinds have such names. */
  readonly deployment?: GatewayModel['deployment'];
  readonly prefix: string;
  readonly region?: string;
}

/** The parts of a name in one of Azure's domains for gateways; null for other names. */
function azureNameOf(name: string): AzureName | null {
  const scaleSet = /^([^.]+)\.([^.]+)\.cloudapp\.azure\.com$/.exec(name);
  if (scaleSet !== null) {
    const [, prefix = '', region = ''] = scaleSet;
    return { environment: 'azure-public', deployment: 'scale-set', prefix, region };
  }
  const classic = /^([^.]+)\.cloudapp\.net$/.exec(name);
  if (classic !== null) return { environment: 'azure-public', deployment: 'classic', prefix: classic[1]! };
  const government = /^([^.]+)\.usgovcloudapp\.net$/.exec(name);
  return government === null ? null : { environment: 'azure-us-government', prefix: government[1]! };
}
