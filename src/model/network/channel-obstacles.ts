import type { FirewallRules, ProxyRules } from './deployment.js';
import { acceptsConnect, blocksHost, opensPort } from './firewall.js';
import { exemptFromTls, type Opening, openConnect, openHost, openPort } from './openings.js';

/** What stands between a connection point and its gateway. */
export interface ChannelWay {
  /** Names of the gateway, service name first, for firewalls that block names. */
  readonly hosts?: readonly string[] | undefined;
  readonly firewall?: FirewallRules | undefined;
  readonly proxy?: ProxyRules | undefined;
  /** Whether a device other than the proxy opens TLS on the channel's way. */
  readonly inspectsTls?: boolean | undefined;
}

/** One thing in the way of a connection, why it is, and what takes it away. */
export interface Obstacle {
  readonly outcome: 'refused' | 'timeout' | 'inspection' | 'blocked-host';
  readonly reason: string;
  readonly opening: Opening;
}

export const CONNECTION_POINT_FIREWALL = 'connection point firewall';
export const PROXY = 'proxy';
export const CHANNEL_DEVICE = 'device on the channel';

/** Everything in the way of a channel on this port, in the order a connection meets it: proxy, firewall, TLS handshake. */
export function obstacles(way: ChannelWay, protocol: string, port: number): Obstacle[] {
  const { firewall, proxy } = way;
  const hosts = way.hosts ?? [];
  const host = hosts[0] ?? null;
  const found: Obstacle[] = [];
  const meet = (outcome: Obstacle['outcome'], reason: string, opening: Opening): void => {
    found.push({ outcome, reason, opening });
  };
  if (proxy && !acceptsConnect(proxy, port))
    meet('refused', `the proxy refuses CONNECT to port ${port}`, openConnect(PROXY, port, host));
  for (const name of hosts.filter((each) => blocksHost(firewall, each)))
    meet('blocked-host', `the firewall blocks ${name}`, openHost(CONNECTION_POINT_FIREWALL, name));
  if (!opensPort(firewall, port))
    meet(
      'timeout',
      `the firewall closes port ${port} (${protocol})`,
      openPort(CONNECTION_POINT_FIREWALL, protocol, port, host),
    );
  if (proxy?.inspectsTls)
    meet('inspection', "the proxy's TLS inspection breaks mutual authentication", exemptFromTls(PROXY, host));
  if (way.inspectsTls)
    meet(
      'inspection',
      'TLS inspection on the channel breaks mutual authentication',
      exemptFromTls(CHANNEL_DEVICE, host),
    );
  return found;
}
