import type { DeploymentKind, PortRange } from './deployment.js';

export type Role = 'service-connection-point' | 'connection-point' | 'client' | 'console';
export type Server =
  | 'azure'
  | 'cmg-service'
  | 'cmg'
  | 'blob-storage'
  | 'management-point'
  | 'software-update-point';

/** One row of the article's table of required ports. The client role starts the connection. */
export interface PortRule {
  readonly row: number;
  readonly role: Role;
  /** The one kind of deployment that the row is about; null for both. */
  readonly deployment: DeploymentKind | null;
  /** Number of instances for which the row holds. */
  readonly instances: 'any' | 'one' | 'several';
  readonly protocol: 'HTTPS' | 'HTTP' | 'TCP-TLS';
  /** With `perInstance`, the first port is the first instance's; otherwise any one of the ports is used. */
  readonly ports: readonly PortRange[];
  readonly perInstance: boolean;
  readonly server: Server;
  readonly purpose: string;
  readonly notes: readonly number[];
  /** Step of the article's data flow that it serves. */
  readonly step: number;
}

const port = (number: number): PortRange => ({ from: number, to: number });

const HTTPS_CHANNEL = {
  role: 'connection-point',
  protocol: 'HTTPS',
  server: 'cmg-service',
  step: 2,
} as const;
const ON_PREMISES = {
  role: 'connection-point',
  deployment: null,
  instances: 'any',
  perInstance: false,
  notes: [],
  step: 5,
} as const;

/** The twelve rows; the article prints rows 9 and 10, and rows 11 and 12, as one with two protocols. */
export const PORT_RULES: readonly PortRule[] = [
  {
    row: 1,
    role: 'service-connection-point',
    deployment: null,
    instances: 'any',
    protocol: 'HTTPS',
    ports: [port(443)],
    perInstance: false,
    server: 'azure',
    purpose: 'deploys and monitors the gateway',
    notes: [],
    step: 1,
  },
  {
    ...HTTPS_CHANNEL,
    row: 2,
    deployment: 'scale-set',
    instances: 'one',
    ports: [port(443)],
    perInstance: false,
    purpose: 'channel to the only instance',
    notes: [2],
  },
  {
    ...HTTPS_CHANNEL,
    row: 3,
    deployment: 'scale-set',
    instances: 'several',
    ports: [{ from: 10124, to: 10139 }],
    perInstance: true,
    purpose: 'channel, one port an instance',
    notes: [3],
  },
  {
    role: 'connection-point',
    row: 4,
    deployment: 'classic',
    instances: 'any',
    protocol: 'TCP-TLS',
    ports: [{ from: 10140, to: 10155 }],
    perInstance: true,
    server: 'cmg-service',
    purpose: 'preferred channel, one port an instance',
    notes: [1],
    step: 2,
  },
  {
    ...HTTPS_CHANNEL,
    row: 5,
    deployment: 'classic',
    instances: 'one',
    ports: [port(443)],
    perInstance: false,
    purpose: 'fallback channel to the only instance',
    notes: [2],
  },
  {
    ...HTTPS_CHANNEL,
    row: 6,
    deployment: 'classic',
    instances: 'several',
    ports: [{ from: 10124, to: 10139 }],
    perInstance: true,
    purpose: 'fallback channel, one port an instance',
    notes: [3],
  },
  {
    row: 7,
    role: 'client',
    deployment: null,
    instances: 'any',
    protocol: 'HTTPS',
    ports: [port(443)],
    perInstance: false,
    server: 'cmg',
    purpose: 'general communication',
    notes: [],
    step: 3,
  },
  {
    row: 8,
    role: 'client',
    deployment: null,
    instances: 'any',
    protocol: 'HTTPS',
    ports: [port(443)],
    perInstance: false,
    server: 'blob-storage',
    purpose: 'cloud content',
    notes: [],
    step: 3,
  },
  {
    ...ON_PREMISES,
    row: 9,
    protocol: 'HTTPS',
    ports: [port(443)],
    server: 'management-point',
    purpose: 'forwards to it',
  },
  {
    ...ON_PREMISES,
    row: 10,
    protocol: 'HTTP',
    ports: [port(80)],
    server: 'management-point',
    purpose: 'forwards to it',
  },
  {
    ...ON_PREMISES,
    row: 11,
    protocol: 'HTTPS',
    ports: [port(443), port(8531)],
    server: 'software-update-point',
    purpose: 'forwards to it',
  },
  {
    ...ON_PREMISES,
    row: 12,
    protocol: 'HTTP',
    ports: [port(80), port(8530)],
    server: 'software-update-point',
    purpose: 'forwards to it',
  },
];

/** The notes under the table, by number. */
export const PORT_NOTES: Readonly<Record<number, string>> = {
  1: 'Classic cloud service only. The connection point first tries a long-lived TCP-TLS connection to each instance: port 10140 to the first ... 10155 to the sixteenth. It performs best and cannot cross a web proxy. If it cannot be built, HTTPS is used (notes 2 and 3).',
  2: 'With one instance the HTTPS channel goes to port 443 of the load balancer. A scale set uses HTTPS only and needs no TCP-TLS port; a classic cloud service falls back to it when TCP-TLS fails.',
  3: 'With two or more instances the HTTPS channel goes to port 10124 of the first instance, 10125 of the second ... 10139 of the sixteenth, and not to 443.',
};
