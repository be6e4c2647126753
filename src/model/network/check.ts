import { checkChannel } from './check/channel.js';
import { checkClients } from './check/clients.js';
import type { FlowCheck, FlowState } from './check/flow.js';
import { checkHttp } from './check/http.js';
import { checkPhase, type PhaseCheck, worstOf } from './check/phase.js';
import { tidy } from './check/shares.js';
import { checkConnectionPointEndpoints, checkForwarding, checkServiceConnectionPoint } from './check/site.js';
import type { NetworkGateway } from './deployment.js';
import { type IdleBlock, idleBlocks } from './idle-blocks.js';
import { isManaged } from './managed.js';
import type { NetworkModel } from './network-model.js';
import { describeOpenings, type Opening } from './openings.js';
import { phasesOf } from './phases.js';

/** The model's firewalls, proxy and devices held against everything that its deployment needs, at each of its sizes. */
export interface NetworkCheck
  extends Pick<PhaseCheck, 'state' | 'requestShare' | 'requestShareByCause' | 'downloadShare'> {
  /** In order of time; the state and the shares of the whole are those of the worst of them. */
  readonly phases: readonly PhaseCheck[];
  /** Local time of the site minus UTC: times are told on its clock. */
  readonly offsetSeconds: number;
  readonly flows: readonly FlowCheck[];
  /** What to open so that nothing is broken, in words. */
  readonly open: readonly string[];
  /** What to open so that nothing is degraded either, beyond `open`. */
  readonly improve: readonly string[];
  /** Names that a firewall blocks and this deployment needs nothing of, as misspelt ones are. */
  readonly blocksNothing: readonly IdleBlock[];
}

/** Checks every flow of the model; pure arithmetic on the rules that the simulation uses too. */
export function checkNetwork(model: NetworkModel): NetworkCheck {
  const phases = phasesOf(model);
  const channels = phases.map((phase) =>
    phase.network.gateways.map((gateway) => tidied(checkChannel(phase, gateway))),
  );
  const ofGateways = model.gateways.map((gateway) => ({
    before: checkServiceConnectionPoint(model, gateway, openedOnceManaged(model, gateway)).map(tidied),
    after: [
      ...checkConnectionPointEndpoints(model, gateway),
      ...model.populations.flatMap((population) => checkClients(model, gateway, population)),
    ].map(tidied),
  }));
  const ofAll = [...checkForwarding(model), ...checkHttp(model)].map(tidied);
  const unchanging = [...ofGateways.flatMap(({ before, after }) => [...before, ...after]), ...ofAll];
  const flows = [
    ...ofGateways.flatMap(({ before, after }, index) => [
      ...before,
      ...joined(channels.map((ofPhase) => ofPhase[index]!)),
      ...after,
    ]),
    ...ofAll,
  ];
  const checks = phases.map((phase, index) => checkPhase(phase, [...unchanging, ...channels[index]!]));
  const { state, requestShare, requestShareByCause, downloadShare } = worstOf(checks);
  return {
    state,
    requestShare,
    requestShareByCause,
    downloadShare,
    phases: checks,
    offsetSeconds: model.timeline?.offsetSeconds ?? 0,
    flows,
    ...openings(flows),
    blocksNothing: idleBlocks(model),
  };
}

/**
 * What the channels need once the service connection point can manage this gateway, so that it changes its size as the
 * timeline says; nothing where it can already, or where nothing is to change.
 */
function openedOnceManaged(model: NetworkModel, gateway: NetworkGateway): Opening[] {
  const scales = model.timeline?.scalings.some((scaling) => scaling.gateway === gateway.name) ?? false;
  if (!scales || isManaged(model, gateway)) return [];
  const phases = phasesOf({ ...model, serviceConnectionPoint: { online: true } });
  return phases.flatMap((phase) =>
    phase.network.gateways.flatMap((each) =>
      checkChannel(phase, each).parts.flatMap((part) => (part.state === 'broken' ? part.open : [])),
    ),
  );
}

/** One flow for each size of a gateway: phases in which another gateway alone has changed are one. */
function joined(channels: readonly FlowCheck[]): FlowCheck[] {
  const flows: FlowCheck[] = [];
  const likeness = (flow: FlowCheck): string => JSON.stringify({ ...flow, size: flow.size!.instances });
  for (const flow of channels) {
    const last = flows.at(-1);
    if (last === undefined || likeness(last) !== likeness(flow)) flows.push(flow);
    else flows[flows.length - 1] = { ...last, size: { ...last.size!, toSeconds: flow.size!.toSeconds } };
  }
  return flows;
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
  const of = (state: FlowState): Opening[] =>
    items.filter((item) => item.state === state).flatMap((item) => item.open);
  const open = of('broken');
  const said = new Set(open.map((opening) => JSON.stringify(opening)));
  const improve = of('degraded').filter((opening) => !said.has(JSON.stringify(opening)));
  return { open: describeOpenings(open), improve: describeOpenings(improve) };
}
