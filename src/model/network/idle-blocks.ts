import type { FirewallRules } from './deployment.js';
import { blocksHost } from './firewall.js';
import type { NetworkModel } from './network-model.js';
import { requiredEndpoints } from './required-endpoints.js';

/** A name that a firewall blocks to no effect. */
export interface IdleBlock {
  /** The device, as in `connection point firewall`. */
  readonly at: string;
  /** As it is written. */
  readonly host: string;
}

/** Blocked names, and patterns, that cover none of the names that the deployment needs, whoever needs them. */
export function idleBlocks(model: NetworkModel): IdleBlock[] {
  const needed = requiredEndpoints(model).flatMap(({ host }) => host ?? []);
  return firewallsOf(model).flatMap(({ at, firewall }) =>
    (firewall?.blockedHosts ?? [])
      .filter((host) => !needed.some((name) => blocksHost({ blockedHosts: [host] }, name)))
      .map((host) => ({ at, host })),
  );
}

const firewallsOf = (model: NetworkModel): { at: string; firewall: FirewallRules | undefined }[] => [
  { at: 'service connection point firewall', firewall: model.serviceConnectionPoint.firewall },
  { at: 'connection point firewall', firewall: model.connectionPoints.firewall },
  ...model.populations.map(({ name, firewall }) => ({ at: `client firewall (${name})`, firewall })),
];
