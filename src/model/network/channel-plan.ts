import { type ChannelWay, obstacles } from './channel-obstacles.js';
import { type ChannelProtocol, type DeploymentKind, MAX_INSTANCES } from './deployment.js';

/** What decides how connection points can reach the instances of one gateway. */
export interface ChannelInput extends ChannelWay {
  readonly deployment: DeploymentKind;
  /** 1..16 */
  readonly instances: number;
  readonly connectionPoints: number;
  /** `auto` is the product's own order; a forced protocol has no fallback. */
  readonly protocol: 'auto' | ChannelProtocol;
}

/** How one way of building a channel ends. Only `timeout` costs the waiting time of an attempt. */
type AttemptOutcome = 'works' | 'refused' | 'timeout' | 'not-proxyable' | 'inspection' | 'blocked-host';

export interface ChannelAttempt {
  readonly protocol: ChannelProtocol;
  readonly port: number;
  readonly via: 'direct' | 'proxy';
  readonly target: 'instance' | 'load-balancer';
  readonly outcome: AttemptOutcome;
  /** In words, why it ends so. */
  readonly reason: string;
}

/** The ways a connection point tries to reach one instance, and the first that works. Both are numbered from 0. */
export interface ChannelPath {
  readonly connectionPoint: number;
  readonly instance: number;
  /** In the order tried. */
  readonly attempts: readonly ChannelAttempt[];
  readonly chosen: ChannelAttempt | null;
  /** Why there is no channel, in words; null when there is one. */
  readonly reason: string | null;
}

const HTTPS_PORT = 443;
const FIRST_INSTANCE_HTTPS_PORT = 10124;
const FIRST_INSTANCE_TCP_TLS_PORT = 10140;

/** Port of the preferred channel of a classic deployment: 10140 to the first instance ... 10155 to the sixteenth (note 1). */
export const tcpTlsPort = (instance: number): number => FIRST_INSTANCE_TCP_TLS_PORT + instance;

/** Port of the HTTPS channel: 443 to the load balancer with one instance (note 2), else 10124 ... 10139 (note 3). */
export const httpsPort = (instances: number, instance: number): number =>
  instances === 1 ? HTTPS_PORT : FIRST_INSTANCE_HTTPS_PORT + instance;

/**
 * For every pair of connection point and instance: the protocols and ports tried, in order, how each ends, and the
 * channel that results. Source: the article "Data flow for CMG", required ports, notes 1 to 3.
 * @throws RangeError when the deployment cannot exist (instances outside 1..16, TCP-TLS forced on a scale set).
 */
export function channelPlan(input: ChannelInput): ChannelPath[] {
  refuseImpossible(input);
  const byInstance = Array.from({ length: input.instances }, (_, instance) => attempts(input, instance));
  return Array.from({ length: input.connectionPoints }, (_, connectionPoint) =>
    byInstance.map((tried, instance) => path(connectionPoint, instance, tried)),
  ).flat();
}

function refuseImpossible(input: ChannelInput): void {
  const { instances, connectionPoints, deployment, protocol } = input;
  if (!Number.isInteger(instances) || instances < 1 || instances > MAX_INSTANCES)
    throw new RangeError(`a gateway has 1 to ${MAX_INSTANCES} instances, not ${instances}`);
  if (!Number.isInteger(connectionPoints) || connectionPoints < 0)
    throw new RangeError(`the number of connection points cannot be ${connectionPoints}`);
  if (deployment === 'scale-set' && protocol === 'tcp-tls')
    throw new RangeError('a scale set has no TCP-TLS channel: its channel is HTTPS only');
}

function path(connectionPoint: number, instance: number, tried: readonly ChannelAttempt[]): ChannelPath {
  const chosen = tried.find((attempt) => attempt.outcome === 'works') ?? null;
  const reason = chosen ? null : tried.map((attempt) => attempt.reason).join('; ');
  return { connectionPoint, instance, attempts: tried, chosen, reason };
}

/** Attempts in order, up to the first that works. */
function attempts(input: ChannelInput, instance: number): ChannelAttempt[] {
  const tried: ChannelAttempt[] = [];
  if (input.deployment === 'classic' && input.protocol !== 'https') tried.push(tryTcpTls(input, instance));
  if (input.protocol !== 'tcp-tls' && tried[0]?.outcome !== 'works') tried.push(tryHttps(input, instance));
  return tried;
}

function tryTcpTls(input: ChannelInput, instance: number): ChannelAttempt {
  const port = tcpTlsPort(instance);
  const fixed = { protocol: 'tcp-tls', port, target: 'instance' } as const;
  if (input.proxy) {
    const reason = `TCP-TLS to port ${port} cannot cross a web proxy`;
    return { ...fixed, via: 'proxy', outcome: 'not-proxyable', reason };
  }
  return { ...fixed, via: 'direct', ...outcome(input, 'TCP-TLS', port) };
}

function tryHttps(input: ChannelInput, instance: number): ChannelAttempt {
  const port = httpsPort(input.instances, instance);
  return {
    protocol: 'https',
    port,
    via: input.proxy ? 'proxy' : 'direct',
    target: input.instances === 1 ? 'load-balancer' : 'instance',
    ...outcome(input, 'HTTPS', port),
  };
}

function outcome(
  input: ChannelInput,
  protocol: string,
  port: number,
): { outcome: AttemptOutcome; reason: string } {
  const [first] = obstacles(input, protocol, port);
  if (first) return { outcome: first.outcome, reason: first.reason };
  return { outcome: 'works', reason: `${protocol} to port ${port} is open` };
}
