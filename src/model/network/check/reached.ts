import type { FirewallRules } from '../deployment.js';
import { blocksHost, opensPort, reachOutcome } from '../firewall.js';
import { type Opening, openHost, openPort } from '../openings.js';
import { type FlowCheck, workingFlow } from './flow.js';

const HTTPS_PORT = 443;

/** A flow to the HTTPS port of a service that has these names; `lost` is what fails where the firewall is in the way. */
export function reached(
  firewall: FirewallRules | undefined,
  hosts: readonly string[],
  fixed: Parameters<typeof workingFlow>[0],
  lost: Pick<FlowCheck, 'requestShare' | 'downloadShare'>,
): FlowCheck {
  const flow = workingFlow(fixed);
  const cause = reachOutcome(firewall, hosts);
  if (cause === null) return flow;
  const at = `${flow.from} firewall`;
  const blocked = hosts.filter((host) => blocksHost(firewall, host));
  const open: Opening[] = [
    ...blocked.map((host) => openHost(at, host)),
    ...(opensPort(firewall, HTTPS_PORT) ? [] : [openPort(at, 'HTTPS', HTTPS_PORT, hosts[0]!)]),
  ];
  const reason =
    blocked.length > 0 ? `the firewall blocks ${blocked[0]}` : `the firewall closes port ${HTTPS_PORT}`;
  return { ...flow, state: 'broken', cause, reason, open, ...lost };
}
