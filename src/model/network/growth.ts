import { channelInput } from './channel-input.js';
import { obstacles, PROXY } from './channel-obstacles.js';
import { MAX_INSTANCES, type NetworkGateway } from './deployment.js';
import type { NetworkModel } from './network-model.js';
import { holdTunnels, type Opening } from './openings.js';
import { type PortRequirement, requiredPorts } from './required-ports.js';

/** One port of the channel that a step of growth starts to need, or no longer uses. */
export interface GrowthStep {
  readonly gateway: string;
  /** Number of instances after the step. */
  readonly instances: number;
  /** `start`: needed before the first step; `add`: needed from now on; `drop`: no longer used for the channel. */
  readonly change: 'start' | 'add' | 'drop';
  /** Numbered from 0; null for the load balancer. */
  readonly instance: number | null;
  readonly protocol: PortRequirement['protocol'];
  readonly port: number;
  readonly need: PortRequirement['need'];
  readonly host: string | null;
  /** Whether the model's firewall and proxy let its channel through already; null for a port that is no longer used. */
  readonly isOpen: boolean | null;
  /** What to open for it; empty when it is open. */
  readonly open: readonly Opening[];
  readonly section: string;
}

/**
 * What must be opened for the channel, beyond what is open for the size before, as each gateway of the model grows
 * from `from` to `to` instances one by one: its port, and tunnels of the proxy where it holds too few. Nothing else of the network
 * depends on their number.
 * @throws RangeError unless 1 <= from <= to <= 16.
 */
export function growth(model: NetworkModel, from: number, to: number): GrowthStep[] {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1 || to > MAX_INSTANCES || from > to)
    throw new RangeError(`a gateway grows within 1 to ${MAX_INSTANCES} instances, not from ${from} to ${to}`);
  return model.gateways.flatMap((gateway) => {
    const steps: GrowthStep[] = [];
    let before: PortRequirement[] = [];
    for (let instances = from; instances <= to; instances++) {
      const now = channelPorts(model, { ...gateway, instances });
      const change = instances === from ? 'start' : 'add';
      const step = (port: PortRequirement, kind: GrowthStep['change']): GrowthStep =>
        describeStep(model, gateway, instances, port, kind);
      steps.push(...without(now, before).map((port) => step(port, change)));
      steps.push(...without(before, now).map((port) => step(port, 'drop')));
      before = now;
    }
    return steps;
  });
}

const channelPorts = (model: NetworkModel, gateway: NetworkGateway): PortRequirement[] =>
  requiredPorts({ ...model, gateways: [gateway] }).filter((port) => port.server === 'cmg-service');

const without = (ports: readonly PortRequirement[], others: readonly PortRequirement[]): PortRequirement[] =>
  ports.filter(
    (port) => !others.some((other) => other.port === port.port && other.protocol === port.protocol),
  );

function describeStep(
  model: NetworkModel,
  gateway: NetworkGateway,
  instances: number,
  port: PortRequirement,
  change: GrowthStep['change'],
): GrowthStep {
  const way = channelInput(model, { ...gateway, instances });
  const open = [
    ...obstacles(way, port.protocol, port.port).map((obstacle) => obstacle.opening),
    ...missingTunnels(model, gateway, instances, port.instance ?? 0),
  ];
  return {
    gateway: gateway.name,
    instances,
    change,
    instance: port.instance,
    protocol: port.protocol,
    port: port.port,
    need: port.need,
    host: port.host,
    isOpen: change === 'drop' ? null : open.length === 0,
    open: change === 'drop' ? [] : open,
    section: port.section,
  };
}

/** The tunnels for all channels, when those up to this instance are more than the proxy holds. */
function missingTunnels(
  { connectionPoints, gateways }: NetworkModel,
  gateway: NetworkGateway,
  instances: number,
  instance: number,
): Opening[] {
  const { count, tunnels } = connectionPoints;
  if (tunnels === undefined) return [];
  const others = gateways.reduce((sum, each) => sum + (each === gateway ? 0 : each.instances), 0);
  const tunnelsFor = (reached: number): number => (others + reached) * count * tunnels.perChannel;
  return tunnelsFor(instance + 1) > tunnels.limit ? [holdTunnels(PROXY, tunnelsFor(instances))] : [];
}
