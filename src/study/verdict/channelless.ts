import type { ChannelSummary, InstanceSummary } from '../summary.js';

/** An instance that no connection point ever reached, and why. */
export interface Channelless {
  readonly instance: InstanceSummary;
  readonly why: string | null;
}

/**
 * Instances without any channel: impossible for every connection point, or never up while requests reached them.
 * One that is still being provisioned, and gets no requests, is not among them.
 */
export function channellessInstances(evidence: {
  readonly instances: readonly InstanceSummary[];
  readonly channels: readonly ChannelSummary[];
}): Channelless[] {
  return evidence.instances.flatMap((instance) => {
    const channels = evidence.channels.filter(
      ({ gateway, vm }) => gateway === instance.gateway && vm === instance.vm,
    );
    const reached = channels.some(
      ({ state, availability }) => state === 'up' || (availability.value ?? 0) > 0,
    );
    const impossible = channels.length > 0 && channels.every(({ state }) => state === 'impossible');
    if (reached || !(impossible || instance.requests > 0)) return [];
    return [{ instance, why: channels.find(({ reason }) => reason !== null)?.reason ?? null }];
  });
}
