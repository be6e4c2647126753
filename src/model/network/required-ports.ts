import { httpsPort, tcpTlsPort } from './channel-plan.js';
import type { NetworkGateway } from './deployment.js';
import { CLOUD_DOMAINS, serviceName, storageName } from './names.js';
import type { NetworkModel } from './network-model.js';
import { PORT_RULES, type PortRule, type Role, type Server } from './port-rules.js';

/** A port that this deployment needs, for one instance where the port is the instance's own. */
export interface PortRequirement {
  readonly gateway: string;
  readonly role: Role;
  /** Numbered from 0; null when the row is not about one instance. */
  readonly instance: number | null;
  /** Every connection starts at the role; nothing starts towards the site. */
  readonly direction: 'outbound' | 'on-premises';
  readonly protocol: PortRule['protocol'];
  readonly port: number;
  readonly server: Server;
  /** Null for servers on-premises, and for Azure's own list of endpoints. */
  readonly host: string | null;
  /** `preferred` and `fallback`: a classic deployment's two ways of building a channel. */
  readonly need: 'required' | 'preferred' | 'fallback';
  readonly purpose: string;
  readonly row: number;
  readonly notes: readonly number[];
  /** Where the article says so. */
  readonly section: string;
}

/** Every row of the article's port table that applies to the model, per gateway, role and instance. */
export const requiredPorts = (model: NetworkModel): PortRequirement[] =>
  model.gateways.flatMap((gateway) =>
    PORT_RULES.filter((rule) => applies(rule, gateway, model)).flatMap((rule) =>
      expand(rule, gateway, model),
    ),
  );

/** Text of the source of a port row. */
const portSection = (rule: PortRule): string =>
  ['Ports', `row ${rule.row}`, ...rule.notes.map((note) => `note ${note}`)].join(', ');

function applies(rule: PortRule, gateway: NetworkGateway, model: NetworkModel): boolean {
  if (rule.deployment !== null && rule.deployment !== gateway.deployment) return false;
  if (rule.instances !== 'any' && rule.instances !== (gateway.instances === 1 ? 'one' : 'several'))
    return false;
  if (rule.server === 'blob-storage') return gateway.content;
  if (rule.server === 'management-point')
    return rule.protocol.toLowerCase() === model.managementPoint.protocol;
  if (rule.server === 'software-update-point')
    return rule.protocol.toLowerCase() === model.updatePoint.protocol;
  return rule.role !== 'connection-point' || channelMayUse(rule, gateway, model);
}

/** TCP-TLS is no way through a proxy, and a forced protocol leaves the other one out. */
function channelMayUse(rule: PortRule, gateway: NetworkGateway, model: NetworkModel): boolean {
  const { protocol, proxy } = model.connectionPoints;
  if (rule.protocol === 'TCP-TLS') return protocol !== 'https' && proxy === undefined;
  return gateway.deployment === 'scale-set' || protocol !== 'tcp-tls';
}

function expand(rule: PortRule, gateway: NetworkGateway, model: NetworkModel): PortRequirement[] {
  const instances = rule.perInstance ? Array.from({ length: gateway.instances }, (_, i) => i) : [null];
  return instances.map((instance) => ({
    gateway: gateway.name,
    role: rule.role,
    instance,
    direction:
      rule.server === 'management-point' || rule.server === 'software-update-point'
        ? 'on-premises'
        : 'outbound',
    protocol: rule.protocol,
    port: portOf(rule, gateway, model, instance),
    server: rule.server,
    host: hostOf(rule, gateway),
    need: needOf(rule, model),
    purpose: rule.purpose,
    row: rule.row,
    notes: rule.notes,
    section: portSection(rule),
  }));
}

function portOf(
  rule: PortRule,
  gateway: NetworkGateway,
  model: NetworkModel,
  instance: number | null,
): number {
  if (instance !== null)
    return rule.protocol === 'TCP-TLS' ? tcpTlsPort(instance) : httpsPort(gateway.instances, instance);
  const ports = rule.ports.map((range) => range.from);
  return rule.server === 'software-update-point' && model.updatePoint.port === 'wsus' ? ports[1]! : ports[0]!;
}

/** A fallback is all there is where TCP-TLS is ruled out. */
function needOf(rule: PortRule, model: NetworkModel): PortRequirement['need'] {
  const { protocol, proxy } = model.connectionPoints;
  if (rule.deployment !== 'classic' || protocol !== 'auto' || proxy !== undefined) return 'required';
  return rule.protocol === 'TCP-TLS' ? 'preferred' : 'fallback';
}

function hostOf(rule: PortRule, gateway: NetworkGateway): string | null {
  switch (rule.server) {
    case 'azure':
      return CLOUD_DOMAINS[gateway.environment].management;
    case 'cmg-service':
    case 'cmg':
      return serviceName(gateway);
    case 'blob-storage':
      return storageName(gateway, 'blob');
    default:
      return null;
  }
}
