import type { FirewallRules, InspectionDevice, NetworkGateway, ProxyRules } from './deployment.js';
import type { HttpActivity } from './http.js';

export type RequestKind = Exclude<HttpActivity, 'content-download'>;

/** Clients that stand behind the same firewall and devices. */
export interface NetworkPopulation {
  readonly name: string;
  readonly clients: number;
  readonly firewall?: FirewallRules | undefined;
  /** Shares of the clients; they add up to 1. */
  readonly authentication: {
    readonly entra: number;
    readonly certificate: number;
    readonly siteToken: number;
  };
  /** Whether clients that sign in with Microsoft Entra ID get new tokens; without, theirs are taken to last. */
  readonly renewsTokens: boolean;
  /** Mean requests a second of the whole population; a class that is left out is not asked for. */
  readonly requestsPerSecond: Readonly<Partial<Record<RequestKind, number>>>;
}

/** One change of a gateway's number of instances, as the model's timeline has it. */
interface Scaling {
  readonly gateway: string;
  /** After Monday 00:00 UTC. */
  readonly atSeconds: number;
  /** 1..16 */
  readonly instances: number;
}

/** When gateways change their size. What is due before the start does not happen. */
interface Timeline {
  /** After Monday 00:00 UTC. */
  readonly startSeconds: number;
  /** Local time of the site minus UTC. */
  readonly offsetSeconds: number;
  /** In the order of the model, which holds for those of one time. */
  readonly scalings: readonly Scaling[];
}

/** A whole deployment as its network sees it: what `cmgsim network` reads from a model file. */
export interface NetworkModel {
  readonly name: string;
  readonly gateways: readonly NetworkGateway[];
  readonly connectionPoints: {
    /** Of each gateway. */
    readonly count: number;
    readonly protocol: 'auto' | 'tcp-tls' | 'https';
    readonly firewall?: FirewallRules | undefined;
    readonly proxy?: ProxyRules | undefined;
    /** Tunnels that the proxy holds at once, and how many of them a channel takes; without it, there is no limit. */
    readonly tunnels?: { readonly limit: number; readonly perChannel: number } | undefined;
    readonly inspectsTls: boolean;
  };
  readonly serviceConnectionPoint: {
    readonly online: boolean;
    readonly firewall?: FirewallRules | undefined;
  };
  readonly managementPoint: { readonly protocol: 'https' | 'http' };
  readonly updatePoint: { readonly protocol: 'https' | 'http'; readonly port: 'default' | 'wsus' };
  readonly populations: readonly NetworkPopulation[];
  readonly inspection: readonly InspectionDevice[];
  /** Without it no gateway changes its size. */
  readonly timeline?: Timeline | undefined;
  /** The same deployment before it last changed its size: channels that stay as they were keep their tunnels. */
  readonly before?: NetworkModel | undefined;
}

/** Share of the population that has to sign in with Microsoft Entra ID again and again. */
export const signInShare = (population: NetworkPopulation): number =>
  population.renewsTokens ? population.authentication.entra : 0;

export const hasContent = (model: NetworkModel): boolean => model.gateways.some((gateway) => gateway.content);
