import { channelInput } from './channel-input.js';
import { type ChannelPath, channelPlan } from './channel-plan.js';
import type { NetworkGateway } from './deployment.js';
import { isManaged } from './managed.js';
import type { NetworkModel } from './network-model.js';

/** A channel as the deployment has it: what the rules allow, as far as the proxy has tunnels for it. */
export interface DeployedChannel extends ChannelPath {
  /** The rules allow it, but the proxy holds as many tunnels as it can. */
  readonly isCrowdedOut: boolean;
}

const UNLIMITED = { limit: Number.POSITIVE_INFINITY, perChannel: 1 };

/** A model never changes, and a check asks for its channels again and again. */
const known = new WeakMap<NetworkModel, ReadonlyMap<NetworkGateway, readonly DeployedChannel[]>>();

/** The channels of one gateway of the model, every (connection point, instance) pair. */
export function deployedChannels(model: NetworkModel, gateway: NetworkGateway): readonly DeployedChannel[] {
  const channels = known.get(model) ?? buildChannels(model);
  known.set(model, channels);
  return channels.get(gateway)!;
}

/**
 * All gateways share the proxy, which gives each channel all of its tunnels or none, first come first served: those of
 * gateways that run already, then those of new ones, instance by instance (for a new gateway one of many orders: its
 * instances come to life by chance).
 */
function buildChannels(model: NetworkModel): Map<NetworkGateway, DeployedChannel[]> {
  const { limit, perChannel } = model.connectionPoints.tunnels ?? UNLIMITED;
  let free = limit;
  const build = (path: ChannelPath): DeployedChannel => {
    if (path.chosen === null) return { ...path, isCrowdedOut: false };
    if (free < perChannel) return crowdedOut(path, limit);
    free -= perChannel;
    return { ...path, isCrowdedOut: false };
  };
  return new Map(
    inOrderOfBuilding(model).map((gateway) => {
      const paths = channelPlan(channelInput(model, gateway));
      paths.sort((a, b) => a.instance - b.instance || a.connectionPoint - b.connectionPoint);
      return [gateway, paths.map(build)] as const;
    }),
  );
}

/** A gateway that nobody can deploy comes last: it takes no tunnel from the others. */
function inOrderOfBuilding(model: NetworkModel): NetworkGateway[] {
  const rank = (gateway: NetworkGateway): number =>
    gateway.provisioned ? 0 : isManaged(model, gateway) ? 1 : 2;
  return [...model.gateways].sort((a, b) => rank(a) - rank(b));
}

const crowdedOut = (path: ChannelPath, limit: number): DeployedChannel => ({
  ...path,
  chosen: null,
  reason: `the proxy holds ${limit} tunnels already`,
  isCrowdedOut: true,
});

/** Share of the gateway's instances that no connection point can reach. */
export function channellessShare(model: NetworkModel, gateway: NetworkGateway): number {
  const reached = new Set(
    deployedChannels(model, gateway).flatMap(({ chosen, instance }) => (chosen === null ? [] : [instance])),
  );
  return 1 - reached.size / gateway.instances;
}
