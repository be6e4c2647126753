import { checkChannel } from './check/channel.js';
import { checkClients } from './check/clients.js';
import { type FlowCheck, type FlowState, isBroken } from './check/flow.js';
import { checkHttp } from './check/http.js';
import { failingDownloads, failingRequests, tidy } from './check/shares.js';
import { checkConnectionPointEndpoints, checkForwarding, checkServiceConnectionPoint } from './check/site.js';
import type { NetworkModel } from './network-model.js';
import { describeOpenings } from './openings.js';
import type { NetworkCause } from './request-failures.js';

/** The model's firewalls, proxy and devices held against everything that its deployment needs. */
export interface NetworkCheck {
  /** `broken` when anything needed does not work, be it one instance or one activity. */
  readonly state: FlowState;
  /** Share of all requests that would fail meanwhile, null when the model has no requests. */
  readonly requestShare: number | null;
  readonly requestShareByCause: Readonly<Partial<Record<NetworkCause, number>>>;
  /** Share of content downloads that would fail meanwhile, null without content. */
  readonly downloadShare: number | null;
  readonly flows: readonly FlowCheck[];
  /** What to open so that nothing is broken, in words. */
  readonly open: readonly string[];
  /** What to open so that nothing is degraded either, beyond `open`. */
  readonly improve: readonly string[];
}

/** Checks every flow of the model; pure arithmetic on the rules that the simulation uses too. */
export function checkNetwork(model: NetworkModel): NetworkCheck {
  const flows = [
    ...model.gateways.flatMap((gateway) => [
      ...checkServiceConnectionPoint(model, gateway),
      checkChannel(model, gateway),
      ...checkConnectionPointEndpoints(model, gateway),
      ...model.populations.flatMap((population) => checkClients(model, gateway, population)),
    ]),
    ...checkForwarding(model),
    ...checkHttp(model),
  ].map(tidied);
  const { share, byCause } = failingRequests(model);
  const state = flows.some(isBroken)
    ? 'broken'
    : flows.some((flow) => flow.state !== 'works')
      ? 'degraded'
      : 'works';
  return {
    state,
    requestShare: share,
    requestShareByCause: byCause,
    downloadShare: failingDownloads(model),
    flows,
    ...openings(flows),
  };
}

const tidyShare = (share: number | null): number | null => (share === null ? null : tidy(share));
const tidied = (flow: FlowCheck): FlowCheck => ({
  ...flow,
  requestShare: tidyShare(flow.requestShare),
  downloadShare: tidyShare(flow.downloadShare),
  parts: flow.parts.map((part) => ({ ...part, requestShare: tidyShare(part.requestShare) })),
});

/** Openings of what is broken, and of what merely works less well. */
function openings(flows: readonly FlowCheck[]): Pick<NetworkCheck, 'open' | 'improve'> {
  const items: Pick<FlowCheck, 'state' | 'open'>[] = flows.flatMap(
    (flow): readonly Pick<FlowCheck, 'state' | 'open'>[] => (flow.parts.length > 0 ? flow.parts : [flow]),
  );
  const of = (state: FlowState): string[] =>
    describeOpenings(items.filter((item) => item.state === state).flatMap((item) => item.open));
  return { open: of('broken'), improve: of('degraded') };
}
