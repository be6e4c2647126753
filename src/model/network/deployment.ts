/**
 * What the network rules need to know of a deployment: plain facts, independent of how a model file spells them.
 * Instances and connection points are numbered from 0; a report adds 1 for its readers.
 */

/** Ports from `from` to `to`, both included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Outbound rules: with `open`, only these ports; `closed` is taken away afterwards. Empty rules let everything out. */
export interface FirewallRules {
  readonly open?: readonly PortRange[] | undefined;
  readonly closed?: readonly PortRange[] | undefined;
  /** Names that the firewall refuses on every port; `*.example.com` stands for all names below it. */
  readonly blockedHosts?: readonly string[] | undefined;
}

/** A web proxy of the connection points. The site's firewall stands behind it and sees what it forwards. */
export interface ProxyRules {
  /** Ports to which the proxy accepts CONNECT. Many allow 443 alone. */
  readonly connectPorts: 'any' | readonly PortRange[];
  readonly inspectsTls: boolean;
}

export type Leg = 'client-gateway' | 'client-storage' | 'channel' | 'site';

/** A device on one leg that blocks HTTP verbs or headers, or opens TLS to look inside. */
export interface InspectionDevice {
  readonly leg: Leg;
  readonly blockVerbs: readonly string[];
  readonly blockHeaders: readonly string[];
  readonly inspectsTls: boolean;
  /** On a client leg: the one population that stands behind the device; without it, all of them. */
  readonly population?: string | undefined;
}

export type DeploymentKind = 'scale-set' | 'classic';
export type ChannelProtocol = 'tcp-tls' | 'https';

export const MAX_INSTANCES = 16;

export type Environment = 'azure-public' | 'azure-us-government';

/** One gateway, as far as names and ports depend on it. */
export interface NetworkGateway {
  readonly name: string;
  readonly deployment: DeploymentKind;
  /** 1..16 */
  readonly instances: number;
  readonly environment: Environment;
  readonly prefix: string;
  /** Name of the storage account; without it, the prefix. */
  readonly storageAccount?: string | undefined;
  readonly region: string;
  /** Name in the organisation's own domain; without it the service name is the deployment name. */
  readonly ownDomainName?: string | undefined;
  /** Whether clients take content from the gateway's storage account. */
  readonly content: boolean;
  /** Whether it runs already; else the service connection point has to deploy it first. */
  readonly provisioned: boolean;
}
