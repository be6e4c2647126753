import { channelInput } from '../channel-input.js';
import { obstacles, PROXY } from '../channel-obstacles.js';
import { type ChannelInput, httpsPort } from '../channel-plan.js';
import { type DeployedChannel, deployedChannels } from '../channels.js';
import type { ChannelProtocol, NetworkGateway } from '../deployment.js';
import { serviceName } from '../names.js';
import type { NetworkModel } from '../network-model.js';
import { changeSetting, holdTunnels, type Opening } from '../openings.js';
import type { Phase } from '../phases.js';
import { requiredPorts } from '../required-ports.js';
import { type FlowCheck, type FlowPart, stateOf, workingFlow } from './flow.js';
import { locationShare, requestWeightOfAll, times } from './shares.js';

const WORDS = { 'tcp-tls': 'TCP-TLS', https: 'HTTPS' } as const;

/** The channel of a gateway at the size that it has in a phase, one part an instance. */
export function checkChannel(phase: Phase, gateway: NetworkGateway): FlowCheck {
  const { network: model, fromSeconds, toSeconds } = phase;
  const instanceShare = times(requestWeightOfAll(model), 1 / gateway.instances / model.gateways.length);
  const channels = deployedChannels(model, gateway);
  const parts = Array.from({ length: gateway.instances }, (_, instance) =>
    part(
      model,
      gateway,
      channels.filter((channel) => channel.instance === instance),
      instanceShare,
    ),
  );
  const state = stateOf(parts);
  const broken = parts.filter((each) => each.state === 'broken');
  return {
    ...workingFlow({
      flow: 'channel',
      gateway: gateway.name,
      from: 'connection point',
      to: serviceName(gateway),
      over: protocols(channels),
      section: `Data flow, step 2; ${channelSections(model, gateway)}`,
    }),
    size: { instances: gateway.instances, fromSeconds, toSeconds },
    state,
    cause: broken.length > 0 ? 'no-channel' : null,
    reason: state === 'works' ? null : summary(parts, broken),
    open: parts.flatMap((each) => each.open),
    requestShare: broken.length === 0 ? 0 : times(instanceShare, broken.length),
    downloadShare: locationShare(model, broken.length / gateway.instances / model.gateways.length),
    parts,
  };
}

/** The rows of the article that this gateway's channel follows. */
const channelSections = (model: NetworkModel, gateway: NetworkGateway): string =>
  [
    ...new Set(
      requiredPorts({ ...model, gateways: [gateway] })
        .filter((port) => port.server === 'cmg-service')
        .map((port) => port.section),
    ),
  ].join('; ');

function summary(parts: readonly FlowPart[], broken: readonly FlowPart[]): string {
  const first = (broken[0] ?? parts.find((each) => each.state === 'degraded'))!;
  if (broken.length === 0) return first.reason!;
  const count = `${broken.length} of ${parts.length} ${parts.length === 1 ? 'instance' : 'instances'}`;
  return `no channel to ${count}: ${first.reason}`;
}

/** The protocols in use, or those that were tried where none is. */
function protocols(channels: readonly DeployedChannel[]): string {
  const used = channels.flatMap(({ chosen }) => chosen ?? []);
  const named = used.length > 0 ? used : channels.flatMap(({ attempts }) => attempts);
  return [...new Set(named.map(({ protocol }) => WORDS[protocol]))].join(' or ');
}

/** An instance is well when every connection point reaches it as it should, broken when none does. */
function part(
  model: NetworkModel,
  gateway: NetworkGateway,
  channels: readonly DeployedChannel[],
  instanceShare: number | null,
): FlowPart {
  const missing = channels.filter((channel) => channel.chosen === null);
  const chosen = channels.find((channel) => channel.chosen !== null)?.chosen ?? null;
  const { attempts, instance } = channels[0]!;
  const fellBack = chosen !== null && attempts.length > 1;
  const isBroken = missing.length === channels.length;
  const reasons = [
    ...(missing.length > 0 && !isBroken
      ? [`${missing.length} of ${channels.length} connection points without a channel: ${missing[0]!.reason}`]
      : []),
    ...(isBroken ? [missing[0]!.reason!] : []),
    ...(fellBack ? [`fell back to HTTPS: ${attempts[0]!.reason}`] : []),
  ];
  return {
    name: `instance ${instance + 1}`,
    instance,
    uses: chosen && { protocol: WORDS[chosen.protocol], port: chosen.port },
    state: isBroken ? 'broken' : reasons.length > 0 ? 'degraded' : 'works',
    reason: reasons.length > 0 ? reasons.join('; ') : null,
    open: reasons.length > 0 ? remedy(model, gateway, channels) : [],
    requestShare: isBroken ? instanceShare : 0,
  };
}

/** What is in the way now, and tunnels of the proxy where it will hold too few once everything else is open. */
function remedy(
  model: NetworkModel,
  gateway: NetworkGateway,
  channels: readonly DeployedChannel[],
): Opening[] {
  const missing = channels.some((channel) => channel.chosen === null);
  return [
    ...(channels.some((channel) => channel.isCrowdedOut)
      ? []
      : openAttempt(channelInput(model, gateway), channels[0]!)),
    ...(missing ? missingTunnels(model) : []),
  ];
}

/** The tunnels that the channels of all gateways take, when they are more than the proxy holds. */
function missingTunnels({ connectionPoints, gateways }: NetworkModel): Opening[] {
  const { count, tunnels } = connectionPoints;
  if (tunnels === undefined) return [];
  const needed = gateways.reduce((sum, each) => sum + each.instances, 0) * count * tunnels.perChannel;
  return needed > tunnels.limit ? [holdTunnels(PROXY, needed)] : [];
}

/** What to open for the first protocol tried that can be opened at all; TCP-TLS through a proxy cannot. */
function openAttempt(input: ChannelInput, { attempts, instance }: DeployedChannel): Opening[] {
  const openingsOf = (protocol: ChannelProtocol, port: number): Opening[] =>
    obstacles(input, WORDS[protocol], port).map((obstacle) => obstacle.opening);
  const possible = attempts.find((attempt) => attempt.outcome !== 'not-proxyable');
  if (possible === undefined)
    return [
      changeSetting('connection point', 'let the channel fall back to HTTPS (protocol: auto)'),
      ...openingsOf('https', httpsPort(input.instances, instance)),
    ];
  return possible.outcome === 'works' ? [] : openingsOf(possible.protocol, possible.port);
}
