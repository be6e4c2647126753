import type { Phase } from '../phases.js';
import type { NetworkCause } from '../request-failures.js';
import { type FlowCheck, type FlowState, stateOfAll } from './flow.js';
import { failingDownloads, failingRequests } from './shares.js';

/** What is true of the whole deployment in one phase: a time in which no gateway changes its size. */
export interface PhaseCheck {
  /** Seconds after Monday 00:00. */
  readonly fromSeconds: number;
  /** null: nothing changes any more. */
  readonly toSeconds: number | null;
  readonly sizes: readonly { readonly gateway: string; readonly instances: number }[];
  /** `broken` when anything needed does not work, be it one instance or one activity. */
  readonly state: FlowState;
  /** Share of all requests that would fail meanwhile, null when the model has no requests. */
  readonly requestShare: number | null;
  readonly requestShareByCause: Readonly<Partial<Record<NetworkCause, number>>>;
  /** Share of content downloads that would fail meanwhile, null without content. */
  readonly downloadShare: number | null;
}

/** @param flows those of this phase */
export function checkPhase(
  { fromSeconds, toSeconds, network }: Phase,
  flows: readonly FlowCheck[],
): PhaseCheck {
  const { share, byCause } = failingRequests(network);
  return {
    fromSeconds,
    toSeconds,
    sizes: network.gateways.map(({ name, instances }) => ({ gateway: name, instances })),
    state: stateOfAll(flows),
    requestShare: share,
    requestShareByCause: byCause,
    downloadShare: failingDownloads(network),
  };
}

const BADNESS: Readonly<Record<FlowState, number>> = { works: 0, degraded: 1, broken: 2 };

/** The phase of the worst state; of several, the one in which most fails, and the first of these. */
export const worstOf = (phases: readonly PhaseCheck[]): PhaseCheck =>
  [...phases].sort(
    (a, b) =>
      BADNESS[b.state] - BADNESS[a.state] ||
      (b.requestShare ?? 0) - (a.requestShare ?? 0) ||
      (b.downloadShare ?? 0) - (a.downloadShare ?? 0),
  )[0]!;
