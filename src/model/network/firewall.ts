import type { FirewallRules, PortRange, ProxyRules } from './deployment.js';

const contains = (ranges: readonly PortRange[], port: number): boolean =>
  ranges.some((range) => port >= range.from && port <= range.to);

/** Whether the firewall lets a connection out to this port. Without rules everything is open. */
export function opensPort(firewall: FirewallRules | undefined, port: number): boolean {
  if (!firewall) return true;
  const allowed = firewall.open === undefined || contains(firewall.open, port);
  return allowed && !contains(firewall.closed ?? [], port);
}

/** Whether the firewall refuses this name whatever the port; names compare without regard to case. */
export function blocksHost(firewall: FirewallRules | undefined, host: string): boolean {
  const name = host.toLowerCase();
  return (firewall?.blockedHosts ?? []).some((rule) => {
    const pattern = rule.toLowerCase();
    return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern;
  });
}

/** Whether the proxy accepts a CONNECT to this port. */
export const acceptsConnect = (proxy: ProxyRules, port: number): boolean =>
  proxy.connectPorts === 'any' || contains(proxy.connectPorts, port);

export type ReachCause = 'port-closed' | 'host-blocked';

/**
 * Whether the firewall lets a connection out to a service that is known under these names, null when it does.
 * A service behind an alias is out of reach when either of its names is blocked.
 */
export function reachOutcome(
  firewall: FirewallRules | undefined,
  hosts: readonly string[],
  port = 443,
): ReachCause | null {
  if (hosts.some((host) => blocksHost(firewall, host))) return 'host-blocked';
  return opensPort(firewall, port) ? null : 'port-closed';
}
