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
 * All gateways share the proxy, which gives each channel all of its tunnels or none, first come first served: channels
 * that stay as they were before the deployment changed its size, then those of gateways that run already, then those
 * of new ones, instance by instance (one of many orders where a gateway is new or has grown: its instances come to
 * life by chance, and each connection point builds in its own maintenance cycle).
 */
function buildChannels(model: NetworkModel): Map<NetworkGateway, DeployedChannel[]> {
  const { limit, perChannel } = model.connectionPoints.tunnels ?? UNLIMITED;
  const rows = inOrderOfBuilding(model).map((gateway) => {
    const paths = channelPlan(channelInput(model, gateway));
    paths.sort((a, b) => a.instance - b.instance || a.connectionPoint - b.connectionPoint);
    return { gateway, paths, stays: stayingChannels(model, gateway) };
  });
  const wanted = rows.flatMap(({ paths, stays }) =>
    paths.filter(({ chosen }) => chosen !== null).map((path) => ({ path, stays: stays(path) })),
  );
  const inOrder = [...wanted.filter(({ stays }) => stays), ...wanted.filter(({ stays }) => !stays)];
  const built = new Set(inOrder.slice(0, Math.floor(limit / perChannel)).map(({ path }) => path));
  const deployed = (path: ChannelPath): DeployedChannel =>
    path.chosen === null || built.has(path) ? { ...path, isCrowdedOut: false } : crowdedOut(path, limit);
  return new Map(rows.map(({ gateway, paths }) => [gateway, paths.map(deployed)]));
}

/** Tells of a channel of the gateway whether it was up before the deployment changed its size, on the same port. */
function stayingChannels({ before }: NetworkModel, { name }: NetworkGateway): (path: ChannelPath) => boolean {
  const gateway = before?.gateways.find((each) => each.name === name);
  if (before === undefined || gateway === undefined) return () => false;
  const channels = deployedChannels(before, gateway);
  return ({ connectionPoint, instance, chosen }) =>
    channels.some(
      (each) =>
        each.connectionPoint === connectionPoint &&
        each.instance === instance &&
        each.chosen?.port === chosen?.port &&
        each.chosen?.protocol === chosen?.protocol,
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
