import type { Opening } from '../openings.js';
import type { NetworkCause } from '../request-failures.js';

/** `degraded`: it works, but not as it should, or only for some instances or activities. */
export type FlowState = 'works' | 'degraded' | 'broken';

/** One instance of a channel, or one client activity on a leg. */
export interface FlowPart {
  readonly name: string;
  /** Numbered from 0; null when the part is no instance. */
  readonly instance: number | null;
  /** Protocol and port in use; null when there is none or the part has none. */
  readonly uses: { readonly protocol: string; readonly port: number } | null;
  readonly state: FlowState;
  readonly reason: string | null;
  readonly open: readonly Opening[];
  /** Share of all requests of the model that this part alone makes fail; null where that is not known. */
  readonly requestShare: number | null;
}

/** A size of a gateway and when it has it, seconds after Monday 00:00. */
export interface GatewaySize {
  readonly instances: number;
  readonly fromSeconds: number;
  /** null: it stays so. */
  readonly toSeconds: number | null;
}

export interface FlowCheck {
  readonly flow:
    | 'deploy'
    | 'discover'
    | 'channel'
    | 'gateway-storage'
    | 'gateway-vault'
    | 'requests'
    | 'content'
    | 'sign-in'
    | 'http'
    | 'forward';
  readonly gateway: string | null;
  readonly population: string | null;
  /** The size of the gateway that this is true of: there is one channel flow for each. Null where size does not matter. */
  readonly size: GatewaySize | null;
  readonly from: string;
  readonly to: string;
  /** Protocol and port, or what else has to pass. */
  readonly over: string;
  readonly state: FlowState;
  /** What requests that fail because of this flow report as their cause. */
  readonly cause: NetworkCause | null;
  /** The first cause in words; null when the flow works. */
  readonly reason: string | null;
  readonly open: readonly Opening[];
  /** Share of all requests of the model that this flow alone makes fail; null where that is not known. */
  readonly requestShare: number | null;
  /** Likewise of content downloads. */
  readonly downloadShare: number | null;
  readonly parts: readonly FlowPart[];
  readonly section: string;
}

/** A flow that works; checks override what differs. */
export const workingFlow = (
  fixed: Pick<FlowCheck, 'flow' | 'gateway' | 'from' | 'to' | 'over' | 'section'> & {
    population?: string | null;
  },
): FlowCheck => ({
  population: null,
  size: null,
  state: 'works',
  cause: null,
  reason: null,
  open: [],
  requestShare: 0,
  downloadShare: 0,
  parts: [],
  ...fixed,
});

/** State of a flow by its parts: broken when all are, degraded when any is not right. */
export function stateOf(parts: readonly FlowPart[]): FlowState {
  if (parts.length > 0 && parts.every((part) => part.state === 'broken')) return 'broken';
  return parts.some((part) => part.state !== 'works') ? 'degraded' : 'works';
}

/** State of several flows together: broken when something needed does not work. */
export const stateOfAll = (flows: readonly FlowCheck[]): FlowState => {
  if (flows.some(isBroken)) return 'broken';
  return flows.some((flow) => flow.state !== 'works') ? 'degraded' : 'works';
};

/** Whether something needed does not work: the flow, one of its instances or one of its activities. */
const isBroken = (flow: FlowCheck): boolean =>
  flow.state === 'broken' || flow.parts.some((part) => part.state === 'broken');
